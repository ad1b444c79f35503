import Exposure
import Targets

/// What a verdict says of an endpoint, as a clause of a sentence.
enum VerdictCause {
  static func clause(_ observation: Observation, _ assessment: Assessment) -> String {
    switch assessment.verdict {
    case .anonymousAccess: access(observation)
    case .insecurePort:
      "anyone can do everything over plain HTTP, for this port knows neither authentication nor authorization"
    case .versionLeak: "anyone can read the version\(version(assessment)) without credentials"
    case .healthOnly:
      ComponentReason.furtherQuestion(observation, assessment) == nil
        ? "anyone can read the health, and nothing else"
        : "anyone can read the health; nothing more was asked"
    case .forbidden: "anonymous requests are let in, and only authorization refuses them"
    case .lockedDown: "requests without credentials are refused with 401"
    case .clientCertificateRequired: "TLS refuses clients without a certificate"
    case .inconclusive: "no answer decides what strangers can read"
    case .notKubernetes: other(assessment, "what answers is not a Kubernetes API server")
    case .plainHTTP: other(assessment, "what answers, in plain HTTP, is not a Kubernetes API server")
    case .tlsFailed: "no TLS session came about, so nothing was read"
    case .closed: "the connection was refused"
    case .filtered: "nothing answered the connection attempt"
    case .unreachable: "the network has no way to the address"
    case .unresolved: "the name has no address"
    case .failed where observation.proxy != nil:
      "nothing shows that the proxy reached the endpoint, so nothing is known"
    case .failed: "the scanner could not try, so nothing is known"
    }
  }

  /// What strangers could list or read, by name.
  static func access(_ observation: Observation) -> String {
    let listed = observation.listedByStrangers
    guard listed.isEmpty else {
      return "anyone can list \(some(listed, "kind")) without credentials"
    }
    let read = observation.readByStrangers
    return read.isEmpty
      ? "anyone can list resources without credentials"
      : "anyone can read \(some(read, "path")) without credentials"
  }

  /// How many names a clause holds, and how long one may be.
  private static let mostNames = 4
  private static let longestName = 64

  private static func some(_ names: [String], _ noun: String) -> String {
    let shown = names.prefix(mostNames).map { TextSanitiser.cut($0, limit: longestName) }
    let left = names.count - shown.count
    let parts = left > 0 ? shown + [counted(left, "more \(noun)")] : shown
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func version(_ assessment: Assessment) -> String {
    assessment.version.map { " (\(TextSanitiser.cut($0.gitVersion, limit: longestName)))" } ?? ""
  }

  private static func other(_ assessment: Assessment, _ unnamed: String) -> String {
    assessment.component.map { "what answers is \($0.rawValue), not an API server" } ?? unnamed
  }
}
