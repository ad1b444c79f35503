import Exposure
import Targets

/// The published controls that endpoints speak against, as a section of a report; with the endpoints of each, where an
/// auditor asks for controls.
struct MarkdownControls {
  private let entries: [ControlTally.Entry]
  private let listsEndpoints: Bool
  private let words: String

  /// - Parameter words: Which endpoints are counted, behind the heading.
  init(_ tally: ControlTally, listsEndpoints: Bool, of words: String = "") {
    self.words = words
    entries = tally.entries
    self.listsEndpoints = listsEndpoints
  }

  var lines: [String] {
    guard !entries.isEmpty else { return [] }
    let rows = entries.map { entry in
      let control = entry.control
      return "| \(link(control)) | \(title(control)) | \(grouped(entry.count)) |"
    }
    return ["", "## Controls\(words)", "", "| Control | What it asks | Endpoints |", "|---|---|---:|"] + rows
      + (listsEndpoints ? entries.flatMap(endpoints) : [])
  }

  private func endpoints(_ entry: ControlTally.Entry) -> [String] {
    let heading = ["", "### \(MarkdownText.text(entry.control.id))", ""]
    guard entry.count > 0 else {
      return heading + ["No endpoint speaks against it, as far as that can be seen from outside."]
    }
    let left = entry.count - entry.examples.count
    return heading
      + entry.examples.map { example in
        "- \(MarkdownText.code(example.endpoint)), \(MarkdownText.code(example.target)): "
          + "`\(example.verdict.rawValue)`, \(example.severity.rawValue)"
      } + (left > 0 ? ["- … and \(grouped(left)) more"] : [])
  }

  private func link(_ control: Control) -> String {
    "[\(MarkdownText.text(control.id))](\(control.source))"
  }

  private func title(_ control: Control) -> String {
    let title = MarkdownText.text(control.title ?? "–")
    return control.condition.map { "\(title) (where \(MarkdownText.text($0)))" } ?? title
  }
}
