import Exposure
import Targets

/// The notification (SARIF §3.58) that says how many results are not in the run.
struct LeftOutResults {
  private let counts: [Severity: Int]

  /// Of how many results of each severity it tells; nil where none is left out.
  init?(_ counts: [Severity: Int]) {
    guard !counts.isEmpty else { return nil }
    self.counts = counts
  }

  private static let id = "results-left-out"

  /// What the notification is, for the list of the tool's notifications.
  static let descriptor: JSONValue = [
    "id": .string(id),
    "shortDescription": [
      "text": "A run holds no more results than code scanning accepts; the worst are kept"
    ],
  ]

  var value: JSONValue {
    [
      "descriptor": ["id": .string(Self.id), "index": 0],
      "level": "warning",
      "message": ["text": .string(sentence)],
    ]
  }

  private var sentence: String {
    let parts = Severity.allCases.reversed().compactMap { severity in
      counts[severity].map { "\(grouped($0)) \(severity.rawValue)" }
    }
    return
      "\(counted(counts.values.reduce(0, +), "result")) left out (\(parts.joined(separator: ", "))), because "
      + "code scanning accepts no more in one run. The worst are here. Report parts of the list, or fewer endpoints "
      + "with \(OptionName.only)."
  }
}
