import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("Columns")
struct ColumnTests {
  @Test("their names and their order are the contract")
  func names() {
    #expect(
      Column.allCases.map(\.name).joined(separator: ", ") == """
        scanned_at, target, labels, address, port, verdict, posture, severity, findings, version_status, \
        healthz_status, healthz_body, git_version, git_commit, build_date, go_version, platform, distribution, \
        release_end_of_life, cves, server_started_at, tls_version, certificate_subject, certificate_issuer, \
        certificate_not_after, certificate_names, client_ca_names, latency_ms, attempts, error, component, \
        cluster_id, controls, reason, remedy, confidence, accepted, first_seen, last_changed
        """)
  }

  @Test(
    "an endpoint of which all is known fills them",
    arguments: [
      (.scannedAt, "2026-11-23T22:04:55Z"),
      (.target, "https://api.example.com"),
      (.labels, "cluster=prod owner=a b"),
      (.address, "2001:db8::1"),
      (.port, "6443"),
      (.verdict, "version_leak"),
      (.posture, "exposed"),
      (.severity, "medium"),
      (
        .findings,
        "anonymous-version known-vulnerabilities anonymous-health health-details internal-names start-time"
      ),
      (.versionStatus, "200"),
      (.healthzStatus, "500"),
      (.healthzBody, "[+]ping ok [-]etcd failed "),
      (.gitVersion, "v1.36.2"),
      (.gitCommit, "f0b1c8ee"),
      (.buildDate, "2026-06-09T12:00:00Z"),
      (.goVersion, "go1.26.6"),
      (.platform, "linux/amd64"),
      (.distribution, "kubeadm"),
      (.releaseEndOfLife, "2027-06-28"),
      (
        .cves,
        "CVE-2026-2270 CVE-2020-8554 CVE-2020-8561 CVE-2021-25740 CVE-2020-8562"
      ),
      (.serverStartedAt, "2026-11-21T22:04:55Z"),
      (.tlsVersion, "TLSv1.3"),
      (.certificateSubject, "CN=kube-apiserver"),
      (.certificateIssuer, "CN=kubernetes"),
      (.certificateNotAfter, "2027-11-23T22:04:55Z"),
      (.certificateNames, "kubernetes kubernetes.default.svc 10.96.0.1"),
      (.clientCANames, "CN=kubernetes CN=front-proxy-ca"),
      (.latency, "23"),
      (.attempts, "2"),
      (
        .error,
        "the server ended the TLS session with alert unrecognized_name (112); the answer to /healthz ended early; "
          + "only the beginning of /version was kept"
      ),
      (.component, "kube-apiserver"),
      (
        .controls,
        "CIS-1.2.1:1.12 CIS-1.2.1:2.1.0 STIG-V-242390 OWASP-K06:2025 OWASP-K07:2025 OWASP-K09:2025 ATT&CK-T1133 "
          + "KUBESCAPE-C-0113"
      ),
      (
        .reason,
        "Medium: anyone can read the version (v1.36.2) without credentials; CVE-2026-2270 (CVSS 5.9) applies to its "
          + "version and needs credentials."
      ),
      (
        .remedy,
        "Limit anonymous requests to the health paths by an AuthenticationConfiguration (apiserver.config.k8s.io/v1)."
      ),
      (.confidence, "upstream"),
      (.firstSeen, "2026-11-22T22:04:55Z"),
      (.lastChanged, "2026-11-23T22:04:55Z"),
    ] as [(Column, String)])
  func complete(column: Column, expected: String) throws {
    #expect(try cell(column, of: .complete) == expected)
  }

  @Test("an endpoint that does not answer leaves empty what is not known", arguments: Column.allCases)
  func silent(column: Column) throws {
    let known: [Column: String] = [
      .scannedAt: "2026-11-23T22:04:55Z", .target: "192.0.2.1", .address: "192.0.2.1", .port: "6443",
      .verdict: "filtered", .posture: "unreachable", .severity: "none", .attempts: "2",
      .error: "no answer to 2 connection attempts",
      .reason: "No finding: nothing answered the connection attempt.",
    ]
    #expect(try cell(column, of: .sample(.timedOut, attempts: 2)) == known[column, default: ""])
  }

  @Test("a server that tells when it started fills that column")
  func started() throws {
    var observation = Observation.lockedDown()
    observation.loopbackCertificate = CertificateFacts(
      subject: "CN=apiserver-loopback-client@1795471479",
      issuer: "CN=apiserver-loopback-client-ca@1795471479", serial: "01", notBefore: nil, notAfter: nil,
      names: [], fingerprint: "")
    #expect(try cell(.serverStartedAt, of: observation) == "2026-11-23T22:04:39Z")
  }

  @Test("a name without an address has an empty address")
  func unresolved() throws {
    let observation = Observation.sample(
      .unresolved(reason: "NXDOMAIN"), target: .sample("no.example", name: "no.example"), address: nil,
      attempts: 0)
    #expect(try cell(.address, of: observation) == "")
    #expect(try cell(.attempts, of: observation) == "0")
    #expect(try cell(.error, of: observation) == "the name has no address: NXDOMAIN")
  }

  @Test(
    "a latency is whole milliseconds, the fraction dropped",
    arguments: [
      (.zero, 0), (.microseconds(999), 0), (.microseconds(1999), 1), (.seconds(10), 10_000),
      (.milliseconds(-1), -1), (.seconds(Int64.max), Int64.max), (.seconds(Int64.min), Int64.min),
    ] as [(Duration, Int64)])
  func milliseconds(duration: Duration, expected: Int64) {
    #expect(duration.wholeMilliseconds == expected)
  }

  @Test("names that do not fit a cell are counted", arguments: [Column.certificateNames, .clientCANames])
  func manyNames(column: Column) throws {
    var observation = Observation.complete
    let names = (0..<5000).map { "n\($0).example" }
    observation.tls?.certificate?.names = names
    observation.tls?.clientCANames = names
    let text = try cell(column, of: observation)
    let shown = text.split(separator: " ").prefix { $0 != "…" }
    #expect(shown.map(String.init) == Array(names.prefix(shown.count)))
    #expect(shown.count > 500)
    #expect(text.hasSuffix(" … and \(grouped(5000 - shown.count)) more"))
    #expect(text.unicodeScalars.count <= CellLimit.list)
  }

  private func cell(_ column: Column, of observation: Observation) throws -> String {
    let row = try #require(try CSVDocument(CSVWriter.rows([observation])).rows.last)
    try #require(row.count == Column.allCases.count)
    return row[try #require(Column.allCases.firstIndex(of: column))]
  }
}
