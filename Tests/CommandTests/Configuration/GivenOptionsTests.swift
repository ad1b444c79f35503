import Testing

@testable import CommandSupport
@testable import apiexpose

@Suite("The options that a command line gives")
struct GivenOptionsTests {
  @Test(
    "are found as the argument parser finds them",
    arguments: [
      ("", "", ""),
      ("t.txt", "", "t.txt"),
      ("--port 443 t.txt", "port=443", "t.txt"),
      ("--port=443 t.txt", "port=443", "t.txt"),
      ("--port= t.txt", "port=", "t.txt"),
      ("--exclude a --exclude=b c", "exclude=a,b", "c"),
      ("--exclude a=b", "exclude=a=b", ""),
      ("-q t.txt", "quiet=", "t.txt"),
      ("-q4 t.txt", "ipv4=;quiet=", "t.txt"),
      ("-o a.csv t.txt", "output=a.csv", "t.txt"),
      ("-o=a.csv t.txt", "output=a.csv", "t.txt"),
      ("-4o a.csv t.txt", "ipv4=;output=a.csv", "t.txt"),
      ("--components kubelet t.txt", "components=kubelet", "t.txt"),
      ("--components t.txt", "components=", "t.txt"),
      ("--components --quiet", "components=;quiet=", ""),
      ("--components", "components=", ""),
      ("- --port -", "port=-", "-"),
      ("-q -- --port 443", "quiet=", "--port 443"),
      ("--unknown x --port 1", "port=1", "x"),
      ("--port", "port=", ""), ("--version", "version=", ""),
    ])
  func found(_ line: String, _ options: String, _ positional: String) {
    let words = line.split(separator: " ").map(String.init)
    let given = GivenOptions(words, of: ConfigurationSamples.scan) { $1 == "kubelet" }
    let shown = given.values.map { "\($0)=\($1.joined(separator: ","))" }.sorted().joined(separator: ";")
    #expect(shown == options)
    #expect(given.positional.joined(separator: " ") == positional)
  }

  @Test(
    "take the word behind them if the parser would",
    arguments: [
      ("components", "kubelet", true), ("components", "targets.txt", false), ("components", "kublet", false),
      ("randomize", "7", true),
      ("randomize", "seven", false), ("show-config", "json", true), ("show-config", "api.example.com", false),
    ])
  func taken(_ name: String, _ word: String, _ isTaken: Bool) throws {
    let option = try #require(CommandOptions(of: ScanCommand.self).named(name))
    #expect(option.mayLackValue)
    #expect(ScanCommand.takes(word, for: option) == isTaken)
  }
}
