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

  /// The records of an item, one for each CVE that it names: `CVE-2023-2727, CVE-2023-2728` are two.
  static func records(_ item: JSONNode) -> [FlawRecord] {
    let text = FeedText(String((item["content_text"]?.text ?? "").prefix(longestText)))
    let names = (item["id"]?.text ?? "").prefix(200).split { ", ".contains($0) }.map(String.init)
      .compactMap(OSVRecord.identifier).filter { $0.hasPrefix("CVE-") }
    return names.map { name in
      var record = FlawRecord(origin: .feed, id: name, names: [name])
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

  private static let longestText = 64_000
}
