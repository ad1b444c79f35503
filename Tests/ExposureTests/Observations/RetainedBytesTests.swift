import Exposure
import Targets
import Foundation
import Testing

@Suite("How much memory an observation takes")
struct RetainedBytesTests {
  /// A string of its own, of `count` bytes.
  private static func text(_ count: Int, _ seed: Int) -> String {
    let digits = "\(seed)"
    return digits + String(repeating: "x", count: max(0, count - digits.utf8.count))
  }

  private static func certificate(names: Int, of bytes: Int) -> CertificateFacts {
    CertificateFacts(
      subject: text(40, 1), issuer: text(40, 2), serial: text(40, 3), notBefore: nil, notAfter: nil,
      names: (0..<names).map { text(bytes, $0) }, fingerprint: text(64, 4))
  }

  private static let target = Target(text: "t")

  private static func sample(_ tls: TLSFacts? = nil, responses: [Response] = []) -> Observation {
    Observation(
      endpoint: Endpoint(target: target, address: .v4(1), port: 6443, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 0), connection: .connected, tls: tls, responses: responses)
  }

  /// Something that a stranger may say, and the least and the most that the allocator may take for it: a string of 16
  /// bytes or more has a block of its own, with 32 bytes in front and up to 24 behind; an array has 16 bytes for each
  /// string and may have room for twice as many.
  private struct Kind: Sendable {
    let name: String
    let least: Int
    let most: Int
    let observation: Observation

    init(_ name: String, strings: Int, of bytes: Int, inline: Int = 16, _ observation: Observation) {
      self.name = name
      let block = bytes < 16 ? 0 : bytes + 33
      least = strings * (block + inline)
      most = strings * (block + (bytes < 16 ? 0 : 24) + 2 * inline) + 1_000
      self.observation = observation
    }
  }

  private static let kinds: [Kind] = {
    var loopback = sample()
    loopback.loopbackCertificate = certificate(names: 2_000, of: 30)
    var access = sample()
    access.accessAnswers = (0..<500).map { AccessAnswer(path: text(40, $0), status: 200, kind: text(40, $0)) }
    var reason = sample()
    reason.connection = .notAttempted(reason: text(9_000, 7))
    return [
      Kind(
        "certificate names", strings: 3_000, of: 22,
        sample(TLSFacts(handshake: .established, certificate: certificate(names: 3_000, of: 22)))),
      Kind(
        "short names", strings: 3_000, of: 8,
        sample(TLSFacts(handshake: .established, certificate: certificate(names: 3_000, of: 8)))),
      Kind(
        "CA names", strings: 1_000, of: 60,
        sample(TLSFacts(handshake: .established, clientCANames: (0..<1_000).map { text(60, $0) }))),
      Kind(
        "header fields", strings: 500, of: 100,
        sample(responses: [
          Response(
            path: "/version", status: 200,
            headers: (0..<250).map { HeaderField(name: text(100, $0), value: text(100, $0)) })
        ])),
      Kind(
        "a body", strings: 1, of: 16_384,
        sample(responses: [Response(path: "/version", status: 200, body: text(16_384, 5))])),
      Kind("the loopback certificate", strings: 2_000, of: 30, loopback),
      Kind("access answers", strings: 1_000, of: 40, inline: 32, access),
      Kind(
        "the failure of a handshake", strings: 1, of: 9_000,
        sample(TLSFacts(handshake: .failed(reason: text(9_000, 6))))),
      Kind("the reason why there was no attempt", strings: 1, of: 9_000, reason),
    ]
  }()

  @Test("counts all that strangers say, as the allocator does", arguments: kinds.indices)
  func counts(_ index: Int) {
    let kind = Self.kinds[index]
    let bytes = kind.observation.retainedBytes - MemoryLayout<Observation>.stride
    #expect(bytes >= kind.least, "\(kind.name)")
    #expect(bytes <= kind.most, "\(kind.name)")
  }

  @Test("of one that was refused is the observation itself")
  func small() {
    let observation = Observation(
      endpoint: Endpoint(target: Self.target, address: .v4(1), port: 1, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 0), connection: .refused)
    #expect(observation.retainedBytes == MemoryLayout<Observation>.stride)
  }

  @Test("a target counts its text, name and labels")
  func target() {
    let label = Label(key: Self.text(100, 1), value: Self.text(1_000, 2))
    let target = Target(text: Self.text(100, 3), serverName: Self.text(100, 4), labels: [label])
    #expect((1_300...1_700).contains(target.retainedBytes))
  }
}
