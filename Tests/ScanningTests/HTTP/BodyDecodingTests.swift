import Testing

@testable import Scanning

/// A body with a coding, and what is to be read of it. The bytes were made by Python's gzip and zlib modules.
struct CodingFixture: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let coding: String
  let bytes: [UInt8]
  let body: String
  var unreadable: String?
  var isCut = false
  /// Whether curl puts the same out with `--compressed`.
  var isCurls = true

  static let document = FramingFixture.document
  static let gzip: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0x4A, 0xCF, 0x2C, 0x09,
    0x4B, 0x2D, 0x2A, 0xCE, 0xCC, 0xCF, 0x53, 0xB2, 0x52, 0x50, 0x2A, 0x33, 0xD4, 0x33, 0x36, 0xD1,
    0x33, 0x52, 0xAA, 0x05, 0x00, 0xB0, 0xC1, 0x94, 0xE4, 0x19, 0x00, 0x00, 0x00,
  ]
  static let zlib: [UInt8] = [
    0x78, 0x9C, 0xAB, 0x56, 0x4A, 0xCF, 0x2C, 0x09, 0x4B, 0x2D, 0x2A, 0xCE, 0xCC, 0xCF, 0x53, 0xB2,
    0x52, 0x50, 0x2A, 0x33, 0xD4, 0x33, 0x36, 0xD1, 0x33, 0x52, 0xAA, 0x05, 0x00, 0x6E, 0x65, 0x07,
    0xA1,
  ]
  static let deflate: [UInt8] = [
    0xAB, 0x56, 0x4A, 0xCF, 0x2C, 0x09, 0x4B, 0x2D, 0x2A, 0xCE, 0xCC, 0xCF, 0x53, 0xB2, 0x52, 0x50,
    0x2A, 0x33, 0xD4, 0x33, 0x36, 0xD1, 0x33, 0x52, 0xAA, 0x05, 0x00,
  ]
  /// gzip of the gzip of the document.
  static let twice: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x93, 0xEF, 0xE6, 0x60, 0x00, 0x01,
    0x26, 0xE6, 0xD5, 0x61, 0x5E, 0xE7, 0x75, 0x38, 0xBD, 0x75, 0xB5, 0xCE, 0x9D, 0x39, 0x1F, 0xBC,
    0x29, 0x28, 0x40, 0xCB, 0xF8, 0x8A, 0xB1, 0xD9, 0x45, 0xE3, 0xA0, 0x55, 0xAC, 0x0C, 0x1B, 0x0E,
    0x4E, 0x79, 0x22, 0x09, 0x54, 0x04, 0x00, 0x93, 0xA8, 0xB2, 0xE1, 0x2D, 0x00, 0x00, 0x00,
  ]

  static let all = [
    CodingFixture(testDescription: "gzip", coding: "gzip", bytes: gzip, body: document),
    CodingFixture(testDescription: "x-gzip", coding: "x-gzip", bytes: gzip, body: document),
    CodingFixture(testDescription: "capitals", coding: "GZip", bytes: gzip, body: document),
    CodingFixture(
      testDescription: "deflate with zlib's head", coding: "deflate", bytes: zlib, body: document),
    CodingFixture(
      testDescription: "deflate without a head", coding: "deflate", bytes: deflate, body: document),
    CodingFixture(testDescription: "zlib called gzip", coding: "gzip", bytes: zlib, body: document),
    CodingFixture(
      testDescription: "gzip called deflate", coding: "deflate", bytes: gzip, body: document, isCurls: false),
    CodingFixture(testDescription: "gzip twice", coding: "gzip, gzip", bytes: twice, body: document),
    CodingFixture(testDescription: "empty elements", coding: ", gzip ,", bytes: gzip, body: document),
    CodingFixture(
      testDescription: "identity", coding: "identity", bytes: Array(document.utf8), body: document),
    CodingFixture(
      testDescription: "gzip that is cut off", coding: "gzip", bytes: Array(gzip.dropLast(10)),
      body: String(document.prefix(24)), isCut: true),
    CodingFixture(
      testDescription: "gzip with a wrong checksum", coding: "gzip",
      bytes: gzip.dropLast(8) + [0, 0, 0, 0] + gzip.suffix(4), body: document, isCut: true),
    CodingFixture(
      testDescription: "plain text called gzip, which a client without --compressed shows", coding: "gzip",
      bytes: Array(document.utf8), body: document, isCurls: false),
    CodingFixture(
      testDescription: "plain text called deflate", coding: "deflate", bytes: Array(document.utf8),
      body: document, isCurls: false),
    CodingFixture(
      testDescription: "noise called gzip", coding: "gzip", bytes: [0xFF, 0xFE, 0, 1], body: "",
      unreadable: "gzip"),
    CodingFixture(
      testDescription: "Brotli", coding: "br", bytes: [0x0B, 0x0C, 0x80, 0x7B, 0x03], body: "",
      unreadable: "br",
      isCurls: false),
    CodingFixture(
      testDescription: "text in an unknown coding", coding: "utf-8", bytes: Array(document.utf8),
      body: document,
      unreadable: "utf-8", isCurls: false),
    CodingFixture(
      testDescription: "gzip in an unknown coding", coding: "gzip, zstd", bytes: [0x28, 0xB5, 0x2F, 0xFD],
      body: "",
      unreadable: "zstd", isCurls: false),
    CodingFixture(
      testDescription: "more codings than anybody needs", coding: "gzip, gzip, gzip, gzip, gzip",
      bytes: gzip, body: document, unreadable: nil, isCurls: false),
    CodingFixture(testDescription: "nothing", coding: "br", bytes: [], body: "", isCurls: false),
  ]
}

