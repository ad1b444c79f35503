import Exposure
import Testing

@testable import Reporting

@Suite("Controls in Markdown")
struct MarkdownControlTests {
  @Test("a report counts the endpoints that speak against each control")
  func counts() throws {
    let text = try MarkdownWriter(.sample()).document([.leaking(), .leaking(), .lockedDown()])
    #expect(text.contains("## Controls\n\n| Control | What it asks | Endpoints |\n|---|---|---:|\n"))
    #expect(
      text.contains("| [STIG-V-242390](https://cyber.trackr.live/stig/Kubernetes_STIG/1/8) | The Kubernetes"))
    #expect(text.contains("anonymous authentication disabled. | 2 |\n"))
    #expect(!text.contains("### STIG"))
  }

  @Test("where nothing speaks against one, there is no such section")
  func none() throws {
    #expect(try !MarkdownWriter(.sample()).document([.lockedDown()]).contains("## Controls"))
  }

  @Test("where a control is asked for, its endpoints stand below it, and it stands there without any")
  func grouped() throws {
    var settings = DocumentSettings.sample()
    settings.filter = RowSelection(.all, controls: try ControlChoice(["V-242390", "MS-TA9029"]))
    let many = (0..<60).map { Observation.leaking(target: .sample("host-\($0)")) }
    let text = try MarkdownWriter(settings).document(many)
    #expect(text.contains("### STIG-V-242390\n\n- `192.0.2.1:6443`, `host-0`: `version_leak`, medium\n"))
    #expect(text.contains("- … and 10 more\n"))
    #expect(text.contains("### MS-TA9029\n\nNo endpoint speaks against it"))
    #expect(!text.contains("OWASP"))
  }
}
