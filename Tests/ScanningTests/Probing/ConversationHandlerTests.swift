import Exposure
import Targets
import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import NIOOpenSSL
import Testing

@testable import Scanning

@Suite("One connection, byte by byte")
struct ConversationHandlerTests {
  private static let later = NIODeadline.now() + .hours(1)

  /// A plain connection with the handler of a plan in it, and what it reports.
  private final class Talk {
    let channel = EmbeddedChannel()
    let reports = NIOLockedValueBox<[ConnectionReport]>([])

    init(
      _ kind: ProbeKind, silenceShare: Int? = nil, deadline: NIODeadline = later,
      socket: SocketReading? = nil,
      before handlers: [any ChannelHandler] = []
    ) throws {
      let firstByte = FirstByteHandler()
      let plan = ConnectionPlan(
        endpoint: Endpoint(
          target: Target(text: "t"), address: .v4(0xC000_0201), port: 6443, transport: .plain),
        transport: .plain, kind: kind, silenceShare: silenceShare)
      try channel.pipeline.syncOperations.addHandlers(handlers)
      try channel.pipeline.syncOperations.addHandlers(
        firstByte,
        ConversationHandler(
          plan: plan, deadline: EndpointDeadline(moment: deadline, clock: DeadlineClock()),
          deadlines: DeadlineQueue(on: channel.embeddedEventLoop),
          userAgent: "agent\r\nX-Injected: 1", tlsHandler: nil,
          firstByte: firstByte, socket: socket
        ) { [reports] report in reports.withLockedValue { $0.append(report) } })
      channel.connect(to: try SocketAddress(ipAddress: "192.0.2.1", port: 6443), promise: nil)
    }

    func hears(_ text: String, pieces size: Int = .max) throws {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        try channel.writeInbound(ByteBuffer(bytes: rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
    }

    func says() throws -> String {
      var text = ""
      while let bytes = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
      return text
    }

    var report: ConnectionReport? {
      let reports = reports.withLockedValue { $0 }
      #expect(reports.count <= 1)
      return reports.first
    }
  }

  private static let both = ProbeKind.answers(to: [.version, .healthz], pacing: .pipelined)

  @Test("requests go out whole, and no text from outside ends their lines")
  func requests() throws {
    let talk = try Talk(Self.both)
    let common = "Host: 192.0.2.1:6443\r\nUser-Agent: agent  X-Injected: 1\r\nAccept: */*\r\n"
    #expect(
      try talk.says()
        == "GET /version HTTP/1.1\r\n\(common)\r\n"
        + "GET /healthz HTTP/1.1\r\n\(common)Connection: close\r\n\r\n")
  }

  @Test("answers are read in pieces of any size", arguments: [1, 2, 3, 5, 17, 64, Int.max])
  func pieces(size: Int) throws {
    let talk = try Talk(Self.both)
    try talk.hears(Answers.version + Answers.healthz, pieces: size)
    let report = try #require(talk.report)
    #expect(report.responses.map(\.body) == [Answers.versionBody, "ok"])
    #expect(report.ending == .answered)
    #expect(report.hasBytes)
    #expect(!talk.channel.isActive)
  }

  @Test("one by one, the next request waits for the answer to the one before it")
  func oneByOne() throws {
    let talk = try Talk(.answers(to: [.version, .healthz], pacing: .oneByOne))
    #expect(try talk.says().hasPrefix("GET /version"))
    try talk.hears(Answers.version)
    #expect(try talk.says().contains("GET /healthz HTTP/1.1"))
    try talk.hears(Answers.healthz)
    #expect(talk.report?.ending == .answered)
  }

  struct End: CustomTestStringConvertible {
    let heard: String
    let ending: ConnectionEnding
    var statuses: [Int] = []
    var endedEarly = false
    let testDescription: String
  }

  private static let half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"

  static let ends = [
    End(heard: "", ending: .closed, testDescription: "nothing"),
    End(heard: "HTTP/1.1 200 OK\r\nCont", ending: .closed, testDescription: "half a head"),
    End(heard: half, ending: .closed, statuses: [200], endedEarly: true, testDescription: "half a body"),
    End(heard: Answers.version, ending: .closed, statuses: [200], testDescription: "one answer"),
    End(
      heard: "HTTP/1.1 200 OK\r\n\r\nhalf", ending: .unclear, statuses: [200], endedEarly: true,
      testDescription: "a body without a length before another answer"),
    End(
      heard: Answers.version + "HTTP/1.1 200 OK\r\n\r\nok", ending: .closed, statuses: [200, 200],
      testDescription: "a body without a length as the last one"),
    End(
      heard: Answers.version + "garbage", ending: .invalidHTTP, statuses: [200], testDescription: "garbage"),
    End(
      heard: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ending: .answered,
      statuses: [200],
      endedEarly: true, testDescription: "a chunk without a size"),
  ]

