import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The table on a terminal")
struct TableLayoutTests {
  /// Clusters with names that differ in the middle, three labels each, and every verdict among them.
  private static let rows: [Observation] = (0..<60).map { number in
    let name =
      "prod-cluster-\(["eu-west-1", "us-east-1", "ap-southeast-2"][number % 3])-api-\(100 + number).k8s.example.com"
    let target = Target.sample(
      name, name: name,
      labels: [
        Label(key: "cluster", value: "prod-\(number)"), Label(key: "owner", value: "platform-team"),
        Label(key: "region", value: "eu"),
      ])
    return switch number % 4 {
    case 0: .leaking(target: target, version: "v1.9.6")
    case 1: .lockedDown(target: target)
    case 2: .sample(.connected, target: target, tls: TLSFacts(handshake: .failed(reason: "漢字漢字漢字漢字")))
    default: .leaking(target: target, version: "v1.31.4+rke2r1")
    }
  }

  @Test("is never wider than it, one line a row", arguments: [20, 40, 60, 76, 80, 100, 120, 200])
  func widths(width: Int) {
    let lines = table(width: width)
    #expect(lines.count == Self.rows.count + 1)
    #expect(lines.allSatisfy { displayWidth($0) <= width })
  }

  @Test("no two names become the same stub", arguments: [80, 100, 120])
  func stubs(width: Int) {
    let lines = table(width: width).dropFirst()
    #expect(Set(lines.map { $0.prefix { $0 != " " } }).count == Self.rows.count)
  }

  @Test(
    "gives up labels first, then addresses",
    arguments: [
      (80, "TARGET VERDICT SEVERITY VERSION DETAIL"), (100, "TARGET VERDICT SEVERITY VERSION DETAIL"),
      (120, "TARGET VERDICT SEVERITY VERSION DETAIL"),
      (200, "TARGET ADDRESS VERDICT SEVERITY VERSION DETAIL LABELS"),
    ])
  func columns(width: Int, titles: String) {
    #expect(table(width: width)[0].split(separator: " ").joined(separator: " ") == titles)
  }

  @Test("shows the fact that matters most at 80 columns, and how many more there are")
  func fact() {
    let worst = table(width: 80)[1]
    #expect(worst.contains("  version_leak  critical  v1.9.6 "))
    #expect(worst.wholeMatch(of: /.*  \d+ CVEs: \d+\.\d.* \+\d/) != nil)
  }

  @Test("has an address only where it says more than the target")
  func addresses() {
    func titles(_ observation: Observation) -> String { table([observation], width: nil)[0] }
    #expect(!titles(.lockedDown(target: .sample("192.0.2.1:6443"))).contains("ADDRESS"))
    #expect(!titles(.lockedDown(target: .sample("https://192.0.2.1:6443"))).contains("ADDRESS"))
    #expect(titles(.lockedDown(target: .sample("192.0.2.1"))).contains("ADDRESS"))
    #expect(titles(.lockedDown(target: .sample("a.example", name: "a.example"))).contains("ADDRESS"))
  }

  @Test("shows the address in place of a block, and beside a name that has several, where it has no column")
  func withoutColumn() {
    let block = Target.sample("192.0.2.0/24")
    let name = Target.sample("aa.example.com", name: "aa.example.com")
    let rows: [Observation] = [
      .lockedDown(target: block), .sample(target: block, address: .v4(0xC000_0202)),
      .lockedDown(target: name),
      .sample(target: name, address: .v4(0xC000_0203)),
    ]
    let lines = table(rows, width: 80)
    #expect(lines[0].hasPrefix("TARGET ") && !lines[0].contains("ADDRESS"))
    for start in [
      "192.0.2.1:6443 ", "192.0.2.2:6443 ", "aa.example.com 192.0.2.1:6443 ",
      "aa.example.com 192.0.2.3:6443 ",
    ] {
      #expect(lines.contains { $0.hasPrefix(start) }, "\(start)")
    }
  }

