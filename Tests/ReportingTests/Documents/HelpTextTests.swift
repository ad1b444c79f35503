import Exposure
import Testing

@testable import Reporting

@Suite("Text that explains")
struct HelpTextTests {
  private let text: HelpText = """
    First line
    and its second.

      command --one

      command --two

    Last, of `a_name` and <more>.
    """

  @Test("falls into paragraphs and what is to be typed")
  func blocks() {
    #expect(
      text.blocks == [
        .paragraph("First line and its second."), .command("command --one\n\ncommand --two"),
        .paragraph("Last, of `a_name` and <more>."),
      ])
  }

  @Test("is plain, or Markdown in which only what is ours is markup")
  func forms() {
    #expect(
      text.plain
        == "First line and its second.\n\n  command --one\n\n  command --two\n\nLast, of `a_name` and <more>."
    )
    #expect(text.markdown.contains("```\ncommand --one\n\ncommand --two\n```"))
    #expect(text.markdown.hasSuffix(#"Last, of `a_name` and \<more\>."#))
  }

  @Test("is there for every finding", arguments: FindingID.allCases)
  func findings(id: FindingID) {
    let help = FindingHelp(id)
    #expect(!help.title.isEmpty && !help.title.hasSuffix("."))
    #expect(!help.meaning.blocks.isEmpty)
    #expect(!help.remedy.blocks.isEmpty)
  }
}
