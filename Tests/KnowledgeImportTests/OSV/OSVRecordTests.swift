import Exposure
import Testing

@testable import KnowledgeImport

@Suite("A record in the OSV schema")
struct OSVRecordTests {
  static func read(_ text: String) throws -> OSVRecord.Reading {
    OSVRecord.read(try #require(JSONNode(Array(text.utf8)[...])), today: Samples.today)
  }

  static func flaw(_ text: String) throws -> FlawRecord {
    guard case .flaw(let record) = try read(text) else { throw Unread(text: text) }
    return record
  }

  struct Unread: Error { let text: String }

  @Test("of Go's database tells releases of Go, its package and its address")
  func go() throws {
    let record = try Self.flaw(Samples.goFlaw())
    #expect(record.origin == .go && record.id == "GO-2026-4870")
    #expect(record.flaw == "CVE-2026-32283")
    #expect(record.goPackage == "crypto/tls")
    let ranges = try #require(SourceRange.resolved(record.go))
    #expect(EntryEdit.text(ranges) == "0.0.0 to before 1.25.9; 1.26 to before 1.26.2")
    #expect(record.sources.first == "https://pkg.go.dev/vuln/GO-2026-4870")
    #expect(record.published == nil, "the zero time of the repository is no day")
    #expect(record.kubernetes.isEmpty && record.component == nil)
  }

  @Test("of Kubernetes tells versions, program, score and address")
  func kubernetes() throws {
    let record = try Self.flaw(Samples.kubernetesFlaw())
    #expect(record.origin == .kubernetes && record.flaw == "CVE-2025-5187")
    #expect(record.component == "kube-apiserver")
    #expect(record.vector?.score == 6.7)
    #expect(record.published == CalendarDay("2025-08-11"))
    let ranges = try #require(SourceRange.resolved(record.kubernetes))
    #expect(
      EntryEdit.text(ranges) == "1.31.0 to before 1.31.12; 1.32.0 to before 1.32.8; 1.33.0 to before 1.33.4")
    #expect(record.sources == ["https://github.com/kubernetes/kubernetes/issues/133471"])
  }

