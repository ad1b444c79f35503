import Targets

#if History
  import Exposure
  import History
  import Reporting

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// Two files of JSON Lines that `diff` compares: only what was scanned both times can be told as vanished or new.
  struct ComparedFiles {
    private struct Side {
      let results: [StoredResult]
      let content: ObservationFiles.Content

      /// Reads a file. Throws a `CommandFailure`, where it holds no endpoint or was cut off too.
      init(_ path: String) throws {
        var results: [StoredResult] = []
        let contents = try ObservationFiles([path]).each { observation in
          results.append(StoredResult(observation, position: Int64(results.count)))
        }
        self.results = results
        content = contents.first ?? ObservationFiles.Content(path: path)
        guard !content.isEmpty else {
          throw CommandFailure(
            .badData,
            "\(content.emptiness); all that the other file holds would be told as new or vanished")
        }
        if let cut = content.cutShards.first {
          throw CommandFailure(
            .badData, "\(cut); what is missing would be told as new or vanished: scan that shard again")
        }
      }

      /// The shards that the file holds of lists whose other shards it does not hold; empty for a whole list.
      var parts: Set<ListPart> {
        let lists = Dictionary(grouping: content.parts.keys) { [$0.list, "\($0.shard.count)"] }
        return Set(lists.values.filter { parts in parts.count < parts.first?.shard.count ?? 0 }.joined())
      }

      /// "1.jsonl holds shard 1/2 of its list", "all.jsonl holds the whole of it".
      var sentence: String {
        let names = parts.map(\.shard).sorted { $0.number < $1.number }.map(\.description)
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        let held =
          names.isEmpty
          ? "the whole of it" : "shard \(names.prefix(5).joined(separator: ", "))\(more) of its list"
        return "\(content.name) holds \(held)"
      }
    }

    private let before: Side
    private let after: Side

    /// Reads both files, the earlier one first. Throws a `CommandFailure`, where they do not hold the same part of a
    /// list too.
    init(_ earlier: String, _ later: String) throws {
      before = try Side(earlier)
      after = try Side(later)
      guard before.parts != after.parts else { return }
      let areSameShards = Set(before.parts.map(\.shard)) == Set(after.parts.map(\.shard))
      throw CommandFailure(
        .badData,
        areSameShards
          ? "\(before.sentence), \(after.sentence), and the lists differ, so that endpoints fall into other shards: "
            + "join all shards of each scan with apiexpose merge, and compare those"
          : "\(before.sentence), \(after.sentence): what only one of them scanned would be told as new or vanished; "
            + "join all shards of each scan with apiexpose merge, or compare the same shard")
    }

    /// What changed.
    var changes: [Change] { ChangeRules.changes(from: before.results, to: after.results) }

    /// Says that the files were given the wrong way round, where the times of their rows tell so.
    var doubt: String? {
      guard let first = before.results.map(\.scannedAt).min(),
        let last = after.results.map(\.scannedAt).max(),
        first > last
      else { return nil }
      return "\(before.content.name) was scanned after \(after.content.name): name the "
        + "earlier file first"
    }
  }
#endif
