import Exposure

/// What documents say of a finding beside its evidence.
struct FindingHelp {
  /// What it is, in one line without a full stop.
  var title: String { explanation.title }
  /// What was seen, and what follows. Read at each call: results of a document want the title alone.
  var meaning: HelpText { HelpText(explanation.meaning) }
  /// What to do.
  var remedy: HelpText { HelpText(explanation.remedy) }

  private let explanation: Explanation

  init(_ id: FindingID) {
    explanation = .of(finding: id)
  }
}
