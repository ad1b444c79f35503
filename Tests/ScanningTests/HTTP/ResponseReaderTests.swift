import Exposure
import Fixtures
import Testing

@testable import Scanning

@Suite("The reader of answers")
struct ResponseReaderTests {
  @Test("reads what servers, proxies and gateways send", arguments: FramingFixture.all)
  func framing(_ fixture: FramingFixture) {
    let reading = WholeReading(fixture.bytes)
    let answer = reading.answers.first
    #expect(answer?.text == fixture.body)
    guard fixture.body != nil else { return }
    #expect(answer?.status == fixture.status)
    #expect(answer?.isWhole == fixture.isWhole)
  }

  @Test("reads the same whatever pieces the bytes come in", arguments: FramingFixture.all)
  func pieces(_ fixture: FramingFixture) {
    let whole = WholeReading(fixture.bytes)
    for size in 1...7 {
      #expect(WholeReading(fixture.bytes, pieces: [size]) == whole, "in pieces of \(size) bytes")
    }
    for cut in fixture.bytes.indices {
      #expect(WholeReading(fixture.bytes, pieces: [cut, .max]) == whole, "cut at \(cut)")
    }
  }

  @Test("reads every recorded answer of a kube-apiserver as it was recorded")
  func recorded() throws {
    for name in try Transcript.allNames() {
      let bytes = try Transcript.bytes(named: name)
      let recorded = try Transcript(named: name).answers
      for size in [1, 100, Int.max] {
        let reading = WholeReading(bytes, pieces: [size])
        #expect(reading.fault == nil)
        #expect(reading.answers.map(\.status) == recorded.map(\.status), "\(name)")
        #expect(reading.answers.map(\.text) == recorded.map(\.body), "\(name)")
        #expect(
          reading.answers.map { $0.fields.map { HeaderField(name: $0.name, value: $0.value) } }
            == recorded.map(\.headers), "\(name)")
      }
    }
  }

  static let preface: [UInt8] = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0x40, 0]

  @Test(
    "tells HTTP/2 by the frame that its servers begin with, and nothing else for it",
    arguments: [
      (preface, .http2), ([0, 0, 0, 4, 0, 0, 0, 0, 0], .http2), ([0, 0, 5] + preface.dropFirst(3), .notHTTP),
      (preface.prefix(5) + [1] + preface.dropFirst(6), .notHTTP), (Array("\0\0garbage\n".utf8), .notHTTP),
      (Array(preface.prefix(8)), nil),
    ] as [([UInt8], ResponseReader.Fault?)])
  func http2(bytes: [UInt8], fault: ResponseReader.Fault?) {
    for size in [1, 4, Int.max] {
      let reading = WholeReading(bytes, pieces: [size])
      #expect(reading.fault == fault)
      #expect(reading.answers.isEmpty)
    }
  }

  @Test("reads one answer behind the other")
  func pipelined() {
    let chunked = "HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n"
    let reading = WholeReading(Array((Answers.version + chunked + "\r\n" + Answers.healthz).utf8))
    #expect(reading.answers.map(\.status) == [200, 401, 200])
    #expect(reading.answers.map(\.text) == [Answers.versionBody, "no", "ok"])
    #expect(reading.answers.allSatisfy(\.isWhole) && reading.fault == nil)
  }

  @Test("keeps the values of fields without the white space around them, and folds lines")
  func fields() {
    let head = "HTTP/1.1 200 OK\r\nA : \t one \r\nB:two\r\nC: a\r\n  b \r\n\t\r\n c\r\nD:\r\n\r\n"
    #expect(
      WholeReading(Array(head.utf8)).answers.first?.fields == [
        ResponseField(name: "A", value: "one"), ResponseField(name: "B", value: "two"),
        ResponseField(name: "C", value: "a b c"), ResponseField(name: "D", value: ""),
      ])
  }

  struct Overflow: CustomTestStringConvertible {
    let start: String
    let filler: String
    let testDescription: String
  }

  @Test(
    "gives up what goes over its bounds, and holds no more than them",
    arguments: [
      Overflow(start: "HTTP/1.1 200 ", filler: "a", testDescription: "a status line"),
      Overflow(start: "HTTP/1.1 200 OK\r\nA: ", filler: "a", testDescription: "a field"),
      Overflow(start: "HTTP/1.1 200 OK\r\n", filler: "A: b\r\n", testDescription: "fields"),
      Overflow(start: "HTTP/1.1 200 OK\r\nA: b\r\n", filler: " c\r\n", testDescription: "a folded field"),
      Overflow(start: "", filler: "\r\n", testDescription: "line ends before a head"),
      Overflow(
        start: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", filler: "a",
        testDescription: "a chunk extension"),
      Overflow(
        start: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", filler: "A: b\r\n",
        testDescription: "trailers"),
    ])
  func bounds(_ overflow: Overflow) {
    let count = (Bounds.headBytes + 16) / overflow.filler.utf8.count
    let bytes = Array((overflow.start + String(repeating: overflow.filler, count: count)).utf8)
    #expect(WholeReading(bytes).fault == .headTooLarge)
    #expect(WholeReading(bytes, pieces: [1000]).fault == .headTooLarge)
  }

  @Test("does not trap on random bytes, and reads them the same in any pieces", arguments: 0..<64)
  func random(seed: UInt64) {
    var generator = SplitMix(state: seed)
    let alphabet = Array(
      "HTTP/1.1 200 OK\r\n\r\nContent-Length: 5\nTransfer-Encoding: chunked:;,0aF \t\u{0}".utf8)
    for _ in 0..<50 {
      var bytes = FramingFixture.all.randomElement(using: &generator)?.bytes ?? []
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.insert(alphabet.randomElement(using: &generator) ?? 0, at: place)
        case 1: bytes.insert(.random(in: 0...255, using: &generator), at: place)
        default: if place < bytes.count { bytes.remove(at: place) }
        }
      }
      let pieces = (0..<8).map { _ in Int.random(in: 1...40, using: &generator) }
      let whole = WholeReading(bytes)
      #expect(WholeReading(bytes, pieces: pieces) == whole)
      #expect(whole.answers.reduce(0) { $0 + $1.body.count } <= bytes.count)
      #expect(whole.answers.allSatisfy { (101...999).contains($0.status) })
    }
  }
}
