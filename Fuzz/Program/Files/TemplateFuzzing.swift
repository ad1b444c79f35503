import Exposure
import Pages

@testable import Reporting

extension FuzzTarget {
  /// Reads an input as a template and fills it. The first byte chooses the escaping.
  static let template = FuzzTarget("template") { input in
    let (choice, text) = input.choiceAndRest
    let endings = ["txt", "html", "json", "csv", "md"]
    do throws(TemplateError) {
      let source = try TemplateSource(text, name: "t.\(endings[choice % endings.count])")
      let filled = try MustacheTemplates().template(source).filled(with: model)
      require(filled.utf8.count <= 64 << 20, "\(filled.utf8.count) bytes of \(text.count)")
    } catch {
      ListRules.show(error.description)
    }
  }

  /// One of everything that a section goes through, so that sections within sections multiply nothing.
  private static var model: TemplateModel {
    TemplateModel(
      values: ["summary": ["sentence": "1 of 1 cluster leaks.", "endpoints": 1], "is_exposed": true],
      endpoints: [TemplateEndpoint(line: line)])
  }

  private static let line: [UInt8] = {
    var line: [UInt8] = []
    JSONLinesWriter().append(Samples.leak, assess(Samples.leak), to: &line)
    return line
  }()
}
