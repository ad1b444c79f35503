import Exposure

/// What came of one file.
public struct FileReport: Sendable, Hashable, Encodable {
  /// The file, as the user names it.
  public let file: String
  /// What it is.
  public let format: ImportFormat
  /// The product, where it is a calendar.
  public internal(set) var product: String?
  /// The day that it says it is of; nil where it says none.
  public internal(set) var day: String?
  /// Records, or releases, that it has.
  public internal(set) var records = 0
  /// Those that went into the knowledge, or are in it already.
  public internal(set) var taken = 0
  /// Those that did not, by why.
  public internal(set) var passedOver: [Pass] = []
  /// What could not be read, and why.
  public internal(set) var problems: [Problem] = []
  /// What else is to be known of the file, as sentences without their end.
  public internal(set) var remarks: [String] = []
  /// Problems beyond those.
  public internal(set) var moreProblems = 0

  /// Records that were not taken for one reason.
  public struct Pass: Sendable, Hashable, Encodable {
    /// Why.
    public let reason: PassReason
    /// How many.
    public internal(set) var count: Int
    /// The first of them.
    public internal(set) var examples: [String]
  }

  /// Something that could not be read.
  public struct Problem: Sendable, Hashable, Encodable {
    /// Which record, or entry of an archive.
    public let place: String
    /// Why, as the end of a sentence.
    public let reason: String
  }

  init(_ file: String, _ format: ImportFormat) {
    self.file = file
    self.format = format
  }

  mutating func pass(_ name: String, _ reason: PassReason) {
    let index = passedOver.firstIndex { $0.reason == reason } ?? passedOver.endIndex
    if index == passedOver.endIndex { passedOver.append(Pass(reason: reason, count: 0, examples: [])) }
    passedOver[index].count += 1
    if passedOver[index].examples.count < Self.mostExamples { passedOver[index].examples.append(name) }
  }

  /// Records of which no name would say anything.
  mutating func passAll(_ count: Int, _ reason: PassReason) {
    passedOver.append(Pass(reason: reason, count: count, examples: []))
  }

  mutating func problem(_ place: String, _ reason: String) {
    guard problems.count < Self.mostProblems else {
      moreProblems += 1
      return
    }
    problems.append(Problem(place: PlainText.line(place), reason: reason))
  }

  private static let mostExamples = 3
  private static let mostProblems = 20
}

extension FileReport {
  /// The report for a person: a line for the file, and one for each thing that could not be read.
  public var lines: [String] {
    let what = (product.map { "\(format.name), \($0)" } ?? format.name) + (day.map { ", of \($0)" } ?? "")
    let kind = format == .endOfLife ? "releases" : "records"
    var parts = ["\(taken) of \(records) \(kind) taken"]
    parts += passedOver.sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }.map {
      pass in
      guard !pass.examples.isEmpty else { return "\(pass.count) \(pass.reason.text)" }
      let more = pass.count > pass.examples.count ? ", ..." : ""
      return "\(pass.count) \(pass.reason.text) (\(pass.examples.joined(separator: ", "))\(more))"
    }
    var lines = ["\(file): \(what): \(parts.joined(separator: "; "))"]
    lines += problems.map { "\(file): \($0.place) cannot be read: \($0.reason)" }
    lines += remarks.map { "\(file): \($0)" }
    if moreProblems > 0 { lines.append("\(file): \(moreProblems) more cannot be read") }
    return lines
  }
}
