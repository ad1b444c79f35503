import Exposure

/// What documents say of a finding beside its evidence.
struct FindingHelp {
  /// What it is, in one line without a full stop.
  let title: String
  /// What was seen, and what follows.
  let meaning: HelpText
  /// What to do.
  let remedy: HelpText

  init(_ id: FindingID) {
    let explanation = Explanation.of(finding: id)
    title = explanation.title
    meaning = HelpText(explanation.meaning)
    remedy = HelpText(explanation.remedy)
  }
}
