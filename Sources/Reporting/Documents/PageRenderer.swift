/// Makes HTML of what a page shows. A build has one or none: it brings a template engine along that a scanner can do
/// without.
public protocol PageRenderer: Sendable {
  /// The whole page.
  func render(_ page: PageModel) -> String
}

/// What a page shows, under the names by which a template asks for it.
public struct PageModel {
  /// The values: texts, numbers, and objects and lists of them.
  public let values: [String: Any]
}
