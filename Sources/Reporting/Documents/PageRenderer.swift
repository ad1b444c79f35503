/// Makes HTML of what a page shows. A build has one or none: it brings a template engine along that a scanner can do
/// without.
public protocol PageRenderer: Sendable {
  /// The page around the rows of its table, which are JSON.
  func render(_ page: PageModel) -> RenderedPage
}

/// What a page shows, under the names by which a template asks for it.
public struct PageModel {
  /// The values: texts, numbers, and objects and lists of them.
  public let values: [String: Any]
}

/// A page without the rows of its table, which may be megabytes.
public struct RenderedPage {
  /// What stands before the rows.
  public var beginning: String
  /// What stands behind them.
  public var ending: String

  /// Makes a page of its two parts.
  public init(beginning: String, ending: String) {
    self.beginning = beginning
    self.ending = ending
  }
}