@Suite("The codings of a body")
struct BodyDecodingTests {
  @Test("are taken away, or named where they cannot be", arguments: CodingFixture.all)
  func decoding(_ fixture: CodingFixture) {
    let head = ResponseHead.sample("Content-Encoding", fixture.coding)
    let decoded = DecodedBody(fixture.bytes, codings: BodyFraming(head).codings, limit: 16_384)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == fixture.body)
    #expect(decoded.unreadableCoding == fixture.unreadable)
    #expect(decoded.isCut == fixture.isCut)
    #expect(!decoded.isTruncated)
  }

  @Test("are taken away once more for the transfer", arguments: ["gzip", "gzip, chunked", "chunked, gzip"])
  func transfer(coding: String) {
    let head = ResponseHead.sample("Transfer-Encoding", coding)
    let decoded = DecodedBody(CodingFixture.gzip, codings: BodyFraming(head).codings, limit: 16_384)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == CodingFixture.document)
  }

  @Test("gzip in several members is read to the end of the last (RFC 1952 §2.2)")
  func members() {
    let whole = Array((CodingFixture.document + CodingFixture.document).utf8)
    let decoded = DecodedBody(CodingFixture.gzip + CodingFixture.gzip, codings: ["gzip"], limit: 1024)
    #expect(decoded == DecodedBody(whole, codings: [], limit: 1024))
  }

  @Test("bring no more than was asked for, whatever is in them")
  func bomb() {
    // The gzip of 100,000 zero bytes.
    let decoded = DecodedBody(Self.zeros, codings: ["gzip"], limit: 4096)
    #expect(decoded.bytes == [UInt8](repeating: 0, count: 4096))
    #expect(decoded.isTruncated && !decoded.isCut)
    let plain = DecodedBody([1, 2, 3], codings: [], limit: 2)
    #expect(plain.bytes == [1, 2] && plain.isTruncated)
  }

  private static let zeros: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x31, 0x01, 0x00, 0x00,
    0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0D, 0x0F, 0xA0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x57, 0x03, 0x7D, 0x95, 0x11, 0xD4,
    0xA0, 0x86, 0x01, 0x00,
  ]
}

extension ResponseHead {
  /// The head of a 200 with one field.
  static func sample(_ name: String, _ value: String) -> ResponseHead {
    ResponseHead(persistsByDefault: true, status: 200, fields: [ResponseField(name: name, value: value)])
  }
}
