import Exposure

/// What a verdict or a finding means to the person who has to act on it, for a terminal, a page or a rule's help.
///
/// Texts are paragraphs with an empty line between. A line that begins with two spaces is to be typed or written as it
/// stands, and not to be wrapped. In commands, `HOST:PORT` is the endpoint.
public struct Explanation: Sendable, Hashable {
  /// The identifier of the verdict or finding.
  public let id: String
  /// What it is, in one line without a full stop.
  public let title: String
  /// What was seen, and what follows.
  public let meaning: String
  /// What somebody could do with it.
  public let attack: String
  /// How to see it by hand.
  public let check: String
  /// What to do.
  public let remedy: String

  /// The explanation of a verdict.
  public static func of(verdict: Verdict) -> Explanation {
    switch verdict {
    case .anonymousAccess: anonymousAccess
    case .insecurePort: insecurePortVerdict
    case .versionLeak: versionLeak
    case .healthOnly: healthOnly
    case .forbidden: forbidden
    case .lockedDown: lockedDown
    case .clientCertificateRequired: clientCertificateRequired
    case .inconclusive: inconclusive
    case .notKubernetes: notKubernetes
    case .plainHTTP: plainHTTP
    case .tlsFailed: tlsFailed
    case .closed: closed
    case .filtered: filtered
    case .unreachable: unreachable
    case .unresolved: unresolved
    case .failed: failed
    }
  }

  /// The explanation of a finding.
  public static func of(finding: FindingID) -> Explanation {
    switch finding {
    case .anonymousVersion: anonymousVersion
    case .anonymousHealth: anonymousHealth
    case .healthDetails: healthDetails
    case .anonymousResources: anonymousResources
    case .clusterInfo: clusterInfo
    case .insecurePort: insecurePortFinding
    case .endOfLifeRelease: endOfLifeRelease
    case .knownVulnerabilities: knownVulnerabilities
    case .internalNames: internalNames
    case .startTime: startTime
    case .recentRestart: recentRestart
    case .certificateExpired: certificateExpired
    case .certificateExpiring: certificateExpiring
    case .weakTLS: weakTLS
    case .inconsistentControlPlane: inconsistentControlPlane
    case .plaintextHTTP: plaintextHTTP
    case .kubeletAnonymous: kubeletAnonymous
    case .kubeletReadOnlyPort: kubeletReadOnlyPort
    case .etcdOpen: etcdOpen
    case .ignitionOpen: ignitionOpen
    case .kubectlProxy: kubectlProxy
    case .componentMetrics: componentMetrics
    case .unexpectedPosture: unexpectedPosture
    }
  }

  /// All of them: verdicts, then findings, in the order of their cases.
  public static var all: [Explanation] {
    Verdict.allCases.map(of(verdict:)) + FindingID.allCases.map(of(finding:))
  }

  /// The explanation of a verdict or finding by its identifier; nil if there is none.
  public static func of(id: String) -> Explanation? {
    Verdict(rawValue: id).map(of(verdict:)) ?? FindingID(rawValue: id).map(of(finding:))
  }
}

extension Explanation {
  /// Makes an explanation of texts whose paragraphs may be broken into lines anywhere.
  init(_ id: String, _ title: String, meaning: String, attack: String, check: String, remedy: String) {
    self.id = id
    self.title = title
    self.meaning = meaning.unwrappedParagraphs
    self.attack = attack.unwrappedParagraphs
    self.check = check.unwrappedParagraphs
    self.remedy = remedy.unwrappedParagraphs
  }
}

extension String {
  /// The text with the lines of each paragraph joined, and those that begin with two spaces left alone.
  var unwrappedParagraphs: String {
    var lines: [String] = []
    var joins = false
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      let isProse = !line.isEmpty && !line.hasPrefix("  ")
      if isProse, joins, let last = lines.popLast() {
        lines.append("\(last) \(line)")
      } else {
        lines.append(String(line))
      }
      joins = isProse
    }
    return lines.joined(separator: "\n")
  }
}
