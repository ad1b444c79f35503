import Exposure
import Targets
import Reporting

/// The observations of files of JSON Lines, one file after the other.
package struct ObservationFiles {
  /// How many bad lines are named before the rest is not read any more.
  package static let badLineLimit = 20

  private let paths: [String]
  private let archiveOption: String?
  /// Asked while a pipe has nothing to read: whether to take that for its end.
  package var stops: (() -> Bool)?

  /// Files that are all there. Throws a `CommandFailure` that names the first that is not.
  /// - Parameter archiveOption: The option after which a history is named; nil if there is none.
  package init(_ paths: [String], archiveOption: String? = nil) throws(CommandFailure) {
    self.paths = paths
    self.archiveOption = archiveOption
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
  @discardableResult package func each(_ take: (Observation) throws -> Void) throws -> [FileContent] {
    var badLines: [String] = []
    var contents: [FileContent] = []
    for path in paths {
      let reader = try open(path)
      reader.stops = stops
      var content = FileContent(name: path == "-" ? StandardInput.name : path)
      var isFirst = true
      while badLines.count < Self.badLineLimit {
        do {
          guard let observation = try reader.next() else { break }
          isFirst = false
          content.rows += 1
          if badLines.isEmpty { try take(observation) }
        } catch let error as JSONLinesError {
          guard case .badLine = error else { throw CommandFailure(error) }
          if isFirst, let kind = Self.kind(of: path, archiveOption: archiveOption) {
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
  package func eachForReport(_ take: (Observation) throws -> Void, notice: (String) -> Void) throws {
    let contents = try each(take)
    let empty = contents.filter(\.isEmpty)
    guard empty.count < contents.count else {
      throw CommandFailure(.badData, empty.map { $0.emptiness }.joined(separator: "\n"))
    }
    for content in empty { notice(content.emptiness) }
    for sentence in contents.flatMap(\.cutShards) { notice(sentence) }
    for sentence in FileContent.missingShards(of: contents) { notice(sentence) }
  }

  /// The keys of all labels. Reads the files once more; throws a `LabelColumnsError` where that cannot be done.
  package func labelKeys() throws -> LabelKeys {
    try FileText.checkReadableTwice(paths)
    return try LabelKeys { take in _ = try each(take) }
  }

  /// What a file is whose first line is not an observation, where it is something else as a whole: one problem of a file is
  /// told once.
  package static func kind(of path: String, archiveOption: String? = nil) -> String? {
    guard path != "-", let head = try? FileText.head(path) else { return nil }
    guard let kind = FileKind(recognizing: head) else {
      let start = head.first { $0 > UInt8(ascii: " ") }
      return start == UInt8(ascii: "{")
        ? nil : "\(printable(path)): this is not the JSON Lines that -o FILE.jsonl writes"
    }
    guard kind != .json, kind != .results || head.first != UInt8(ascii: "{") else { return nil }
    let advice =
      switch kind {
      case .compressed: "; decompress it first"
      case .database: archiveOption.map { "; if it is a history, name it with \($0)" } ?? ""
      default: ""
      }
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

extension LabelKeys {
  /// The keys of the labels of all these observations. Throws what `each` throws, and where there are too many keys.
  package init(_ each: (_ take: (Observation) throws -> Void) throws -> Void) throws {
    self.init()
    // Endpoints of a block share their target.
    var last: Target?
    try each { observation in
      let target = observation.endpoint.target
      if target === last { return }
      last = target
      try add(target.labels)
    }
  }
}
