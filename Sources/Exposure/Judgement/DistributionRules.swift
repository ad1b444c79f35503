import PortableFoundation

/// The rules that recognise whose distribution an endpoint is, by the signs that knowledge names.
enum DistributionRules {
  /// The distribution that fits best: by how much its best sign says, one step more where a second kind of sign agrees,
  /// then by how many signs there are, then by the order of the knowledge. Nil where none fits.
  static func recognise(
    _ observation: Observation, version: KubernetesVersion?, among distributions: [Distribution]
  ) -> RecognisedDistribution? {
    recognise(
      DistributionTraits(observation, version: version), at: observation.scannedAt, among: distributions)
  }

  /// The distribution that writes versions like this one; nil where none is known to.
  static func recognise(
    _ version: KubernetesVersion, at time: Date, among distributions: [Distribution]
  ) -> RecognisedDistribution? {
    recognise(DistributionTraits(version), at: time, among: distributions)
  }

  private static func recognise(
    _ traits: borrowing DistributionTraits, at time: Date, among distributions: [Distribution]
  ) -> RecognisedDistribution? {
    var best: Candidate?
    // By index: most fit nothing, and are not worth a copy.
    for index in distributions.indices {
      guard let candidate = Candidate(distributions[index].signs, of: index, traits) else { continue }
      if best.map({ candidate.rank > $0.rank }) ?? true { best = candidate }
    }
    return best.map { $0.recognised(as: distributions[$0.index], at: time) }
  }

  private struct Candidate {
    let index: Int
    let confidence: Confidence
    let evidence: [String]
    let authorityTime: Int64?

    init?(_ signs: [Distribution.Sign], of index: Int, _ traits: borrowing DistributionTraits) {
      var findings: [FoundSign] = []
      for sign in signs {
        if let found = traits.find(sign) { findings.append(found) }
      }
      guard var confidence = findings.map(\.sign.confidence).max() else { return nil }
      if Set(findings.map(\.place)).count > 1 { confidence = confidence.raised }
      self.index = index
      self.confidence = confidence
      evidence = findings.map(\.evidence)
      authorityTime = findings.lazy.compactMap(\.authorityTime).first
    }

    var rank: (Confidence, Int) { (confidence, evidence.count) }

    func recognised(as distribution: Distribution, at scannedAt: Date) -> RecognisedDistribution {
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
private struct DistributionTraits: ~Copyable {
  private let version: (text: String, suffix: [UInt8])?
  private let host: (text: String, bytes: [UInt8])?
  private let subject: SplitName?
  private let issuer: SplitName?
  private let names: [(text: String, bytes: [UInt8])]
  private let clientCAs: [SplitName]

  /// The bound of what is kept of one sign, in Unicode scalars.
  private static let longestEvidence = 256

  /// A version alone.
  init(_ version: KubernetesVersion) {
    self.version = Self.parts(of: version)
    host = nil
    subject = nil
    issuer = nil
    names = []
    clientCAs = []
  }

  private static func parts(of version: KubernetesVersion) -> (text: String, suffix: [UInt8])? {
    version.suffix.isEmpty ? nil : (version.description, Array(version.suffix.utf8))
  }

  init(_ observation: Observation, version: KubernetesVersion?) {
    let certificate = observation.tls?.certificate
    self.version = version.flatMap(Self.parts)
    host = observation.endpoint.target.serverName.map { ($0, Array($0.utf8)) }
    subject = certificate.map { SplitName($0.subject) }
    issuer = certificate.map { SplitName($0.issuer) }
    names = (certificate?.names ?? []).map { ($0, Array($0.utf8)) }
    clientCAs = (observation.tls?.clientCANames ?? []).map { SplitName($0) }
  }

  /// A sign, where all that it names is there.
  func find(_ sign: Distribution.Sign) -> FoundSign? {
    var parts: [String] = []
    var place = SignPlace.certificate
    var time: Int64?
    if let pattern = sign.version {
      guard let version, pattern.match(version.suffix) != nil else { return nil }
      place = .version
      parts.append("gitVersion \(version.text)")
    }
    if let pattern = sign.host {
      guard let host, pattern.match(host.bytes, ignoringCase: true) != nil else { return nil }
      place = .host
      parts.append("host name \(host.text)")
    }
    if let pattern = sign.subject {
      guard let subject, pattern.match(subject) != nil else { return nil }
      parts.append("subject \(subject.text)")
    }
    if let pattern = sign.issuer {
      guard let issuer, let match = pattern.match(issuer) else { return nil }
      time = match.time
      parts.append("issuer \(issuer.text)")
    }
    for pattern in sign.names ?? [] {
      guard let name = names.first(where: { pattern.match($0.bytes, ignoringCase: true) != nil }) else {
        return nil
      }
      parts.append("certificate name \(name.text)")
    }
    for pattern in sign.clientCAs ?? [] {
      guard let (name, match) = clientCA(pattern) else { return nil }
      place = .clientCAs
      time = time ?? match.time
      parts.append("client CA \(name.text)")
    }
    guard !parts.isEmpty else { return nil }
    return FoundSign(
      sign: sign, place: place, evidence: parts.joined(separator: ", ").bounded(to: Self.longestEvidence),
      authorityTime: time)
  }

  private func clientCA(_ pattern: NamePattern) -> (SplitName, TextPattern.Match)? {
    for name in clientCAs {
      if let match = pattern.match(name) { return (name, match) }
    }
    return nil
  }
}
