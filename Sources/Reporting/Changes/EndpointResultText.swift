import Exposure
import Targets

extension EndpointResult {
  /// `192.0.2.1:6443`; the name where there is no address.
  public var place: String {
    "\(endpoint.address?.uriHost ?? endpoint.serverName ?? target):\(endpoint.port)"
  }

  /// The verdict with the version that it leaks.
  public var headline: String { verdict.rawValue + (gitVersion.map { " \($0)" } ?? "") }

  /// The beginning of the certificate's fingerprint and the end of its validity.
  public var certificateText: String {
    guard let certificateFingerprint else { return "" }
    let end = certificateNotAfter.map { " until \(Timestamp.text($0))" } ?? ""
    return certificateFingerprint.prefix(16) + end
  }

  /// `started 2026-11-23T22:04:55Z`; empty where that is not known.
  var startText: String {
    serverStartedAt.map { "started \(Timestamp.text($0))" } ?? ""
  }
}

extension EndpointResult {
  /// What is compared and kept of an endpoint.
  public init(_ observation: Observation, _ assessment: Assessment, position: Int64) {
    self.init(observation, assessment, position: position, error: observation.failureSentence)
  }
}