  @Test(
    "shows an address that was asked on several ports once, and what is open of a component, at 80 columns")
  func components() {
    let rows: [Observation] = ["10.1.200.17", "2001:db8:1234:5678::17"].flatMap { text in
      [10250, 10255].map { port in
        let target = Target.sample(text)
        let transport = port == 10255 ? Transport.plain : .tls
        var observation = Observation.sample(target: target)
        observation.endpoint = Endpoint(
          target: target, address: IPAddress(text), port: UInt16(port), transport: transport)
        observation.transport = transport
        observation.responses = [
          Response(path: "/version", status: 404, body: "404 page not found\n"),
          Response(path: "/healthz", status: 401, body: "Unauthorized"),
        ]
        observation.componentAnswers = [
          ComponentAnswer(path: "/pods", status: 200, content: .list, count: 3)
        ]
        return observation
      }
    }
    let lines = table(rows, width: 80)
    #expect(lines.count == 5)
    #expect(lines.contains { $0.hasPrefix("10.1.200.17:10250 ") && $0.hasSuffix("kubelet, exec open") })
    #expect(lines.contains { $0.hasPrefix("10.1.200.17:10255 ") && $0.hasSuffix("kubelet, pods listed") })
    #expect(lines.contains { $0.hasPrefix("[2001:db8:1234:5678::17]:10250 ") })
  }

  @Test("of chosen columns has these alone, cut to the terminal")
  func chosen() throws {
    let columns = try ["target", "cves", "tls_version"].map { try #require(TableColumn(name: $0)) }
    let settings = TableSettings(style: TerminalStyle(width: 60), columns: columns, extent: .all)
    let lines = table(Self.rows, settings)
    #expect(lines[0].split(separator: " ") == ["TARGET", "CVES", "TLS", "VERSION"])
    #expect(lines.allSatisfy { displayWidth($0) <= 60 })
  }

  @Test("with everything cuts nothing, however narrow the terminal is")
  func wide() {
    let settings = TableSettings(style: TerminalStyle(width: 80), isWide: true, extent: .all)
    let lines = table(Self.rows, settings)
    #expect(lines[0].contains("  TLS VERSION  "))
    #expect(
      lines[1].hasPrefix("prod-cluster-eu-west-1-api-100.k8s.example.com ")
        && lines[1].contains(" 192.0.2.1:6443 "))
    #expect(lines[1].hasSuffix("cluster=prod-0 owner=platform-team region=eu"))
    #expect(!lines.contains { $0.contains("~") })
  }

  @Test("is coloured by posture and severity, and only there")
  func colours() {
    let plain = table(width: nil)
    let coloured = table(width: nil, colour: .ansi)
    #expect(coloured[1].contains(/\u{1B}\[31mversion_leak *\u{1B}\[0m  \u{1B}\[1;31mcritical/))
    #expect(coloured.contains { $0.contains("\u{1B}[1;32mlocked_down ") })
    #expect(coloured.contains { $0.contains("\u{1B}[36mtls_failed ") })
    #expect(coloured[0].hasPrefix("\u{1B}[1mTARGET"))
    #expect(coloured.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == plain)
    #expect(!plain.contains { $0.contains("\u{1B}") })
  }

  @Test("no line ends in a space")
  func trailing() {
    #expect(!table(width: nil).contains { $0.hasSuffix(" ") })
  }

  @Test(
    "facts are shown whole, with how many are left, and the first one is cut between words",
    arguments: [
      (40, "EOL since 2026-10, 3 CVEs: 7.5 anonymous"), (34, "EOL since 2026-10 +1"),
      (20, "EOL since 2026-10 +1"),
      (17, "EOL since 2026-10"), (16, "EOL since~ +1"), (15, "EOL since~"), (9, "EOL~"), (2, "E~"), (0, ""),
    ])
  func facts(width: Int, text: String) {
    #expect(TableLayout.detail(["EOL since 2026-10", "3 CVEs: 7.5 anonymous"], to: width, "~") == text)
  }

  private func table(
    _ rows: [Observation] = rows, width: Int?, colour: ColourMode = .plain
  ) -> [String] {
    table(rows, TableSettings(style: TerminalStyle(colour: colour, width: width), extent: .all))
  }

  private func table(_ rows: [Observation], _ settings: TableSettings) -> [String] {
    var table = TableWriter(settings)
    for observation in rows { table.add(observation, assess(observation)) }
    return table.rowsOnly
  }
}
