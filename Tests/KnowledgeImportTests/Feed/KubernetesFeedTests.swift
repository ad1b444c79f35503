import Exposure
import Testing

@testable import KnowledgeImport

@Suite("The official Kubernetes CVE feed")
struct KubernetesFeedTests {
  static func records(_ text: String) throws -> [FlawRecord] {
    let node = try #require(JSONNode(Array(text.utf8)[...]))
    #expect(KubernetesFeed.isFeed(node))
    return (node["items"]?.elements ?? []).flatMap(KubernetesFeed.records)
  }

  @Test("tells program, versions, score and addresses of a flaw")
  func whole() throws {
    let record = try #require(try Self.records(Samples.feed()).first)
    #expect(record.origin == .feed && record.flaw == "CVE-2026-99999")
    #expect(record.component == "kube-apiserver")
    #expect(record.vector?.score == 6.5)
    #expect(record.published == CalendarDay("2026-11-18"))
    #expect(record.sources.count == 2)
    let ranges = try #require(SourceRange.resolved(record.kubernetes))
    #expect(EntryEdit.text(ranges) == "0.0.0 to before 1.35.11; 1.36.0 to before 1.36.7")
  }

  @Test("tells several flaws in one item")
  func several() throws {
    let records = try Self.records(Samples.feed(id: "CVE-2023-2727, CVE-2023-2728"))
    #expect(records.map(\.id) == ["CVE-2023-2727", "CVE-2023-2728"])
    #expect(try Self.records(Samples.feed(id: "none")).isEmpty)
  }

  // Lines that announcements have.
  static let versions: [(lines: String, ranges: String?)] = [
    (
      "kube-apiserver: v1.32.0 - v1.32.5\nkube-apiserver: v1.33.0 - 1.33.1",
      "1.32.0 to before 1.32.6; 1.33.0 to before 1.33.2"
    ),
    (
      "kube-apiserver v1.17.0 - v1.17.2\nkube-apiserver v1.16.0 - v1.16.6\nkube-apiserver < v1.15.10",
      "0.0.0 to before 1.15.10; 1.16.0 to before 1.16.7; 1.17.0 to before 1.17.3"
    ),
    (
      "- kube-apiserver: <=v1.31.11\n- kube-apiserver: <=v1.32.7",
      "0.0.0 to before 1.31.12; 1.32.0 to before 1.32.8"
    ),
    ("* **kube-apiserver** v1.30.1", "1.30.1 to before 1.30.2"),
    ("kubelet: <= v1.31.11\nkube-controller-manager: < v1.32.1", "0.0.0 to before 1.32.1"),
    ("kube-apiserver: <= v1.29.3, v1.30.0 - v1.30.1", nil), ("kube-apiserver: all versions", nil),
    ("kube-apiserver: < v1.30.1\n- v1.31.0 - v1.31.2", nil), ("kube-apiserver: < v1.30.1-rc.1", nil),
    ("kube-apiserver: < v1.30.1\nkube-scheduler: < v1.30.1", nil), ("All versions.", nil), ("", nil),
  ]

  @Test("has versions in prose, all of which are read or none", arguments: versions)
  func prose(_ row: (lines: String, ranges: String?)) {
    let text = FeedText(
      "#### Affected Versions\n\n\(row.lines)\n\n#### Fixed Versions\n\n- kube-apiserver: < v1.0.0")
    #expect(SourceRange.resolved(text.ranges).map(EntryEdit.text) == row.ranges)
  }

  @Test("of other programs names them")
  func others() {
    #expect(FeedText("#### Affected Versions\nkubelet: v1.0.0 - v1.1.0").component == "kubelet")
    #expect(FeedText("Affected versions\nkubelet: v1.0.0 - v1.1.0").ranges.isEmpty)
    #expect(FeedText("nothing").component == nil)
  }
}
