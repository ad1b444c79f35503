import Exposure

/// What documents say of a finding beside its evidence.
struct FindingHelp {
  /// What it is, in one line without a full stop.
  var title: String { Self.title(of: id) }
  /// What was seen, and what follows. Read at each call: results of a document want the title alone.
  var meaning: HelpText { HelpText(explanation.meaning) }
  /// What to do.
  var remedy: HelpText { HelpText(explanation.remedy) }

  private let id: FindingID
  private var explanation: Explanation { .of(finding: id) }

  init(_ id: FindingID) {
    self.id = id
  }

  /// What it is, in one line without a full stop.
  static func title(of id: FindingID) -> String { titles[id] ?? id.rawValue }

  private static let titles = Dictionary(
    uniqueKeysWithValues: FindingID.allCases.map { ($0, Explanation.of(finding: $0).title) })
}
