import Exposure

/// Published controls as text for a terminal.
struct ControlText {
  private let catalogue = ControlCatalogue.builtIn
  private let layout: Paragraphs

  init(layout: Paragraphs) {
    self.layout = layout
  }

  /// How many there are, for a line of an overview.
  var count: String {
    "\(catalogue.controls.count) of \(catalogue.frameworks.map(\.id).joined(separator: ", "))"
  }

  /// A control a line, below its framework.
  func list(_ controls: [Control]) -> String {
    catalogue.frameworks.compactMap { framework in
      let own = controls.filter { $0.framework == framework.id }
      guard !own.isEmpty else { return nil }
      return layout.wrapped("\(framework.name), \(framework.source)")
        + layout.table(own.map { ("  \($0.id)", $0.title ?? $0.condition.map { "where \($0)" } ?? "") })
    }.joined(separator: "\n")
  }
}

extension KnowledgeEntry {
  /// All about a published control.
  init(_ control: Control, in catalogue: ControlCatalogue) {
    self.init(control.id, kind: "control")
    hide("id", .string(control.id))
    add("What", "title", control.title)
    add("Framework", "framework", catalogue.framework(of: control)?.name, .string(control.framework))
    add("Edition", "edition", control.edition)
    add("Also", "also_known_as", control.alsoKnownAs ?? [])
    add(
      "Against it", "verdicts",
      Verdict.allCases.filter { control.verdicts?.contains($0) == true }.map(\.rawValue))
    add(
      "And", "findings", FindingID.allCases.filter { control.findings?.contains($0) == true }.map(\.rawValue))
    add("Where", "condition", control.condition)
    add("On", "distribution", control.distribution)
    if control.publicAddressOnly == true {
      add("Address", "public_address_only", "a public one", .boolean(true))
    }
    add("Source", "source", control.source)
    add("As of", "as_of", catalogue.asOf.description)
  }
}
