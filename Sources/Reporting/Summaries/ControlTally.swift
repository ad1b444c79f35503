import Exposure
import Targets

/// How many endpoints speak against each published control, with the first of them.
struct ControlTally: Sendable {
  /// An endpoint that speaks against a control: text that is still to be sanitised where it is shown.
  struct Example: Sendable {
    let endpoint: String
    let target: String
    let verdict: Verdict
    let severity: Severity
  }

  /// One control.
  struct Entry: Sendable {
    let control: Control
    var count = 0
    /// The worst endpoint's.
    var severity = Severity.none
    var examples: [Example] = []
  }

  private let choice: ControlChoice
  private let exampleLimit: Int
  private var found: [String: Entry]

  /// An empty tally that keeps so many endpoints of each control.
  /// - Parameter choice: The controls that are asked for; all of them where none is.
  init(of choice: ControlChoice = ControlChoice(), examples limit: Int = 0) {
    self.choice = choice
    exampleLimit = limit
    found = Dictionary(uniqueKeysWithValues: choice.controls.map { ($0.id, Entry(control: $0)) })
  }

  /// How much of a name is kept, in Unicode scalars.
  private static let longestName = 400

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    for control in assessment.controls where choice.isEmpty || choice.contains(control) {
      var entry = found.removeValue(forKey: control.id) ?? Entry(control: control)
      entry.count += 1
      entry.severity = max(entry.severity, assessment.severity)
      if entry.examples.count < exampleLimit {
        entry.examples.append(
          Example(
            endpoint: TextSanitiser.cut(observation.endpoint.description, limit: Self.longestName),
            target: TextSanitiser.cut(observation.endpoint.target.text, limit: Self.longestName),
            verdict: assessment.verdict, severity: assessment.severity))
      }
      found[control.id] = entry
    }
  }

  /// The controls that endpoints speak against, and those that were asked for, in the order of the catalogue.
  var entries: [Entry] { ControlCatalogue.builtIn.controls.compactMap { found[$0.id] } }
}

extension ControlTally {
  /// The counts for a person, a control a line, below the summary. Ends in a line feed.
  func text(_ style: TerminalStyle = TerminalStyle()) -> String {
    let entries = entries
    let names = entries.map(\.control.id.count).max() ?? 0
    let counts = entries.map { counted($0.count, "endpoint") }
    let width = counts.map(\.count).max() ?? 0
    let lines = zip(entries, counts).flatMap { entry, count in
      let name = padded(entry.control.id, to: names)
      let title = entry.control.title ?? ControlCatalogue.builtIn.framework(of: entry.control)?.name ?? ""
      let figure = "  " + (title.isEmpty ? count : padded(count, to: width) + "  ")
      return style.lines(
        title, behind: "  \(name)\(figure)",
        shown: "  \(style.colour.paint(name, .bold))\(figure)")
    }
    return "\nBy control\n" + lines.map { $0 + "\n" }.joined()
  }
}
