import Reporting
import Testing

@testable import Pages

@Suite("What Mustache itself refuses of a template")
struct MustacheTemplatesTests {
  @Test(
    "is told with its line",
    arguments: [
      ("{{= = = =}}", 1, "the delimiters cannot be set so"),
      ("a\n{{==a b==}}", 2, "the delimiters cannot be set so"),
      ("\n{{=a bb=}}asummary.sentencebb", 2, "the template cannot be read"),
    ])
  func refused(_ text: String, _ line: Int, _ reason: String) {
    #expect(throws: TemplateError.malformed(line: line, reason: reason)) {
      try MustacheTemplates().template(TemplateSource(Array(text.utf8), name: "t.txt"))
    }
  }
}