  static let passes: [(text: String, reason: PassReason)] = [
    (Samples.goFlaw(package: "archive/zip"), .otherPackage),
    (Samples.goFlaw(module: "toolchain"), .goCommand),
    (Samples.goFlaw(module: "golang.org/x/net"), .networkModule),
    (Samples.goFlaw(module: "github.com/someone/else"), .otherModule),
    (Samples.goFlaw(module: "k8s.io/kubelet"), .otherComponent),
    (Samples.goFlaw(package: "net/http", symbols: ["Client.Do", "Transport.RoundTrip", "Get"]), .clientOnly),
    (Samples.goFlaw(package: "crypto/tls", symbols: ["clientHandshakeStateTLS13.handshake"]), .clientOnly),
    (Samples.goFlaw(more: #", "goos": ["windows"]"#), .otherSystem),
    (Samples.goFlaw(review: "UNREVIEWED"), .unreviewed),
  ]

  @Test("of something else is passed over, for a reason", arguments: passes)
  func passedOver(_ row: (text: String, reason: PassReason)) throws {
    guard case .passedOver(let reason) = try Self.read(row.text) else {
      Issue.record("it was taken")
      return
    }
    #expect(reason == row.reason)
  }

  static let components: [(module: String, component: String)] = [
    ("k8s.io/apiserver", "kube-apiserver"), ("k8s.io/kube-aggregator", "kube-apiserver"),
    ("k8s.io/controller-manager", "kube-controller-manager"), ("k8s.io/kube-scheduler", "kube-scheduler"),
    ("k8s.io/kubelet", "k8s.io/kubelet"), ("/csi driver for nfs", "/csi driver for nfs"),
  ]

  @Test("of Kubernetes names its program by a module", arguments: components)
  func component(_ row: (module: String, component: String)) throws {
    #expect(try Self.flaw(Samples.kubernetesFlaw(module: row.module)).component == row.component)
  }

  @Test("of Go's database names a program of Kubernetes by its packages, or in its summary")
  func goComponents() throws {
    let byPackage = Samples.goFlaw(
      module: "k8s.io/kubernetes", package: "k8s.io/kubernetes/pkg/kubelet/server")
    #expect(try Self.flaw(byPackage).component == "kubelet")
    let plugin = Samples.goFlaw(
      module: "k8s.io/kubernetes", package: "k8s.io/kubernetes/plugin/pkg/admission/noderestriction")
    #expect(try Self.flaw(plugin).component == "kube-apiserver")
    let bySummary = Samples.goFlaw(
      module: "k8s.io/kubernetes", package: "", summary: "Race in kube-apiserver in k8s.io/kubernetes")
    #expect(try Self.flaw(bySummary).component == "kube-apiserver")
    let byNone = Samples.goFlaw(module: "k8s.io/kubernetes", package: "", summary: "kubelet and kube-proxy")
    #expect(try Self.flaw(byNone).component == nil)
  }

  static let events: [(events: [(SourceEvent<KubernetesVersion>.Kind, String)], ranges: String)] = [
    ([(.introduced, "0"), (.fixed, "1.18.18")], "0.0.0 to before 1.18.18"),
    ([(.introduced, "1.3.0")], "1.3.0 on, no fix"),
    ([(.fixed, "1.19.10"), (.introduced, "1.19.0")], "1.19.0 to before 1.19.10"),
    // As CVE-2025-13281 has it: the end of the first is not told.
    (
      [(.introduced, "1.30.0"), (.introduced, "1.31.0"), (.lastAffected, "1.31.3")], "1.30.0 to before 1.31.4"
    ),
    (
      [(.introduced, "1.29.0"), (.fixed, "1.30.0"), (.introduced, "1.30.0"), (.fixed, "1.30.2")],
      "1.29.0 to before 1.30.2"
    ),
    ([(.introduced, "1.17.0"), (.lastAffected, "1.17.0")], "1.17.0 to before 1.17.1"),
    ([(.introduced, "1.27.0-0"), (.fixed, "1.27.3")], "1.27.0-alpha.0 to before 1.27.3"),
  ]

  @Test("makes ranges of its events", arguments: events)
  func ranges(_ row: (events: [(SourceEvent<KubernetesVersion>.Kind, String)], ranges: String)) throws {
    let events = try row.events.map { kind, text in
      SourceEvent(kind: kind, version: try #require(OSVAffected.kubernetesVersion(text)))
    }
    let ranges = try #require(SourceRange.resolved(SourceEvent.ranges(events)))
    #expect(EntryEdit.text(ranges) == row.ranges)
  }

  static let excess: [(text: String, reason: String)] = [
    (
      Samples.kubernetesFlaw(
        events: Array(repeating: #"{"introduced": "1.0.0"}"#, count: 1_000).joined(separator: ",")
          + #", {"fixed": "1.0.1"}"#),
      "it has 1001 events of a range, and at most 1000 are read"
    ),
    (
      Samples.kubernetesFlaw().replacing(
        #""affected": ["#,
        with: #""affected": ["#
          + String(repeating: #"{"package": {"ecosystem": "Go", "name": "x/y"}},"#, count: 1_000)),
      "it has 1001 packages, and at most 1000 are read"
    ),
    (Samples.kubernetesFlaw(events: #"{"introduced": "1.0.0"}, {"fixed": 1.1}"#), notOne),
    (Samples.kubernetesFlaw().replacing(#""ranges""#, with: #""versions": ["all"], "ranges""#), notOne),
  ]
  static let notOne = "a version of kube-apiserver in it is none"

  @Test("with more than is read, or with a version that is none, is unreadable as a whole", arguments: excess)
  func tooMuch(_ row: (text: String, reason: String)) throws {
    guard case .unreadable(let reason) = try Self.read(row.text) else {
      Issue.record("it was taken")
      return
    }
    #expect(reason == row.reason)
  }

  @Test("affects the versions that it lists, also where no range holds them")
  func listedVersions() throws {
    let events = #"{"introduced": "1.0.0"}, {"fixed": "1.0.1"}"#
    let text = Samples.kubernetesFlaw(events: events).replacing(
      #""ranges""#, with: #""versions": ["1.0.0", "1.36.1", "v1.36.2"], "ranges""#)
    let ranges = try #require(SourceRange.resolved(Self.flaw(text).kubernetes))
    #expect(EntryEdit.text(ranges) == "1.0.0 to before 1.0.1; 1.36.1 to before 1.36.3")
  }

  @Test("reads the versions of Kubernetes' libraries as those of Kubernetes")
  func libraries() {
    #expect(OSVAffected.kubernetesVersion("0.29.3", isLibrary: true) == KubernetesVersion("1.29.3"))
    #expect(OSVAffected.kubernetesVersion("1.29.3", isLibrary: true) == KubernetesVersion("1.29.3"))
    #expect(OSVAffected.kubernetesVersion("1.29.3-eks-1") == nil)
    #expect(OSVAffected.goVersion("1.22.5 X:boringcrypto") == nil)
  }

  static let hostile = [
    "{}", #"{"id": 1, "modified": 2, "affected": []}"#, #"{"id": "", "modified": "x", "affected": {}}"#,
    #"{"id": "CVE-1; rm", "modified": "x", "affected": []}"#,
    #"{"id": "GO-2026-1", "modified": "x", "affected": [null, 1, [], {"package": {}}, {"package": {"name": 1}}]}"#,
    Samples.goFlaw(events: #"{"introduced": "zero"}"#), Samples.goFlaw(events: #"{"introduced": "1.x"}"#),
    Samples.kubernetesFlaw(events: #"{"introduced": "9999999999.0.0"}"#),
  ]

  @Test("that is none, or lies, is said to be unreadable or passed over", arguments: hostile)
  func unreadable(_ text: String) throws {
    if case .flaw(let record) = try Self.read(text) { Issue.record("\(record) was taken") }
  }

  @Test("whose versions contradict themselves, or are very many, has none")
  func contradictions() throws {
    let backwards = SourceRange(from: try version("1.2.0"), end: .fixed(try version("1.1.0")))
    #expect(SourceRange.resolved([backwards]) == nil)
    let many = try (0..<200).map {
      SourceRange(from: try version("1.\($0).0"), end: .fixed(try version("1.\($0).1")))
    }
    #expect(SourceRange.resolved(many) == nil)
    #expect(SourceRange<KubernetesVersion>.resolved([]) == nil)
  }

  private func version(_ text: String) throws -> KubernetesVersion { try #require(KubernetesVersion(text)) }

  @Test("shows its texts in one line, without what controls a terminal")
  func texts() {
    #expect(PlainText.line("a\u{1B}[31m\n b\u{202E}\u{0}c") == "a [31m b c")
    #expect(PlainText.line(String(repeating: "word ", count: 1_000)).count <= PlainText.longest + 4)
    #expect(PlainText.address("https://a.example/b?c=d#e") != nil)
    for text in [
      "http://a", "https://a b", "javascript:alert(1)", "https://" + String(repeating: "a", count: 300),
    ] {
      #expect(PlainText.address(text) == nil)
    }
  }
}
