/// The files in an archive that are not read for records, counted by why.
struct SkippedEntries {
  /// Files that are no JSON by their name.
  private(set) var others = 0
  /// Files of tests, whose records are made up.
  private(set) var ofTests = 0
  /// JSON without a record: no `id`, no `modified`, or nothing that is affected.
  var withoutRecord = 0

  /// Takes a file that is not read. Returns whether it is one.
  mutating func take(_ name: String) -> Bool {
    let name = name.lowercased()
    if name.hasSuffix("/") { return true }
    if !name.hasSuffix(".json") {
      others += 1
    } else if name.split(separator: "/").dropLast().contains("testdata") {
      ofTests += 1
    } else {
      return false
    }
    return true
  }

  /// Whether a file is an index of Go's database (go.dev/doc/security/vuln/database), which lists records and is none.
  static func isIndex(_ name: String) -> Bool { name.hasPrefix("index/") }

  /// What was passed over, as a sentence without its end; nil where nothing was.
  var text: String? {
    let parts = [
      (withoutRecord, "without a record (one needs `id`, `modified` and what is affected)"),
      (ofTests, "below testdata/"), (others, "not named .json"),
    ].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return nil }
    let count = parts.reduce(0) { $0 + $1.0 }
    let reasons = parts.map { "\($0.0) \($0.1)" }.joined(separator: "; ")
    return "\(count) \(count == 1 ? "file" : "files") in it passed over: \(reasons)"
  }
}
