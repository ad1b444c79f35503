import Targets

/// What ends soon, as the template shows it.
struct EndingSection {
  /// How many ends are listed, the soonest.
  static let listed = 50

  let endings: EndingTally

  /// nil where nothing ends soon.
  var model: [String: Any]? {
    guard endings.count > 0 else { return nil }
    return [
      "sentence": "Certificates that end within 30 days of the scan, and releases whose support ends within "
        + "\(Int(EndingTally.releaseDays)).",
      "rows": endings.entries.map { entry -> [String: Any] in
        let (target, endpoint) = (PageText.line(entry.target), PageText.line(entry.endpoint))
        return [
          "kind": entry.kind.words, "target": PageText.breakable(target),
          "place": PageText.says(target, endpoint) ? [] : [["parts": PageText.breakable(endpoint)]],
          "subject": PageText.breakable(PageText.line(entry.subject)), "date": entry.day,
        ]
      },
      "left": endings.leftOut > 0
        ? ["\(counted(endings.leftOut, "more end")) not listed here, later ones."] : [],
    ]
  }
}
