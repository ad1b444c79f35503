#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The rules that recognise whose distribution an endpoint is, by the signs that knowledge names.
enum DistributionRules {
  /// The distribution that fits best: by how much its best sign says, one step more where a second kind of sign agrees,
  /// then by how many signs there are, then by the order of the knowledge. Nil where none fits.
  static func recognise(
    _ observation: Observation, version: KubernetesVersion?, among distributions: [Distribution]
  ) -> RecognisedDistribution? {
    let traits = DistributionTraits(observation, version: version)
    var best: Candidate?
    for distribution in distributions {
      guard let candidate = Candidate(distribution, traits) else { continue }
      if best.map({ candidate.rank > $0.rank }) ?? true { best = candidate }
    }
    return best?.recognised(at: observation.scannedAt)
  }

  private struct Candidate {
    let distribution: Distribution
    let confidence: Confidence
    let evidence: [String]
    let authorityTime: Int64?

    init?(_ distribution: Distribution, _ traits: DistributionTraits) {
      let findings = distribution.signs.compactMap(traits.find)
      guard var confidence = findings.map(\.sign.confidence).max() else { return nil }
      if Set(findings.map(\.place)).count > 1 { confidence = confidence.raised }
      self.distribution = distribution
      self.confidence = confidence
      evidence = findings.map(\.evidence)
      authorityTime = findings.lazy.compactMap(\.authorityTime).first
    }

    var rank: (Confidence, Int) { (confidence, evidence.count) }

    func recognised(at scannedAt: Date) -> RecognisedDistribution {
      let made = authorityTime.map { Date(timeIntervalSince1970: Double($0)) }
      return RecognisedDistribution(
        id: distribution.id, name: distribution.name, confidence: confidence, evidence: evidence,
        authorityMadeAt: made.flatMap { LoopbackCertificate.isPossible($0, seenAt: scannedAt) ? $0 : nil })
    }
  }
}

/// Where a sign was seen. Two places that agree say more than one.
private enum SignPlace: Hashable {
  case version
  case host
  case certificate
  case clientCAs
}

private struct FoundSign {
  let sign: Distribution.Sign
  let place: SignPlace
  let evidence: String
  let authorityTime: Int64?
}

/// All that signs are looked for in, split once for an endpoint.
private struct DistributionTraits {
  private let version: KubernetesVersion?
  private let host: String?
  private let certificate: CertificateFacts?
  private let subject: DistinguishedName?
  private let issuer: DistinguishedName?
  private let clientCAs: [(text: String, name: DistinguishedName)]

  /// How many authorities and names are looked at: OpenShift has a dozen, a certificate of a large cluster a hundred.
  private static let most = 256
  /// The bound of what is kept of one sign, in Unicode scalars.
  private static let longestEvidence = 256

  init(_ observation: Observation, version: KubernetesVersion?) {
    self.version = version
    host = observation.endpoint.target.serverName
    certificate = observation.tls?.certificate
    subject = certificate.map { DistinguishedName($0.subject) }
    issuer = certificate.map { DistinguishedName($0.issuer) }
    clientCAs = (observation.tls?.clientCANames ?? []).prefix(Self.most).map { ($0, DistinguishedName($0)) }
  }

  /// A sign, where all that it names is there.
  func find(_ sign: Distribution.Sign) -> FoundSign? {
    var parts: [String] = []
    var place = SignPlace.certificate
    var time: Int64?
    if let pattern = sign.version {
      guard let version, !version.suffix.isEmpty, pattern.match(version.suffix) != nil else { return nil }
      place = .version
      parts.append("gitVersion \(version)")
    }
    if let pattern = sign.host {
      guard let host, pattern.match(host, ignoringCase: true) != nil else { return nil }
      place = .host
      parts.append("host name \(host)")
    }
    if let pattern = sign.subject {
      guard let subject, let certificate, pattern.match(subject) != nil else { return nil }
      parts.append("subject \(certificate.subject)")
    }
    if let pattern = sign.issuer {
      guard let issuer, let certificate, let match = pattern.match(issuer) else { return nil }
      time = match.time
      parts.append("issuer \(certificate.issuer)")
    }
    for pattern in sign.names ?? [] {
      guard let name = certificate?.names.prefix(Self.most).first(where: { Self.fits($0, pattern) }) else {
        return nil
      }
      parts.append("certificate name \(name)")
    }
    for pattern in sign.clientCAs ?? [] {
      let fitting = clientCAs.lazy.compactMap { text, name in pattern.match(name).map { (text, $0) } }
      guard let (text, match) = fitting.first else { return nil }
      place = .clientCAs
      time = time ?? match.time
      parts.append("client CA \(text)")
    }
    guard !parts.isEmpty else { return nil }
    return FoundSign(
      sign: sign, place: place, evidence: parts.joined(separator: ", ").bounded(to: Self.longestEvidence),
      authorityTime: time)
  }

  private static func fits(_ name: String, _ pattern: TextPattern) -> Bool {
    pattern.match(name, ignoringCase: true) != nil
  }
}
