import Exposure

@testable import KnowledgeImport

/// Files in the forms that their makers publish, with texts of ours.
enum Samples {
  /// A record as golang/vulndb has `data/osv/GO-2026-4870.json`.
  static func goFlaw(
    id: String = "GO-2026-4870", cve: String = "CVE-2026-32283", module: String = "stdlib",
    package: String = "crypto/tls", symbols: [String] = ["Conn.handleKeyUpdate", "Dial"],
    modified: String = "0001-01-01T00:00:00Z", summary: String = "A KeyUpdate record holds a connection",
    review: String = "REVIEWED", aliases: [String] = [], more: String = "",
    events: String =
      #"{"introduced": "0"}, {"fixed": "1.25.9"}, {"introduced": "1.26.0-0"}, {"fixed": "1.26.2"}"#
  ) -> String {
    let list = symbols.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      {"schema_version": "1.3.1", "id": "\(id)", "modified": "\(modified)", "published": "\(modified)",
       "aliases": [\(([cve] + aliases).map { "\"\($0)\"" }.joined(separator: ", "))], "summary": "\(summary)", "details": "More of it.",
       "affected": [{"package": {"name": "\(module)", "ecosystem": "Go"},
         "ranges": [{"type": "SEMVER", "events": [\(events)]}],
         "ecosystem_specific": {"imports": [{"path": "\(package)", "symbols": [\(list)]\(more)}]}}],
       "references": [{"type": "FIX", "url": "https://go.dev/cl/763767"}],
       "credits": [{"name": "Somebody"}],
       "database_specific": {"url": "https://pkg.go.dev/vuln/\(id)", "review_status": "\(review)"}}
      """
  }

  /// A record as kubernetes-sigs/cve-feed-osv has `vulns/CVE-2025-5187.json`.
  static func kubernetesFlaw(
    id: String = "CVE-2025-5187", module: String = "k8s.io/apiserver",
    modified: String = "2025-08-11T16:29:36Z",
    vector: String = "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:L", more: String = "",
    events: String = """
    {"introduced": "1.31.0"}, {"last_affected": "1.31.11"}, {"introduced": "1.32.0"}, {"last_affected": "1.32.7"},
    {"introduced": "1.33.0"}, {"last_affected": "1.33.3"}
    """
  ) -> String {
    """
    {"id": "\(id)", "modified": "\(modified)", "published": "\(modified)",
     "summary": "Nodes can delete themselves by adding an OwnerReference", "details": "More of it.",
     "affected": [{"package": {"ecosystem": "kubernetes", "name": "\(module)"},
       "severity": [{"type": "CVSS_V3", "score": "\(vector)"}],
       "ranges": [{"type": "SEMVER", "events": [\(events)]}]}],
     "references": [
       {"type": "ADVISORY", "url": "https://github.com/kubernetes/kubernetes/issues/133471"},
       {"type": "ADVISORY", "url": "https://www.cve.org/cverecord?id=\(id), CVE-2025-0000"}]\(more)}
    """
  }

  /// A feed of one item, as kubernetes.io makes it.
  static func feed(
    id: String = "CVE-2026-99999", updated: String = "2026-11-20T00:10:31Z",
    summary: String = "A watch leaks",
    text: String = feedText
  ) -> String {
    let quoted = text.replacing("\n", with: "\\r\\n").replacing("\"", with: "\\\"")
    return """
      {"_kubernetes_io": {"feed_refresh_job": "https://testgrid.k8s.io/sig-security-cve-feed",
        "updated_at": "\(updated)"},
       "authors": [{"name": "Kubernetes Community", "url": "https://www.kubernetes.dev"}],
       "description": "Auto-refreshing official CVE feed for Kubernetes repository",
       "feed_url": "https://kubernetes.io/docs/reference/issues-security/official-cve-feed/index.json",
       "home_page_url": "https://kubernetes.io",
       "items": [{"_kubernetes_io": {"google_group_url": "https://groups.google.com/g/x", "issue_number": 199999},
         "content_text": "\(quoted)", "date_published": "2026-11-18T09:14:00Z",
         "external_url": "https://www.cve.org/cverecord?id=CVE-2026-99999", "id": "\(id)", "summary": "\(summary)",
         "url": "https://github.com/kubernetes/kubernetes/issues/199999"}],
       "title": "Kubernetes Vulnerability Announcements - CVE Feed",
       "version": "https://jsonfeed.org/version/1.1"}
      """
  }

  static let feedText = """
    CVSS Rating: [CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N](https://www.first.org/cvss/calculator/3-1) - **Medium** (6.5)

    A flaw was found.

    ### Am I vulnerable?

    Perhaps.

    #### Affected Versions

    - kube-apiserver: <= v1.35.10
    - kube-apiserver: v1.36.0 - v1.36.6
    - kubelet: v1.36.0 - v1.36.6

    ### How do I mitigate this vulnerability?

    Upgrade. kube-apiserver: v9.9.9

    #### Fixed Versions

    - kube-apiserver v1.36.7
    """

  /// A calendar as endoflife.date has `/api/kubernetes.json`.
  static let kubernetesCalendar = """
    [{"cycle": "1.38", "releaseDate": "2026-11-10", "support": "2027-11-28", "eol": "2028-01-28", "latest": "1.38.0",
      "latestReleaseDate": "2026-11-10", "lts": false},
     {"cycle": "1.35", "releaseDate": "2025-12-17", "support": "2026-12-28", "eol": "2027-03-28", "latest": "1.35.11",
      "latestReleaseDate": "2026-11-12", "lts": false}]
    """

  /// The same kind of calendar as `/api/v1/products/amazon-eks` has it.
  static func versionOne(_ product: String = "amazon-eks", made: String = "2026-11-21T00:00:00Z") -> String {
    """
    {"schema_version": "1.2.0", "generated_at": "\(made)", "last_modified": "2026-11-01T10:00:00+00:00",
     "result": {"name": "\(product)", "aliases": ["eks"], "label": "Amazon EKS", "category": "service",
       "releases": [
         {"name": "1.37", "codename": null, "label": "1.37", "releaseDate": "2026-11-01", "isLts": false,
          "ltsFrom": null, "isEol": false, "eolFrom": "2028-01-02", "isEoes": false, "eoesFrom": "2029-01-02",
          "isMaintained": true, "latest": {"name": "1.37-eks-1", "date": "2026-11-01", "link": null}},
         {"name": "1.36", "codename": null, "label": "1.36", "releaseDate": "2026-05-01", "isLts": false,
          "ltsFrom": null, "isEol": false, "eolFrom": "2027-08-03", "isEoes": false, "eoesFrom": "2028-08-03",
          "isMaintained": true, "latest": {"name": "1.36-eks-9", "date": "2026-11-01", "link": null}}]}}
    """
  }

  /// CISA's catalogue with one entry of ours and one of others.
  static func kev(_ cve: String = "CVE-2018-1002105", day: String = "2026-11-20", count: Int = 2) -> String {
    """
    {"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": "2026.11.24",
     "dateReleased": "2026-11-24T15:02:11.0000Z", "count": \(count),
     "vulnerabilities": [
       {"cveID": "\(cve)", "vendorProject": "Kubernetes", "product": "Kubernetes", "vulnerabilityName": "A flaw",
        "dateAdded": "\(day)", "shortDescription": "It is exploited.", "requiredAction": "Upgrade.",
        "dueDate": "2026-12-11", "knownRansomwareCampaignUse": "Unknown", "notes": "", "cwes": ["CWE-20"]},
       {"cveID": "CVE-2021-44228", "vendorProject": "Apache", "product": "Log4j2", "vulnerabilityName": "Log4Shell",
        "dateAdded": "2021-12-10", "shortDescription": "x", "requiredAction": "x", "dueDate": "2021-12-24",
        "knownRansomwareCampaignUse": "Known", "notes": "", "cwes": []}]}
    """
  }

  static let today = CalendarDay("2026-11-26") ?? Knowledge.builtIn.asOf

  /// Imports texts into the knowledge that the program brings along.
  static func imported(
    _ files: [(name: String, text: String)], into base: Knowledge = .builtIn, product: CalendarProduct? = nil,
    downloaded: CalendarDay? = nil
  ) throws -> KnowledgeImport {
    try KnowledgeImport(
      files.map { ImportFile(name: $0.name, bytes: Array($0.text.utf8)) }, into: base, today: today,
      product: product,
      downloaded: downloaded)
  }
}
