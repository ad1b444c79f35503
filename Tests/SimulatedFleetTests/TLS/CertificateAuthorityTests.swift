import NIOOpenSSL
import SimulatedFleet
import Testing

@Suite("A certificate that the fleet issues")
struct CertificateAuthorityTests {
  @Test("says what it was told to say, in DER and in PEM")
  func issued() throws {
    let identity = try CertificateAuthority(commonName: "ca", organization: "Example").issue(
      commonName: "server", organization: "Office", names: ["a.example"],
      addresses: ["10.0.0.1", "2001:db8::1"],
      withAuthority: true)
    let certificates = identity.chain.compactMap(PeerCertificate.init(der:))
    #expect(certificates.map(\.subject) == ["CN=server,O=Office", "CN=ca,O=Example"])
    #expect(certificates.map(\.issuer) == ["CN=ca,O=Example", "CN=ca,O=Example"])
    #expect(certificates.first?.names == ["a.example", "10.0.0.1", "2001:db8::1"])
    var read = try PeerCertificate.certificates(pem: identity.chainPEM())
    // Only what is read as PEM is asked for the identifier of its key.
    #expect(read.count == 2 && read.last?.subjectKeyIdentifier != nil)
    for index in read.indices { read[index].subjectKeyIdentifier = nil }
    #expect(read == certificates)
  }

  @Test("is refused where what it should say cannot be written")
  func refused() {
    let tooLong = String(repeating: "a", count: 65)
    #expect(throws: CertificateError.self) { try TLSIdentity.selfSigned(commonName: tooLong) }
    #expect(throws: CertificateError.self) { try TLSIdentity.selfSigned(commonName: "a", addresses: ["b"]) }
  }
}
