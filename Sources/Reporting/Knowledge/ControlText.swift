import Exposure
import Targets

/// Published controls as text for a terminal.
struct ControlText {
  private let catalogue: ControlCatalogue
  private let layout: Paragraphs

  init(_ catalogue: ControlCatalogue = .builtIn, layout: Paragraphs) {
    self.catalogue = catalogue
    self.layout = layout
  }

  /// How many there are, for a line of an overview.
  var count: String {
    "\(catalogue.controls.count) of \(catalogue.frameworks.map(\.id).joined(separator: ", "))"
  }

  /// All controls, those of a framework, or one; nil if there is none of the name.
  func about(_ subject: String) -> String? {
    let controls =
      subject.lowercased() == "controls" ? catalogue.controls : catalogue.controls(called: subject)
    guard let first = controls.first else { return nil }
    if controls.count == 1 { return one(first) }
    return catalogue.frameworks.compactMap { framework in
      let own = controls.filter { $0.framework == framework.id }
      guard !own.isEmpty else { return nil }
      return layout.wrapped("\(framework.name), \(framework.source)")
        + layout.table(own.map { ("  \($0.id)", $0.title ?? $0.condition ?? "") })
    }.joined(separator: "\n")
  }

  private func one(_ control: Control) -> String {
    let speaksAgainst =
      Verdict.allCases.filter { control.verdicts?.contains($0) == true }.map(\.rawValue)
      + FindingID.allCases.filter { control.findings?.contains($0) == true }.map(\.rawValue)
    let conditions = [
      control.condition, control.distribution.map { "the distribution is \($0)" },
      control.publicAddressOnly == true ? "the address is public" : nil,
    ].compactMap { $0 }
    let rows: [(name: String, text: String?)] = [
      ("What", control.title), ("Framework", catalogue.framework(of: control)?.name),
      ("Edition", control.edition), ("Also", control.alsoKnownAs?.joined(separator: ", ")),
      ("Against it", speaksAgainst.joined(separator: ", ")),
      ("Where", conditions.isEmpty ? nil : conditions.joined(separator: "; ")), ("More", control.source),
      ("As of", catalogue.asOf.description),
    ]
    return "\(control.id)\n\n"
      + layout.table(rows.compactMap { row in row.text.map { (row.name, $0) } })
  }
}
