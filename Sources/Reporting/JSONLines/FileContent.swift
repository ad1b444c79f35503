import Exposure
import Targets

/// What a file of JSON Lines turned out to hold.
public struct FileContent: Sendable, Hashable {
  /// Its name in messages.
  public let name: String
  /// Whether it is the file that an unfinished scan writes, by its name.
  public let isPartial: Bool
  /// Its rows.
  public var rows: UInt64 = 0
  /// The parts of lists that its rows belong to.
  public var parts: [ListPart: PartTally] = [:]

  /// Nothing yet.
  /// - Parameter name: The path, or what the input is called; it is made safe for a terminal.
  public init(name: String) {
    self.name = TextSanitiser.terminal(name, limit: 1024)
    isPartial = name.hasSuffix(OutputLocation.partialEnding)
  }

  /// Whether it says nothing, not even that a shard had no row.
  public var isEmpty: Bool { rows == 0 && parts.isEmpty }

  /// What is said of it where it is empty.
  public var emptiness: String {
    "\(name) holds no endpoint: its scan did not run to its end, or the filter of its rows admitted none"
  }

  /// The shards whose end is missing, as sentences.
  public var cutShards: [String] {
    parts.filter(\.value.isCut)
      .sorted { $0.key.shard.number < $1.key.shard.number }
      .map { part, tally in
        "\(name) was cut off: it has \(counted(tally.rows, "row")) of shard \(part.shard)"
          + (tally.end.map { ", and should have \(grouped($0))" } ?? ", and not the line that ends it")
      }
  }

  /// The lists of which files hold some shards and not the others, as sentences.
  public static func missingShards(of contents: [FileContent]) -> [String] {
    let lists = Dictionary(grouping: Set(contents.flatMap(\.parts.keys))) { [$0.list, "\($0.shard.count)"] }
    return lists.values.compactMap { parts -> String? in
      let held = Set(parts.map(\.shard.number)).sorted()
      guard let count = parts.first?.shard.count, held.count < count else { return nil }
      let names = held.prefix(8).map { "\($0)/\(count)" }.joined(separator: ", ")
      let more = held.count > 8 ? " and \(held.count - 8) more" : ""
      return
        "this is a part of a list: shard \(names)\(more); \(counted(Int(count) - held.count, "other shard")) "
        + (Int(count) - held.count == 1 ? "is missing" : "are missing")
    }.sorted()
  }

  /// The shards that the file holds of lists whose other shards it does not hold; empty for a whole list.
  var loneParts: Set<ListPart> {
    let lists = Dictionary(grouping: parts.keys) { [$0.list, "\($0.shard.count)"] }
    return Set(lists.values.filter { parts in parts.count < parts.first?.shard.count ?? 0 }.joined())
  }
}
