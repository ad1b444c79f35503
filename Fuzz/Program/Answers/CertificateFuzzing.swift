import NIOOpenSSL
import PortableFoundation

@testable import Exposure

extension FuzzTarget {
  /// Reads an input as a certificate in DER, and as PEM: both readers find the same in it, all texts are what their forms
  /// allow, and the rules for names bear whatever stands there.
  static let certificates = FuzzTarget("certificates") { input in
    for certificate in PeerCertificate.certificates(pem: input.text) { check(certificate) }
    guard let certificate = PeerCertificate(der: input) else { return }
    check(certificate)
    let armour =
      "-----BEGIN CERTIFICATE-----\n\(Data(input).base64EncodedString())\n-----END CERTIFICATE-----\n"
    var fromPEM = PeerCertificate.certificates(pem: armour)
    require(fromPEM.count == 1, "\(fromPEM.count) certificates in the PEM of one")
    fromPEM[0].subjectKeyIdentifier = nil
    require(fromPEM[0] == certificate, "PEM and DER differ")
  }

  private static func check(_ certificate: PeerCertificate) {
    require(certificate.fingerprint.utf8.count == 64, "a fingerprint of another length")
    let hexadecimal = [certificate.serial, certificate.authorityKeyIdentifier ?? "", certificate.fingerprint]
    require(
      hexadecimal.allSatisfy { $0.utf8.allSatisfy { "-0123456789abcdef".utf8.contains($0) } },
      "no hexadecimal digits: \(hexadecimal)")
    let names = [certificate.subject, certificate.issuer]
    require(
      names.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }, "a control character in a name")
    for name in names { _ = DistinguishedName(name).commonName }
    let facts = CertificateFacts(
      subject: certificate.subject, issuer: certificate.issuer, serial: certificate.serial,
      notBefore: certificate.notBefore.map { Date(timeIntervalSince1970: Double($0)) },
      notAfter: certificate.notAfter.map { Date(timeIntervalSince1970: Double($0)) },
      names: certificate.names, authorityKeyIdentifier: certificate.authorityKeyIdentifier,
      fingerprint: certificate.fingerprint)
    _ = LoopbackCertificate(facts)?.isPossible(seenAt: Samples.scannedAt)
    var observation = Samples.observation
    observation.loopbackCertificate = facts
    observation.tls = TLSFacts(
      handshake: .established, version: .tls13, certificate: facts, clientCANames: names + facts.names)
    require(assess(observation) == assess(observation), "two judgements of the same differ")
  }
}
