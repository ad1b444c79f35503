import Exposure
import Targets

/// The risks that a policy accepts, as the template shows them.
struct AcceptedSection {
  let accepted: AcceptedTally

  /// Nil where there is nothing to say.
  var model: [String: Any]? {
    let (entries, notices) = (accepted.sorted, accepted.notices)
    guard !entries.isEmpty || !notices.isEmpty else { return nil }
    return [
      "notices": notices.map { PageText.line($0, limit: CellLimit.sentence) },
      "hasRows": !entries.isEmpty,
      "rows": entries.prefix(AcceptedTally.listed).map { entry in
        let exception = entry.exception
        return [
          "what": exception.subjects.map(\.name).joined(separator: ", "),
          "where": PageText.breakable(PageText.line(entry.places { $0 }, limit: CellLimit.sentence)),
          "reason": PageText.line(AcceptanceText.justification(exception), limit: CellLimit.sentence),
          "until": entry.until,
        ] as [String: Any]
      },
      "left": AcceptedTally.left(entries.count).map { [$0] } ?? [],
    ]
  }
}
