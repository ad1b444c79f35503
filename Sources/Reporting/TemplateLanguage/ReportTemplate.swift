import Exposure

/// Reads templates. A build has one or none: it brings a template engine along that a scanner can do without.
public protocol TemplateEngine: Sendable {
  /// The template of a text that has been checked.
  func template(_ source: TemplateSource) throws(TemplateError) -> any ReportTemplate
}

/// A template of the user's own, ready to be filled.
public protocol ReportTemplate: Sendable {
  /// The report of a scan.
  func filled(with model: TemplateModel) -> String
}

/// What a template is filled with.
public struct TemplateModel {
  /// What is known of the scan as a whole, by the names that a template asks for: texts, numbers, objects, lists of them.
  public let values: [String: Any]
  /// The endpoints, the worst first: `endpoints`.
  public let endpoints: [TemplateEndpoint]
  /// How many of them are in the list `worst`.
  public static let mostWorst = 10
}

/// An endpoint as a template sees it. Its values are made when they are asked for: a template goes through thousands.
public struct TemplateEndpoint: Sendable {
  /// Its line of JSON Lines.
  let line: [UInt8]

  /// The keys of its JSON Lines with their values, and `label`, an object of the labels. Text is safe for a terminal, a
  /// line each.
  public var values: [String: Any] { TemplateValues.values(of: line) }
}
