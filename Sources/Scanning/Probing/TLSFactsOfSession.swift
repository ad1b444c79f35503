import Exposure
import NIOOpenSSL
import PortableFoundation

extension TLSFacts {
  /// What the TLS module knows of a session, in the words of an observation.
  init(_ session: TLSSession, handshake: HandshakeOutcome, interruption: ConversationEnd) {
    self.init(
      handshake: handshake,
      alert: interruption.alert,
      excess: handshake == .established ? interruption.excess : nil,
      version: session.version.flatMap(TLSVersion.init(rawValue:)),
      cipher: session.cipher,
      alpn: session.applicationProtocol,
      certificate: session.peerCertificate.map(CertificateFacts.init),
      clientCertificateRequested: session.certificateRequested,
      clientCANames: session.authorityNames
    )
  }
}

extension ClusterSigns.Authority {
  /// The authority that the first certificate of a bundle is: the one that issues, where others that issued it follow.
  init?(pem: String) {
    guard let certificate = PeerCertificate.certificates(pem: pem).first,
      let key = certificate.subjectKeyIdentifier
    else { return nil }
    self.init(keyIdentifier: key, name: certificate.subject)
  }
}

extension CertificateFacts {
  fileprivate init(_ certificate: PeerCertificate) {
    self.init(
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial: certificate.serial,
      notBefore: certificate.notBefore.map { Date(timeIntervalSince1970: TimeInterval($0)) },
      notAfter: certificate.notAfter.map { Date(timeIntervalSince1970: TimeInterval($0)) },
      names: certificate.names,
      authorityKeyIdentifier: certificate.authorityKeyIdentifier,
      fingerprint: certificate.fingerprint
    )
  }
}
