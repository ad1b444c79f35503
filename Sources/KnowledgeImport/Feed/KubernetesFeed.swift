import Exposure

/// Reads the official Kubernetes CVE feed: JSON Feed 1.1 with members `_kubernetes_io`
/// (kubernetes.io/docs/reference/issues-security/official-cve-feed/index.json). Each item is an issue of
/// kubernetes/kubernetes; versions stand in its text alone.
enum KubernetesFeed {
  /// Items that are read.
  static let mostItems = 5_000

  static func isFeed(_ node: JSONNode) -> Bool {
    node["_kubernetes_io"]?.isObject == true && node["items"]?.elements != nil
  }

  /// The day on which the feed was last made.
  static func day(_ node: JSONNode) -> CalendarDay? { node["_kubernetes_io"]?["updated_at"]?.day }

  /// What stands in an item's `id`, CVEs or not.
  static func identifiers(_ item: JSONNode) -> [String] {
    (item["id"]?.text ?? "").split { ", ".contains($0) }.map(String.init)
  }

  /// Why an item cannot be read whole; nil where it can.
  static func fault(_ item: JSONNode) -> String? {
    let (id, text) = (item["id"]?.text ?? "", item["content_text"]?.text ?? "")
    if id.utf8.count > longestIdentifier {
      return "its `id` has \(id.utf8.count) bytes, and at most \(longestIdentifier) are read"
    }
    if text.utf8.count > longestText {
      return "its text has \(text.utf8.count) bytes, and at most \(longestText) are read"
    }
    return identifiers(item).contains(where: OSVRecord.isCVE) ? nil : "it names no CVE"
  }

  /// The records of an item, one for each CVE that it names: `CVE-2023-2727, CVE-2023-2728` are two.
  static func records(_ item: JSONNode) -> [FlawRecord] {
    let text = FeedText(item["content_text"]?.text ?? "")
    return identifiers(item).filter(OSVRecord.isCVE).distinct().map { name in
      var record = FlawRecord(origin: .feed, id: name, flaw: name)
      record.published = item["date_published"]?.day
      record.summary = PlainText.line(item["summary"]?.text ?? "")
      record.vector = text.vector
      record.component = text.component ?? ControlPlaneModules.component(in: record.summary)
      record.kubernetes = text.ranges
      record.sources = [item["url"]?.text, item["external_url"]?.text].compactMap {
        $0.flatMap(PlainText.address)
      }
      return record
    }
  }

  private static let longestIdentifier = 4_096
  /// GitHub, where the texts are written, takes 65,536 characters.
  private static let longestText = 262_144
}
