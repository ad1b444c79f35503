import Targets

extension Observation {
  /// About how many bytes of memory the observation keeps, itself and all that strangers said in it; without its target,
  /// which many endpoints share.
  ///
  /// An estimate of what the allocator hands out (16-byte steps and a header for each block), not of the bytes on the
  /// wire: a certificate name of 20 bytes takes 80.
  public var retainedBytes: Int {
    var bytes = MemoryLayout<Observation>.stride
    switch connection {
    case .unreachable(let reason), .unresolved(let reason), .notAttempted(let reason),
      .proxyFailed(let reason):
      bytes += reason.retainedBytes
    case .connected, .refused, .timedOut:
      break
    }
    if let tls { bytes += tls.retainedBytes }
    if let loopbackCertificate { bytes += loopbackCertificate.retainedBytes }
    bytes += responses.retainedBytes(\.retainedBytes)
    bytes += unanswered.retainedBytes(\.path.retainedBytes)
    return bytes
      + accessAnswers.retainedBytes { $0.path.retainedBytes + ($0.kind?.retainedBytes ?? 0) }
      + componentAnswers.retainedBytes(\.retainedTexts)
  }
}

extension Target {
  /// About how many bytes of memory the target keeps.
  public var retainedBytes: Int {
    RetainedBytes.block(80) + text.retainedBytes + (serverName?.retainedBytes ?? 0)
      + pathPrefix.retainedBytes
      + labels.retainedBytes { $0.key.retainedBytes + $0.value.retainedBytes }
  }
}

extension TLSFacts {
  fileprivate var retainedBytes: Int {
    var bytes = (cipher?.retainedBytes ?? 0) + (alpn?.retainedBytes ?? 0) + (excess?.retainedBytes ?? 0)
    if case .failed(let reason) = handshake { bytes += reason.retainedBytes }
    if let certificate { bytes += certificate.retainedBytes }
    return bytes + clientCANames.retainedBytes(\.retainedBytes)
  }
}

extension CertificateFacts {
  fileprivate var retainedBytes: Int {
    subject.retainedBytes + issuer.retainedBytes + serial.retainedBytes + fingerprint.retainedBytes
      + (authorityKeyIdentifier?.retainedBytes ?? 0) + names.retainedBytes(\.retainedBytes)
  }
}

extension ComponentAnswer {
  fileprivate var retainedTexts: Int {
    path.retainedBytes + (user?.retainedBytes ?? 0) + (authority?.keyIdentifier.retainedBytes ?? 0)
      + (authority?.name.retainedBytes ?? 0)
  }
}

extension Response {
  fileprivate var retainedBytes: Int {
    path.retainedBytes + body.retainedBytes + (unreadableCoding?.retainedBytes ?? 0)
      + headers.retainedBytes { $0.name.retainedBytes + $0.value.retainedBytes }
  }
}

private enum RetainedBytes {
  /// What the allocator gives for a block of so many bytes.
  static func block(_ bytes: Int) -> Int { (bytes + 8 + 15) & ~15 }
}

extension String {
  /// Up to 15 bytes of UTF-8 lie in the string itself; longer ones in a block behind 32 bytes of object header.
  fileprivate var retainedBytes: Int {
    let count = utf8.count
    return count <= 15 ? 0 : RetainedBytes.block(32 + count + 1)
  }
}

extension Array {
  fileprivate func retainedBytes(_ ofElement: (Element) -> Int) -> Int {
    guard capacity > 0 else { return 0 }
    return reduce(RetainedBytes.block(32 + capacity * MemoryLayout<Element>.stride)) { $0 + ofElement($1) }
  }
}
