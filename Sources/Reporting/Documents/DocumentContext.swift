import Exposure
import Targets
import PortableFoundation

/// What documents are told beyond the endpoints.
public struct DocumentContext: Sendable {
  /// The version of apiexpose that renders them.
  public var toolVersion: String
  /// Of how many endpoints the metrics give series of their own; those that leak come first.
  public var metricsPerEndpoint: Int
  /// How exposed the same targets were in earlier scans, the oldest first; empty where nobody remembers.
  public var history: [ExposurePoint]
  /// What changed since the scan before; nil where there was none, or nobody remembers.
  public var changes: ChangesSince?
  /// What makes pages; nil where this build makes none.
  public var pages: (any PageRenderer)?
  /// The template that the format `template` fills; nil where none is given.
  public var template: (any ReportTemplate)?
  /// What makes the test of an endpoint fail in a test report; that it is exposed where there are none.
  public var failOn: [FailureCondition]
  /// What endpoints are judged by when a document is rendered.
  public var knowledge: Knowledge
  /// When documents are rendered, by which the age of the knowledge is told; nil where it is not told.
  public var renderedAt: Date?
  /// What is accepted and expected; nil where there is no policy.
  public var policy: PolicyInForce?

  /// Makes a context.
  public init(
    toolVersion: String = "", knowledge: Knowledge = .builtIn,
    metricsPerEndpoint: Int = defaultMetricsPerEndpoint, history: [ExposurePoint] = [],
    changes: ChangesSince? = nil, pages: (any PageRenderer)? = nil,
    template: (any ReportTemplate)? = nil, failOn: [FailureCondition] = [], renderedAt: Date? = nil,
    policy: PolicyInForce? = nil
  ) {
    self.policy = policy
    self.renderedAt = renderedAt
    self.knowledge = knowledge
    self.toolVersion = toolVersion
    self.metricsPerEndpoint = metricsPerEndpoint
    self.history = history
    self.changes = changes
    self.pages = pages
    self.template = template
    self.failOn = failOn
  }

  /// What the head of a document says of knowledge that is too old to be relied on; nil where it is not.
  var staleKnowledge: String? {
    guard let renderedAt, knowledge.isStale(at: renderedAt) else { return nil }
    return
      "Judged by what was known on \(knowledge.asOf), \(counted(knowledge.age(at: renderedAt), "day")) before this report "
      + "was made: releases and vulnerabilities published since are missed."
  }

  /// Each endpoint costs Prometheus three series, and a thousand endpoints are more than most have.
  public static let defaultMetricsPerEndpoint = 1000
}

/// How exposed a fleet was in one scan: a point of the line over time.
public struct ExposurePoint: Sendable, Hashable {
  /// When the scan began.
  public var date: Date
  /// The clusters that told more than their health.
  public var exposed: Int
  /// The clusters that let anonymous requests in, and told their health at most.
  public var restricted: Int
  /// The clusters that did not authenticate anonymous requests.
  public var lockedDown: Int

  /// Makes a point.
  public init(date: Date, exposed: Int, restricted: Int = 0, lockedDown: Int) {
    self.date = date
    self.exposed = exposed
    self.restricted = restricted
    self.lockedDown = lockedDown
  }
}
