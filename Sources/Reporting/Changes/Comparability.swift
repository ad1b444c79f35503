import Targets

/// Whether two files of JSON Lines may be compared: only what was scanned both times can be reported as vanished or new.
public enum Comparability {
  /// Why a file cannot be compared with any other; nil where it can.
  public static func problem(of content: FileContent) -> String? {
    guard !content.isEmpty else {
      return "\(content.emptiness); all that the other file holds would be told as new or vanished"
    }
    if let cut = content.cutShards.first {
      return "\(cut); what is missing would be told as new or vanished: scan that shard again"
    }
    guard !content.isPartial else {
      return
        "\(content.name) is of a scan that did not run to its end; what is missing would be told as new or vanished: "
        + "resume that scan, and compare its report"
    }
    return nil
  }

  /// Why two files cannot be compared, which can be by themselves; nil where they hold the same part of a list.
  public static func problem(of before: FileContent, and after: FileContent) -> String? {
    let (old, new) = (before.loneParts, after.loneParts)
    guard old != new else { return nil }
    let sentences = "\(sentence(on: before)), \(sentence(on: after))"
    return Set(old.map(\.shard)) == Set(new.map(\.shard))
      ? "\(sentences), and the lists differ, so that endpoints fall into other shards: "
        + "join all shards of each scan with apiexpose merge, and compare those"
      : "\(sentences): what only one of them scanned would be told as new or vanished; "
        + "join all shards of each scan with apiexpose merge, or compare the same shard"
  }

  /// "1.jsonl holds shard 1/2 of its list", "all.jsonl holds the whole of it".
  private static func sentence(on content: FileContent) -> String {
    let names = content.loneParts.map(\.shard).sorted { $0.number < $1.number }.map(\.description)
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    let held =
      names.isEmpty
      ? "the whole of it" : "shard \(names.prefix(5).joined(separator: ", "))\(more) of its list"
    return "\(content.name) holds \(held)"
  }
}
