import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("What ends soon")
struct EndingTallyTests {
  private func tally(_ observations: [Observation], limit: Int = 50) -> EndingTally {
    observations.reduce(into: EndingTally(limit: limit)) { $0.add($1, assess($1)) }
  }

  /// An API server whose certificate ends so many days after the scan.
  private func certificate(_ days: Double, target: String = "a") -> Observation {
    var observation = Observation.lockedDown(target: .sample(target))
    observation.tls?.certificate = .sample
    observation.tls?.certificate?.notAfter = .sample + days * 86_400
    return observation
  }

  /// An API server of a release, so many days before upstream's support of it ends.
  private func release(daysBefore days: Double) throws -> Observation {
    var observation = Observation.leaking(version: "v1.36.2")
    let end = try #require(assess(observation).releaseEndOfLife) + 86_400
    observation.scannedAt = end - days * 86_400
    return observation
  }

  @Test(
    "is a certificate within 30 days, and not one that has ended",
    arguments: [(-1, 0), (0.5, 1), (29, 1), (31, 0), (400, 0)] as [(Double, Int)])
  func certificates(_ row: (days: Double, count: Int)) {
    #expect(tally([certificate(row.days)]).count == row.count)
  }

  @Test(
    "is the support of a release within 90 days, the last day among them",
    arguments: [(-1, 0), (0, 0), (0.5, 1), (89, 1), (91, 0)] as [(Double, Int)])
  func releases(_ row: (days: Double, count: Int)) throws {
    let tally = tally([try release(daysBefore: row.days)])
    #expect(tally.entries.map(\.kind) == Array(repeating: .release, count: row.count))
    #expect(tally.entries.allSatisfy { $0.subject == "v1.36.2" })
    // The day that every other report names as the end of life.
    let last = try #require(assess(.leaking(version: "v1.36.2")).releaseEndOfLife)
    #expect(tally.entries.allSatisfy { $0.day == Timestamp.day(last) })
  }

  @Test("keeps the soonest, in target order where they are equal, and counts the rest")
  func soonest() {
    let tally = tally(
      [(20, "d"), (5, "a"), (10, "b"), (10, "c"), (25, "e")].map { certificate($0, target: $1) }, limit: 3)
    #expect(tally.entries.map(\.target) == ["a", "b", "c"])
    #expect(tally.count == 5 && tally.leftOut == 2)
  }

  @Test(
    "stands on the page and in Markdown, whatever the filter keeps from rows, and nothing stands where nothing ends"
  )
  func documents() throws {
    let observations = [certificate(10, target: "<b>.example.com")]
    let page = try PageWriter(
      .sample(filter: .exposed), by: #require(DocumentSettings.sample().context.pages)
    )
    .document(observations)
    #expect(page.contains("Ending soon"))
    #expect(page.contains("2026-12-03") && page.contains("&lt;b&gt;.<wbr>example.<wbr>com"))
    let text = try MarkdownWriter(.sample(filter: .exposed)).document(observations)
    #expect(text.contains("| 2026-12-03 | certificate | `CN=kube-apiserver` | `<b>.example.com` |"))
    #expect(try !MarkdownWriter(.sample()).document([certificate(300)]).contains("Ending soon"))
    #expect(
      try !PageWriter(.sample(), by: #require(DocumentSettings.sample().context.pages))
        .document([certificate(300)]).contains("Ending soon"))
  }
}
