import Targets
import Testing

@Suite("An argument that is no file that exists")
struct FileNameFormTests {
  @Test(
    "is refused where it is meant as a file",
    arguments: [
      "targets.txt", "TARGETS.TXT", "scan.xml", "config.yaml", "hosts.tsv", "/etc/targets", "./targets",
      "../targets", "~/targets",
      "lists/production",
      "10.0.0.0/24.csv", "10.0.0.0/lists",
    ])
  func file(_ argument: String) {
    #expect(TargetSource.looksLikeFile(argument))
  }

  @Test(
    "is a target otherwise",
    arguments: [
      "api.example.com", "10.0.0.1", "10.0.0.0/24", "10.0.0.0/24:443", "2001:db8::/126", "[2001:db8::/126]",
      "[2001:db8::/126]:443", "https://api.example.com/", "https://example.com/a.txt",
    ])
  func target(_ argument: String) {
    #expect(!TargetSource.looksLikeFile(argument))
  }
}
