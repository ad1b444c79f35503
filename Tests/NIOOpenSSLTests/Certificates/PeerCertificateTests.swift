import Fixtures
import NIOOpenSSL
import SimulatedFleet
import Testing

@Suite("A peer's certificate")
struct PeerCertificateTests {
  @Test("of a real kube-apiserver is read with all its names")
  func recorded() throws {
    let pem = try Transcript.pem(named: "serving-certificate")
    let certificate = try #require(PeerCertificate.certificates(pem: pem).first)
    #expect(certificate.subject == "CN=kube-apiserver")
    #expect(certificate.issuer == "CN=kubernetes")
    #expect(
      certificate.names == [
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
        "cp-1.corp.internal", "10.96.0.1", "192.168.1.100", "127.0.0.1",
      ])
    let (notBefore, notAfter) = (try #require(certificate.notBefore), try #require(certificate.notAfter))
    #expect(notBefore < notAfter)
    #expect(certificate.fingerprint.utf8.count == 64)
  }

  @Test("for the loopback client carries the start of the process in its name")
  func loopback() throws {
    let pem = try Transcript.pem(named: "apiserver-loopback-client-certificate")
    let certificates = PeerCertificate.certificates(pem: pem)
    #expect(certificates.count == 2)
    #expect(certificates.first?.subject.hasPrefix("CN=apiserver-loopback-client@") == true)
    #expect(certificates.last?.subject.hasPrefix("CN=apiserver-loopback-client-ca@") == true)
  }

  // In an optimised build with AddressSanitizer (Scripts/fuzz certificates) each one also shows that the text still is in
  // memory: OpenSSL reads it where it stands.
  @Test("and many of them in one text are all read, whatever stands between them")
  func bundle() throws {
    let pem = try Transcript.pem(named: "serving-certificate")
    let bundle = (0..<200).map { "# authority \($0)\n\(pem)\n" }.joined()
    let certificates = PeerCertificate.certificates(pem: bundle)
    #expect(certificates.count == 200)
    #expect(Set(certificates) == Set(PeerCertificate.certificates(pem: pem)))
  }

  // Nobody is asked for a passphrase: a scan would wait for it, beyond every deadline.
  @Test("and one that is encrypted ends the text")
  func encrypted() throws {
    let pem = try Transcript.pem(named: "serving-certificate")
    let marker = "-----BEGIN CERTIFICATE-----\n"
    let encrypted = pem.replacing(
      marker,
      with: marker + "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n",
      maxReplacements: 1)
    #expect(PeerCertificate.certificates(pem: encrypted).isEmpty)
    #expect(PeerCertificate.certificates(pem: pem + encrypted) == PeerCertificate.certificates(pem: pem))
  }

  @Test(
    "and a text that holds none, or is empty, gives none",
    arguments: ["", "x", "-----BEGIN CERTIFICATE-----\nAA"])
  func noCertificate(pem: String) {
    #expect(PeerCertificate.certificates(pem: pem).isEmpty)
  }

  @Test("names the key that signed it, as openssl shows it")
  func authorityKeyIdentifier() async throws {
    let recorded = try Transcript.pem(named: "serving-certificate")
    let issued = try CertificateAuthority(commonName: "ca").issue(commonName: "server").chainPEM()
    let openssl = try #require(OutsideTool.openssl.program)
    for pem in [recorded, issued] {
      let shown = try await openssl.run(["x509", "-noout", "-ext", "authorityKeyIdentifier"], input: pem)
        .output
      let expected = shown.split(separator: "\n").last.map { line in
        line.trimmingPrefix { $0 == " " }.trimmingPrefix("keyid:").filter { $0 != ":" }.lowercased()
      }
      let certificate = try #require(PeerCertificate.certificates(pem: pem).first)
      #expect(certificate.authorityKeyIdentifier == expected)
      #expect(certificate.authorityKeyIdentifier?.utf8.count == 40)
    }
    let selfSigned = try TLSIdentity.selfSigned(commonName: "alone")
    #expect(selfSigned.chain.first.flatMap(PeerCertificate.init(der:))?.authorityKeyIdentifier == nil)
  }

  @Test("with thousands of names is read with all of them")
  func manyNames() throws {
    let identity = try TLSIdentity.selfSigned(
      commonName: "many", names: (0..<5000).map { "n\($0).example" })
    let certificate = try #require(identity.chain.first.flatMap(PeerCertificate.init(der:)))
    #expect(certificate.names == (0..<5000).map { "n\($0).example" })
  }

  @Test("with a name of any length is read with all of it")
  func longName() throws {
    let identity = try TLSIdentity.selfSigned(
      commonName: "long", names: [String(repeating: "a", count: 100_000)])
    let certificate = try #require(identity.chain.first.flatMap(PeerCertificate.init(der:)))
    #expect(certificate.names.map(\.utf8.count) == [100_000])
  }

  @Test("with letters of any kind in its subject keeps them as text, and escapes what is a part of the form")
  func strangeSubject() throws {
    let identity = try TLSIdentity.selfSigned(commonName: "ü, \"x\" + <y>=;\\", organization: "日本\u{1B}[31m")
    let certificate = try #require(identity.chain.first.flatMap(PeerCertificate.init(der:)))
    #expect(certificate.subject.contains("ü"))
    #expect(certificate.subject.contains("日本"))
    #expect(certificate.subject.contains("\\,"))
    #expect(!certificate.subject.unicodeScalars.contains("\u{1B}"))
  }

  @Test("cut short at any byte is none")
  func truncated() throws {
    let der = try #require(try Identities.serving.get().chain.first)
    for count in der.indices { #expect(PeerCertificate(der: Array(der[..<count])) == nil) }
    #expect(PeerCertificate(der: der + [0]) == nil)
  }

  @Test("with any byte changed is read or refused, and nothing else happens")
  func corrupted() throws {
    let der = try #require(try Identities.serving.get().chain.first)
    for index in der.indices {
      for mask in [UInt8(0x01), 0x80, 0xFF] {
        var changed = der
        changed[index] ^= mask
        if let certificate = PeerCertificate(der: changed) { #expect(certificate.names.count <= 256) }
      }
    }
  }
}
