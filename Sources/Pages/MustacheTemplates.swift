import Mustache
import Reporting

/// Templates of the user's own, in Mustache.
public struct MustacheTemplates: TemplateEngine {
  /// Makes the engine.
  public init() {}

  /// The template of a text that has been checked.
  public func template(_ source: TemplateSource) throws(TemplateError) -> any ReportTemplate {
    MustacheContentTypes.register(Escaping(source.escaping), named: Escaping.name(of: source.escaping))
    // A line of its own, so that the first tag of the template may stand alone in its line.
    let pragma = "{{% CONTENT_TYPE:\(Escaping.name(of: source.escaping))}}\n"
    do {
      return Template(template: try MustacheTemplate(string: pragma + source.text))
    } catch let error as MustacheTemplate.ParserError {
      throw .malformed(line: error.context.lineNumber - 1, reason: Self.reason(error.error))
    } catch {
      throw .malformed(line: 1, reason: "\(error)")
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "the end of a section has another name than the section that is open"
    case .expectedSectionEnd: "a section is never closed"
    case .invalidSetDelimiter: "the delimiters cannot be set so"
    case .unfinishedName: "a name has characters that no name has, or the tag is never closed"
    default: "the template cannot be read"
    }
  }

  private struct Template: ReportTemplate {
    let template: MustacheTemplate

    func filled(with model: TemplateModel) -> String {
      var values = model.values
      values["endpoints"] = EndpointSequence(endpoints: model.endpoints[...])
      values["worst"] = EndpointSequence(endpoints: model.endpoints.prefix(TemplateModel.mostWorst))
      return template.render(values)
    }
  }
}

/// Endpoints whose values are made one by one.
private struct EndpointSequence: MustacheSequence, MustacheTransformable {
  let endpoints: ArraySlice<TemplateEndpoint>

  func makeIterator() -> LazyMapSequence<ArraySlice<TemplateEndpoint>, [String: Any]>.Iterator {
    endpoints.lazy.map(\.values).makeIterator()
  }

  func transform(_ name: String) -> Any? {
    switch name {
    case "count": endpoints.count
    case "empty": endpoints.isEmpty
    case "first": endpoints.first?.values
    case "last": endpoints.last?.values
    default: nil
    }
  }
}

/// A list between two braces: its elements with ", " between them.
extension Array: @retroactive MustacheCustomRenderable {
  /// The elements as text.
  public var renderText: String { TemplateListText.text(self) }
  /// A list is one, also where it is empty.
  public var isNull: Bool { false }
}

/// Escapes what a template writes.
private struct Escaping: MustacheContentType {
  private let escaping: TemplateEscaping

  init(_ escaping: TemplateEscaping) {
    self.escaping = escaping
  }

  /// The name by which the engine knows it.
  static func name(of escaping: TemplateEscaping) -> String { "APIEXPOSE_TEMPLATE_\(escaping.rawValue)" }

  func escapeText(_ text: String) -> String { escaping.escaped(text) }
}
