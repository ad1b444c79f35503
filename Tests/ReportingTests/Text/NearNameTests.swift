import Reporting
import Testing

@Suite("The name that was probably meant")
struct NearNameTests {
  private static let names = [
    "scan", "watch", "report", "version_leak", "locked_down", "recent-restart", "restart-loop", "json lines",
    "jsonl",
    "markdown", "eks",
  ]

  @Test(
    "is one or two typing errors away, or begins or ends with the word",
    arguments: [
      ("scna", "scan"), ("scn", "scan"), ("SCAN", "scan"), ("reprot", "report"), ("wtach", "watch"),
      ("versoin_leak", "version_leak"), ("version-leak", "version_leak"), ("locked", "locked_down"),
      ("loop", "restart-loop"), ("json", "jsonl"), ("mark", "markdown"), ("recentrestart", "recent-restart"),
    ])
  func near(_ word: String, _ name: String) {
    #expect(nearestName(to: word, among: Self.names) == name)
  }

  @Test(
    "is none where the word is far from every name, too short, or longer than any",
    arguments: [
      "", "s", "xy", "api", "api.example.com", "localhost", "yaml", String(repeating: "a", count: 5_000),
    ])
  func far(_ word: String) {
    #expect(nearestName(to: word, among: Self.names) == nil)
  }
}
