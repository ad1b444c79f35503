import Exposure
import Targets
import Reporting

/// The observations of files of JSON Lines, one file after the other.
struct ObservationFiles {
  /// How many bad lines are named before the rest is not read any more.
  static let badLineLimit = 20

  /// What a file turned out to hold.
  struct Content {
    let path: String
    var rows: UInt64 = 0
    /// The parts of lists that its rows belong to.
    var parts: [ListPart: PartTally] = [:]

    /// Its name in messages.
    var name: String { path == "-" ? StandardInput.name : printable(path) }

    /// Whether it says nothing, not even that a shard had no row.
    var isEmpty: Bool { rows == 0 && parts.isEmpty }

    /// What is said of it where it is empty.
    var emptiness: String {
      "\(name) holds no endpoint: its scan did not come to its end, or --only admitted nothing"
    }

    /// The shards whose end is missing, as sentences.
    var cutShards: [String] {
      parts.filter(\.value.isCut)
        .sorted { $0.key.shard.number < $1.key.shard.number }
        .map { part, tally in
          "\(name) was cut off: it has \(counted(tally.rows, "row")) of shard \(part.shard)"
            + (tally.end.map { ", and should have \(grouped($0))" } ?? ", and not the line that ends it")
        }
    }
  }

  private let paths: [String]

  /// Files that are all there. Throws a `CommandFailure` that names the first that is not.
  init(_ paths: [String]) throws(CommandFailure) {
    self.paths = paths
    for path in paths where path != "-" {
      do {
        _ = try JSONLinesReader(path: path)
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  /// Gives every observation to `take`. Lines that are none are all named, in one `CommandFailure` at the end.
  /// - Returns: What each file held.
  @discardableResult func each(_ take: (Observation) throws -> Void) throws -> [Content] {
    var badLines: [String] = []
    var contents: [Content] = []
    for path in paths {
      let reader = try open(path)
      var content = Content(path: path)
      var isFirst = true
      while badLines.count < Self.badLineLimit {
        do {
          guard let observation = try reader.next() else { break }
          isFirst = false
          content.rows += 1
          if badLines.isEmpty { try take(observation) }
        } catch let error as JSONLinesError {
          guard case .badLine = error else { throw CommandFailure(error) }
          if isFirst, let kind = Self.kind(of: path) {
            badLines.append(kind)
            break
          }
          isFirst = false
          badLines.append(error.description)
        }
      }
      content.parts = reader.parts
      contents.append(content)
    }
    guard badLines.isEmpty else {
      throw CommandFailure(.badData, badLines.joined(separator: "\n"))
    }
    return contents
  }

  /// Gives every observation to `take`, as for a report: refuses files that hold no endpoint between them, and tells
  /// of those that hold none, or were cut off, beside others.
  func eachForReport(_ take: (Observation) throws -> Void, notice: (String) -> Void) throws {
    let contents = try each(take)
    let empty = contents.filter(\.isEmpty)
    guard empty.count < contents.count else {
      throw CommandFailure(.badData, empty.map { $0.emptiness }.joined(separator: "\n"))
    }
    for content in empty { notice(content.emptiness) }
    for sentence in contents.flatMap(\.cutShards) { notice(sentence) }
  }

  /// What a file is whose first line is no observation, where it is something else as a whole: one problem of a file is
  /// told once.
  static func kind(of path: String) -> String? {
    guard path != "-", let head = try? FileText.head(path) else { return nil }
    guard let kind = FileKind(recognizing: head) else {
      let start = head.first { $0 > UInt8(ascii: " ") }
      return start == UInt8(ascii: "{")
        ? nil : "\(printable(path)): this is not the JSON Lines that -o FILE.jsonl writes"
    }
    guard kind != .json, kind != .results || head.first != UInt8(ascii: "{") else { return nil }
    let advice = if case .compressed = kind { "; decompress it first" } else { "" }
    return
      "\(printable(path)): this is \(kind.name), and not the JSON Lines that -o FILE.jsonl writes\(advice)"
  }

  private func open(_ path: String) throws(CommandFailure) -> JSONLinesReader {
    guard path != "-" else {
      try StandardInput.check()
      return JSONLinesReader(descriptor: StandardInput.descriptor, name: StandardInput.name)
    }
    do {
      return try JSONLinesReader(path: path)
    } catch {
      throw CommandFailure(error)
    }
  }
}
