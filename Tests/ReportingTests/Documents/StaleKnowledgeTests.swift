import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("Old knowledge in the head of documents")
struct StaleKnowledgeTests {
  static let sentence =
    "Judged by what was known on 2026-09-30, 91 days before this report was made: releases and vulnerabilities "
    + "published since are missed."

  static func document(_ format: OutputFormat, days: Int?) throws -> String {
    let time = days.map { Knowledge.builtIn.asOf.start + Double($0) * 86_400 }
    let writer = try #require(try format.documentWriter(.sample(renderedAt: time)))
    return try writer.document(Observation.list.flatMap(\.self))
  }

  @Test("say so beyond 90 days", arguments: [OutputFormat.html, .markdown, .sarif])
  func stale(_ format: OutputFormat) throws {
    let text = try Self.document(format, days: 91)
    #expect(text.contains("Judged by what was known on 2026"), "\(format)")
    #expect(text.contains("91 days before this report was made"), "\(format)")
    for days in [90, 0, nil] {
      #expect(!(try Self.document(format, days: days)).contains("Judged by what was known"), "\(format)")
    }
  }

  @Test("is a notification of SARIF that names its descriptor")
  func notification() throws {
    let text = try Self.document(.sarif, days: 91)
    let file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let run = try #require((file["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let descriptors = try #require(driver["notifications"] as? [[String: Any]])
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    let notification = try #require((invocation["toolExecutionNotifications"] as? [[String: Any]])?.last)
    let descriptor = try #require(notification["descriptor"] as? [String: Any])
    let index = try #require(descriptor["index"] as? Int)
    #expect(descriptors[index]["id"] as? String == "knowledge-old")
    #expect(descriptor["id"] as? String == "knowledge-old")
    #expect((notification["message"] as? [String: String])?["text"] == Self.sentence)
  }

  @Test("is a time among the metrics, however old")
  func metric() throws {
    let line = "apiexpose_knowledge_timestamp_seconds 1790726400\n"
    #expect(try Self.document(.prometheus, days: nil).contains(line))
  }
}
