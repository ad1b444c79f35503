import Exposure
import PortableFoundation

/// What documents are told beyond the endpoints.
public struct DocumentContext: Sendable {
  /// The version of apiexpose that renders them.
  public var toolVersion: String
  /// Of how many endpoints the metrics give series of their own; those that leak come first.
  public var metricsPerEndpoint: Int
  /// How exposed the same targets were in earlier scans, the oldest first; empty where nobody remembers.
  public var history: [ExposurePoint]

  /// What makes pages; nil where this build makes none.
  public var pages: (any PageRenderer)?
  /// What endpoints are judged by when a document is rendered.
  public var knowledge: Knowledge

  /// Makes a context.
  public init(
    toolVersion: String = "", knowledge: Knowledge = .builtIn,
    metricsPerEndpoint: Int = defaultMetricsPerEndpoint, history: [ExposurePoint] = [],
    pages: (any PageRenderer)? = nil
  ) {
    self.knowledge = knowledge
    self.toolVersion = toolVersion
    self.metricsPerEndpoint = metricsPerEndpoint
    self.history = history
    self.pages = pages
  }

  /// Each endpoint costs Prometheus three series, and a thousand endpoints are more than most have.
  public static let defaultMetricsPerEndpoint = 1000
}

/// How exposed a fleet was in one scan: a point of the line over time.
public struct ExposurePoint: Sendable, Hashable {
  /// When the scan began.
  public var date: Date
  /// The endpoints that told more than their health.
  public var exposed: Int
  /// The endpoints that let anonymous requests in, and told their health at most.
  public var restricted: Int
  /// The endpoints that did not authenticate anonymous requests.
  public var lockedDown: Int

  /// Makes a point.
  public init(date: Date, exposed: Int, restricted: Int = 0, lockedDown: Int) {
    self.date = date
    self.exposed = exposed
    self.restricted = restricted
    self.lockedDown = lockedDown
  }
}
