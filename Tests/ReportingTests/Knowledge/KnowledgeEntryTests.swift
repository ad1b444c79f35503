import Exposure
import Foundation
import Reporting
import Testing

@Suite("Answers about what is known")
struct KnowledgeEntryTests {
  static let now = CalendarDay("2026-11-23")?.start ?? Date()
  static let text = KnowledgeText(
    .builtIn, origin: "built in", now: now, layout: Paragraphs(width: 2_000))

  static func subject(_ name: String, go: String? = nil) throws -> KnowledgeSubject {
    try #require(
      KnowledgeSubject(name, builtBy: go.flatMap(GoVersion.init), in: .builtIn, now: now), "\(name)")
  }

  static func object(_ name: String, go: String? = nil) throws -> [String: Any] {
    let line = text.json(try subject(name, go: go))
    #expect(line.hasSuffix("}\n") && line.filter { $0 == "\n" }.count == 1)
    return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  static let lines: [(name: String, lines: [String])] = [
    (
      "v1.31.4-eks-adc7111",
      [
        "Built by      Amazon EKS (high confidence)", "Upstream      support ended 2025-11-11",
        "Vendor        Amazon EKS: until 2025-11-26, extended until 2026-11-26",
        "end-of-life-release (low): 1.31, by the calendar of Amazon EKS: support ended 2025-11-26, ",
        "CVE-2025-5187 6.7 node: A node can delete", "https://endoflife.date/amazon-eks",
      ]
    ),
    ("v1.37.0+b49f9d1", ["Built by      OpenShift (high confidence)", "supported until 2027-10-28"]),
    ("v1.38.0", ["1.38.0 is newer than what is known (as of 2026-09-30)"]),
    (
      "CVE-2023-44487",
      [
        "CVE-2023-39325, CVE-2023-44487", "Used by      anonymous", "CISA's catalogue (KEV) since 2023-10-10",
        "to before 1.28.3; the fix needs feature gate UnauthenticatedHTTP2DOSMitigation",
        "from 1.21 to before 1.21.3", "https://github.com/advisories/GHSA-4374-p667-p6c8",
      ]
    ),
    ("cve-2019-11253", ["Used by    authenticated; anonymous before 1.14, by Kubernetes' defaults"]),
    (
      "1.33",
      [
        "Upstream      support ended 2026-06-28",
        "OpenShift 4.20: until 2027-04-21, extended until 2028-10-21",
      ]
    ),
    ("v1.30", ["Google Kubernetes Engine: until 2025-09-30, extended until about 2026-07-31"]),
    (
      "go1.25.8", ["CVE-2026-32283 7.5, Go crypto/tls:", "Fixed in  1.25.13", "pkg.go.dev/vuln/GO-2026-6090"]
    ),
    ("go1.27.1", ["none is known that a stranger reaches"]),
    ("openshift", ["1.32: until 2026-12-17"]), ("k0s", ["spec.api.extraArgs"]),
  ]

  @Test("say what is known, with its sources", arguments: lines)
  func texts(_ row: (name: String, lines: [String])) throws {
    let about = Self.text.about(try Self.subject(row.name))
    for line in row.lines { #expect(about.contains(line), "\(line) in \(about)") }
  }

  @Test("are one JSON object a line")
  func version() throws {
    let object = try Self.object("v1.36.4-gke.1000", go: "go1.26.3")
    #expect(object["kind"] as? String == "version")
    #expect(object["version"] as? String == "v1.36.4-gke.1000")
    #expect(object["distribution"] as? String == "gke")
    #expect(object["end_of_life"] as? String == "2027-06-28")
    #expect((object["vendor_support"] as? [String: Any])?["standard"] as? String == "2027-08-09")
    let findings = try #require(object["findings"] as? [[String: String]])
    #expect(findings.map { $0["id"] } == ["known-vulnerabilities"])
    let flaws = try #require(object["vulnerabilities"] as? [[String: Any]])
    #expect(flaws.first?["id"] as? String == "CVE-2026-56862")
    #expect(flaws.first?["by"] as? String == "go")
    #expect(flaws[1]["cvss"] as? Double == 5.9)
    #expect(
      (object["sources"] as? [String])?.contains("https://endoflife.date/google-kubernetes-engine") == true)
  }

  @Test("give the ranges of a vulnerability to a program")
  func vulnerability() throws {
    let object = try Self.object("CVE-2023-39325")
    #expect(object["also_known_as"] as? [String] == ["CVE-2023-44487"])
    #expect(object["attacker"] as? String == "anonymous")
    #expect(object["kev"] as? String == "2023-10-10")
    #expect(object["cvss"] as? Double == 7.5)
    let ranges = try #require(object["affected"] as? [[String: String]])
    #expect(ranges.map { $0["fixed_in"] } == ["1.25.15", "1.26.10", "1.27.7", "1.28.3"])
    #expect((object["go_affected"] as? [[String: String]])?.count == 2)
  }

  @Test("do not call a version free of findings where there are none to tell")
  func nothing() throws {
    let json = Data(
      #"""
      {"schema": 2, "asOf": "2026-09-30", "sources": [], "caveats": [], "releases": [], "vendorSupport": [],
       "vulnerabilities": [], "distributions": []}
      """#.utf8)
    let knowledge = try Knowledge(json: json)
    let subject = try #require(KnowledgeSubject("v1.30.0", in: knowledge, now: Self.now))
    let text = KnowledgeText(knowledge, origin: "", now: Self.now, layout: Paragraphs(width: 80))
    #expect(text.about(subject).contains("Findings  none"))
    let object = try JSONSerialization.jsonObject(with: Data(text.json(subject).utf8)) as? [String: Any]
    #expect((object?["findings"] as? [Any])?.isEmpty == true)
  }

  @Test(
    "know nothing of what has no name in it",
    arguments: ["CVE-1999-1", "1.99", "v2.0.0", "v0.9.0", "eks2", "", "go", "devel"])
  func unknown(_ name: String) {
    #expect(KnowledgeSubject(name, in: .builtIn, now: Self.now) == nil)
  }

  @Test("list what happened since a day, the newest first, and nothing that is still to come")
  func news() throws {
    let day = try #require(CalendarDay("2026-08-13"))
    let rows = KnowledgeNews(.builtIn, since: day, now: Self.now).listing.bytes(.jsonl)
    let objects = try String(decoding: rows, as: UTF8.self).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String])
    }
    let dates = objects.compactMap { $0["date"] }
    #expect(dates == dates.sorted(by: >))
    #expect(dates.last == "2026-08-13" && (dates.first ?? "") < "2026-11-23")
    let events = objects.map { "\($0["event"] ?? "") \($0["subject"] ?? "")" }
    for event in [
      "published CVE-2026-56862", "released Kubernetes 1.37", "ended Kubernetes 1.34", "ended OpenShift 4.14",
    ] {
      #expect(events.contains(event), "\(event)")
    }
    #expect(!events.contains("ended Amazon EKS 1.34"))
  }

  @Test("support lasts to the end of its last day")
  func lastDay() throws {
    let day = try #require(CalendarDay("2026-10-27"))
    let during = KnowledgeNews(.builtIn, since: day, now: day.start + 3_600).listing
    let after = KnowledgeNews(.builtIn, since: day, now: day.end).listing
    #expect(during.rows.isEmpty)
    #expect(after.rows.count == 1)
  }
}
