import Exposure
import Reporting

/// The observations of files of JSON Lines, one file after the other.
struct ObservationFiles {
  /// How many bad lines are named before the rest is not read any more.
  static let badLineLimit = 20

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
  func each(_ take: (Observation) throws -> Void) throws {
    var badLines: [String] = []
    for path in paths {
      let reader = try open(path)
      var isFirst = true
      while badLines.count < Self.badLineLimit {
        do {
          guard let observation = try reader.next() else { break }
          isFirst = false
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
    }
    guard badLines.isEmpty else {
      throw CommandFailure(.badData, badLines.joined(separator: "\n"))
    }
  }

  /// What a file is whose first line is no observation, where it is something else as a whole: one problem of a file is
  /// told once.
  private static func kind(of path: String) -> String? {
    guard path != "-", let head = try? FileText.head(path) else { return nil }
    guard let kind = FileKind(recognizing: head) else {
      let start = head.first { $0 > UInt8(ascii: " ") }
      return start == UInt8(ascii: "{")
        ? nil : "\(printable(path)): this is not the JSON Lines that -o FILE.jsonl writes"
    }
    guard kind != .json, kind != .results || head.first != UInt8(ascii: "{") else { return nil }
    return "\(printable(path)): this is \(kind.name), and not the JSON Lines that -o FILE.jsonl writes"
  }

  private func open(_ path: String) throws(CommandFailure) -> JSONLinesReader {
    guard path != "-" else { return JSONLinesReader(descriptor: 0, name: "standard input") }
    do {
      return try JSONLinesReader(path: path)
    } catch {
      throw CommandFailure(error)
    }
  }
}
