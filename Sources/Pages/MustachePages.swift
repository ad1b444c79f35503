import Mustache
import Reporting

/// The page: one file with everything in it, for a browser, a mail attachment or a printer.
public struct MustachePages: PageRenderer {
  /// What stands in the template for the rows of the table.
  private static let rows = "{{{data}}}"

  private static let parts: (beginning: MustacheTemplate, ending: MustacheTemplate) = {
    MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
    let pragma = "{{% CONTENT_TYPE:\(PageEscaping.name)}}"
    let texts = placed(PageResource.template).split(separator: rows, maxSplits: 1)
    do {
      guard texts.count == 2 else { preconditionFailure("page.html has no place for its rows") }
      return (
        try MustacheTemplate(string: pragma + texts[0]), try MustacheTemplate(string: pragma + texts[1])
      )
    } catch {
      preconditionFailure("page.html, which is part of the program, is no template: \(error)")
    }
  }()

  /// The template with its summary where it belongs: first, or, where the page is about changes, behind these.
  private static func placed(_ template: String) -> String {
    guard let start = template.firstRange(of: "{{! summary }}\n"),
      let end = template.firstRange(of: "{{! end of the summary }}\n"),
      let later = template.firstRange(of: "{{! the summary of a page about changes }}\n")
    else { preconditionFailure("page.html does not say where its summary belongs") }
    let summary = template[start.upperBound..<end.lowerBound]
    return [
      template[..<start.lowerBound], "{{^since}}", summary, "{{/since}}",
      template[end.upperBound..<later.lowerBound], "{{#since}}", summary, "{{/since}}",
      template[later.upperBound...],
    ].joined()
  }

  /// Makes the renderer.
  public init() {}

  /// The page around the rows of its table.
  public func render(_ page: PageModel) -> RenderedPage {
    var values = page.values
    values["policy"] = PagePolicy.text
    values["style"] = PageResource.style
    values["script"] = PageResource.script
    return RenderedPage(
      beginning: Self.parts.beginning.render(values), ending: Self.parts.ending.render(values))
  }
}

/// The parts of the page that are the same for every scan; they lie beside this file and are built in.
enum PageResource {
  static let template = String(decoding: PackageResources.page_html, as: UTF8.self)
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
}