  @Test("the server's end of a connection leaves what has come", arguments: ends)
  func closed(_ end: End) throws {
    let talk = try Talk(Self.both)
    try talk.hears(end.heard)
    talk.channel.pipeline.fireUserInboundEventTriggered(TLSEvent.closed)
    let report = try #require(talk.report)
    #expect(report.ending == end.ending)
    #expect(report.responses.map(\.status) == end.statuses)
    #expect((report.responses.last?.endedEarly ?? false) == end.endedEarly)
    #expect(report.hasBytes == !end.heard.isEmpty)
    _ = try? talk.channel.finish()
    #expect(talk.reports.withLockedValue { $0.count } == 1)
  }

  @Test("a deadline ends it with what has come, and a share of it ends one that was silent")
  func time() throws {
    let late = try Talk(Self.both, deadline: .now())
    late.channel.embeddedEventLoop.advanceTime(to: .now() + .seconds(1))
    #expect(late.report?.ending == .deadline)

    let silent = try Talk(Self.both, silenceShare: 4)
    silent.channel.embeddedEventLoop.advanceTime(to: Self.later - .minutes(40))
    #expect(silent.report?.ending == .quiet)
    #expect(silent.report?.hasBytes == false)

    let speaking = try Talk(Self.both, silenceShare: 4)
    try speaking.hears("H")
    speaking.channel.embeddedEventLoop.advanceTime(to: Self.later - .minutes(40))
    #expect(speaking.report == nil)
    speaking.channel.embeddedEventLoop.advanceTime(to: Self.later)
    #expect(speaking.report?.ending == .deadline)
  }

  /// A socket on which every write fails.
  private final class FailingWrites: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    let code: CInt

    init(_ code: CInt) { self.code = code }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
      promise?.fail(IOError(errnoCode: code, reason: "write"))
      context.fireChannelInactive()
    }
  }

  @Test(
    "a reset that a write meets first is a reset, and one after the server's own end is an end",
    arguments: [(ECONNRESET, ConnectionEnding.reset), (EPIPE, .closed)])
  func failedWrite(_ code: CInt, _ ending: ConnectionEnding) throws {
    let talk = try Talk(Self.both, before: [FailingWrites(code), WriteFailureHandler()])
    #expect(talk.report?.ending == ending)
  }

  @Test("bytes that lie in the socket when the deadline comes are read first, and no more than they")
  func lateReading() throws {
    let pipe = Pipe()
    let socket = SocketReading(descriptor: pipe.fileHandleForReading.fileDescriptor)
    #expect(!socket.hasUnread)
    let talk = try Talk(Self.both, deadline: .now(), socket: socket)
    try pipe.fileHandleForWriting.write(contentsOf: [1])
    #expect(socket.hasUnread)
    talk.channel.embeddedEventLoop.advanceTime(to: .now() + .milliseconds(100))
    #expect(talk.report == nil)
    try talk.hears(Answers.version)
    #expect(talk.report?.ending == .deadline)
    #expect(talk.report?.responses.map(\.status) == [200])
  }

  @Test("a body in many tiny chunks is left at their bound, long before that of its bytes")
  func tinyChunks() throws {
    let talk = try Talk(Self.both)
    try talk.hears("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    try talk.hears(String(repeating: "1\r\na\r\n", count: Bounds.bodyPieces))
    #expect(talk.report == nil && Bounds.bodyPieces < Bounds.bodyBytesRead)
    try talk.hears("1\r\na\r\n")
    let response = try #require(talk.report?.responses.first)
    #expect(response.status == 200 && response.bodyTruncated)
    #expect(response.body.utf8.count == Bounds.bodyBytesKept && !talk.channel.isActive)
  }

  @Test("a body with a byte order mark, and one that is gzip, are read as text")
  func bodies() throws {
    let talk = try Talk(Self.both)
    try talk.hears(Answers.http("200 OK", "\u{FEFF}" + Answers.versionBody))
    let gzip = CodingFixture.gzip
    try talk.hears("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n")
    try talk.channel.writeInbound(ByteBuffer(bytes: gzip))
    #expect(talk.report?.responses.map(\.body) == [Answers.versionBody, CodingFixture.document])
  }
}
