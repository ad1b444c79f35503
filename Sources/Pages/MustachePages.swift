import Mustache
import Reporting

/// The page: one file with everything in it, for a browser, a mail attachment or a printer.
public struct MustachePages: PageRenderer {
  private static let template: MustacheTemplate = {
    MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
    do {
      return try MustacheTemplate(string: PageResource.template)
    } catch {
      preconditionFailure("page.html, which is part of the program, is no template: \(error)")
    }
  }()

  /// Makes the renderer.
  public init() {}

  /// The whole page.
  public func render(_ page: PageModel) -> String {
    var values = page.values
    values["policy"] = PagePolicy.text
    values["style"] = PageResource.style
    values["script"] = PageResource.script
    return Self.template.render(values)
  }
}

/// The parts of the page that are the same for every scan; they lie beside this file and are built in.
enum PageResource {
  static let template = String(decoding: PackageResources.page_html, as: UTF8.self)
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
}
