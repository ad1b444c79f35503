import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The table on a terminal")
struct TableLayoutTests {
  private static let rows: [Observation] = [
    .leaking(
      target: .sample(
        "a-rather-long-name-of-a-target.example.com", labels: [Label(key: "cluster", value: "production")])),
    .lockedDown(target: .sample("short")),
    .sample(.connected, tls: TLSFacts(handshake: .failed(reason: "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"))),
  ]

  @Test(
    "fits its width, as long as the columns that keep theirs leave room", arguments: [98, 100, 110, 120, 200])
  func widths(width: Int) {
    let lines = table(width: width)
    #expect(lines.allSatisfy { displayWidth($0) <= width })
    #expect(Set(lines.map { $0.contains("…") }).count == (width == 200 ? 1 : 2))
  }

  @Test("does not give up a verdict, an address or a version, however narrow the terminal is")
  func narrow() {
    let lines = table(width: 20)
    #expect(lines[1].contains("192.0.2.1:6443  version_leak  medium    v1.36.2"))
    #expect(lines == table(width: 1))
  }

  @Test("takes from the detail first, then from the labels, then from the target")
  func sacrifice() {
    let natural = table(width: nil)[0].count
    #expect(natural > 150)
    let detail = table(width: 125)[1]
    #expect(detail.contains("…  cluster=production"))
    let labels = table(width: 122)[1]
    #expect(labels.contains("…  cluster=pr…") || labels.contains("…  cluster=prod"))
    #expect(labels.hasPrefix("a-rather-long-name-of-a-target.example.com  "))
    let target = table(width: 100)[1]
    #expect(target.contains("…  192.0.2.1:6443"))
  }

  @Test("is coloured by posture and severity, and only there")
  func colours() {
    let plain = table(width: nil)
    let coloured = table(width: nil, colour: .ansi)
    #expect(coloured[1].contains("\u{1B}[31mversion_leak\u{1B}[0m  \u{1B}[33mmedium  \u{1B}[0m  v1.36.2"))
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

  private func table(width: Int?, colour: ColourMode = .plain) -> [String] {
    var table = TableWriter(colour: colour, width: width)
    for observation in Self.rows { table.add(observation, assess(observation)) }
    return table.text().split(separator: "\n").map(String.init)
  }
}
