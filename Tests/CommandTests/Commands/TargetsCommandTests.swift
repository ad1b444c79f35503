import Fixtures
import Foundation
import Testing

@Suite("apiexpose targets")
struct TargetsCommandTests {
  @Test("prints every endpoint in list order, and the count on standard error")
  func prints() async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write(
      "# ours\n10.0.0.8/30 site=berlin\nAPI.Example.com.:443 cluster=prod\n[::1]\nhttp://10.9.9.9\n!10.0.0.9\n10.0.0.10\n",
      to: "list.txt")
    let outcome = try await Command.run("targets", list, "--port", "6443,443")
    #expect(outcome.status == 0)
    #expect(
      outcome.lines == [
        "10.0.0.8:6443 site=berlin", "10.0.0.8:443 site=berlin", "10.0.0.10:6443 site=berlin",
        "10.0.0.10:443 site=berlin", "10.0.0.11:6443 site=berlin", "10.0.0.11:443 site=berlin",
        "api.example.com.:443 cluster=prod", "[::1]:6443", "[::1]:443", "http://10.9.9.9:80",
      ])
    #expect(outcome.errors == "apiexpose: 10 endpoints, 2 named more than once, 2 excluded\n")
  }

  @Test("prints what it takes back")
  func roundTrip() async throws {
    let first = try await Command.run(
      "targets", "10.0.0.0/29", "2001:db8::/126", "http://10.1.1.1:81", "a.example.", "a.example", "-q")
    #expect(first.status == 0)
    let second = try await Command.run("targets", "-", "-q", input: first.output)
    #expect(second.output == first.output)
    #expect(first.errors.isEmpty && second.errors.isEmpty)
  }

  @Test("reports all bad lines at once, with file, line number, text and reason")
  func badLines() async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write("10.0.0.1\n10.0.0.300\n\nhttps://a.example/healthz\n", to: "bad.txt")
    let outcome = try await Command.run("targets", list)
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("apiexpose: \(list):2: `10.0.0.300`: ") == true)
    #expect(lines.last?.hasPrefix("apiexpose: \(list):4: `https://a.example/healthz`: ") == true)
  }

  @Test("passes bad lines of standard input over, and says so in its status")
  func badStream() async throws {
    let outcome = try await Command.run("targets", "-", input: "10.0.0.1\n10.0.0.300\n10.0.0.2\n")
    #expect(outcome.status == 65)
    #expect(outcome.lines == ["10.0.0.1:6443", "10.0.0.2:6443"])
    #expect(outcome.errors.contains("standard input:2: `10.0.0.300`: "))
  }

  @Test(
    "shows the ports of components for targets without a port",
    arguments: [
      (["--components", "etcd"], [2379, 2381]),
      (["--components", "kubelet,apiserver"], [6443, 10250, 10255, 10248]),
      (["--components", "kubelet,kube-apiserver", "--port", "443"], [443, 10250, 10255, 10248]),
      (["--components", "etcd", "--port", "6443"], [6443, 2379, 2381]),
      (
        ["--components"],
        [6443, 10257, 10259, 10250, 10255, 10248, 2379, 2381, 10256, 10249, 8001, 22623, 22624, 9345]
      ),
    ])
  func components(_ options: [String], _ ports: [Int]) async throws {
    let outcome = try await Command.run(["targets", "10.0.0.1", "10.0.0.2:7", "-q"] + options)
    #expect(outcome.lines == ports.map { "10.0.0.1:\($0)" } + ["10.0.0.2:7"])
  }

  @Test("counts them against --max-targets")
  func componentsCounted() async throws {
    let outcome = try await Command.run(
      "targets", "10.0.0.0/29", "--max-targets", "20", "--components", "kubelet")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("8 addresses x 3 ports = 24"))
  }

  @Test(
    "names what it does not know of a list of components", arguments: ["kubelet,kublet", "kublet", "etcd2"])
  func unknownComponent(list: String) async throws {
    let outcome = try await Command.run("targets", "10.0.0.1", "--components", list)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("`\(list)`"))
    #expect(outcome.output.isEmpty)
  }

  @Test("takes a target behind --components for a target")
  func flagBeforeTarget() async throws {
    let outcome = try await Command.run("targets", "-q", "--components", "node-1.example.com")
    #expect(outcome.lines.count == 14)
  }

  @Test("refuses a list that is too large with the arithmetic")
  func tooMany() async throws {
    let outcome = try await Command.run("targets", "10.0.0.0/8", "--port", "1-2")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("16,777,216 addresses x 2 ports = 33,554,432"))
    #expect(outcome.errors.contains("--max-targets"))
  }

  @Test("takes a block in brackets with a port as an argument")
  func bracketed() async throws {
    let outcome = try await Command.run("targets", "[2001:db8::/126]:443", "-q")
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == "[2001:db8::]:443" && outcome.lines.count == 4)
  }

  @Test(
    "tells a missing file from a target",
    arguments: ["targets.txt", "./list", "lists/production", "/nowhere/list", "list.csv"])
  func missing(_ path: String) async throws {
    let outcome = try await Command.run("targets", path)
    #expect(outcome.status == 66)
    #expect(outcome.errors == "apiexpose: `\(path)` is neither a file that exists nor a target\n")
  }

  @Test("names what cannot be read")
  func directory() async throws {
    let directory = try TemporaryDirectory()
    let outcome = try await Command.run("targets", directory.path)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("it is a directory"))
  }

  @Test("goes on with standard input where the files end, and knows what they named")
  func mixed() async throws {
    let outcome = try await Command.run(
      "targets", "10.0.0.1", "!10.0.0.9", "-", input: "10.0.0.1\n10.0.0.9\n10.0.0.2\n")
    #expect(outcome.status == 0)
    #expect(outcome.lines == ["10.0.0.1:6443", "10.0.0.2:6443"])
    #expect(outcome.errors == "apiexpose: 2 endpoints, 1 named more than once, 1 excluded\n")
  }

  @Test(
    "shows how it is used where it is used wrongly",
    arguments: [
      ["targets"], ["targets", "-", "-"], ["targets", "10.0.0.1", "--port", "0"],
      ["targets", "10.0.0.1", "--max-targets", "0"], ["targets", "10.0.0.1", "--nonsense"],
    ])
  func usage(_ arguments: [String]) async throws {
    let outcome = try await Command.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("See `apiexpose targets -h`."))
  }

  @Test("expands the example that comes with it")
  func example() async throws {
    let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../targets.example").standardized.path
    let outcome = try await Command.run("targets", example)
    #expect(outcome.status == 0)
    #expect(outcome.lines.contains("api.xn--bro-hoa.example:6443 cluster=office"))
    #expect(!outcome.lines.contains { $0.hasPrefix("198.51.100.7:") })
  }
}
