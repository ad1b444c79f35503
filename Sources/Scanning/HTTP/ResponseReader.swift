import Targets

/// Reads the answers on one connection: bytes in, parts out, whatever pieces the bytes come in. No I/O.
///
/// It accepts what curl accepts, because what curl reads is what a stranger learns; every line and every head has a
/// bound. Answers with a status of 1xx are passed over (RFC 9110 §15.2), but for 101, which is an answer.
struct ResponseReader {
  /// A piece of an answer, in the order head, body, body, …, end.
  enum Part: Hashable {
    case head(ResponseHead, BodyFraming)
    case body(ArraySlice<UInt8>)
    /// The end that the head declared; `isWhole` is false where the head said two things, and one is that more
    /// follows.
    case end(isWhole: Bool)
  }

  /// What cannot be read. Nothing more can be read on the connection.
  enum Fault: Error, Hashable {
    /// No status line.
    case notHTTP
    /// The frame that a server of HTTP/2 begins with, unasked (RFC 9113 §3.4).
    case http2
    /// A head, a chunk's line or trailers go over their bound.
    case headTooLarge
    /// A chunk's size is no number, or its data does not end where the size says.
    case badChunk
  }

  /// Where the end of the connection finds the answer.
  enum Position: Hashable {
    /// Between two answers.
    case between
    /// In a head.
    case head
    /// In a body that lasts until then.
    case endOfBody
    /// In a body that was to go on.
    case body
  }

  private enum State {
    case statusLine
    case fields(ResponseHead)
    case sized(left: Int, isWhole: Bool)
    case untilClose
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailers
    case ended(isWhole: Bool)
    case failed(Fault)
  }

  private var state = State.statusLine
  /// The line that has begun, and all bytes of the head or the trailers before it.
  private var line: [UInt8] = []
  private var bytesBeforeLine = 0

  /// Where the connection would end now.
  var position: Position {
    switch state {
    case .statusLine: line.isEmpty ? .between : .head
    case .fields: .head
    case .untilClose: .endOfBody
    case .sized, .chunkSize, .chunk, .chunkEnd, .trailers, .failed: .body
    case .ended: .between
    }
  }

  /// Takes bytes from the beginning of `input` until a part is complete; nil where it takes all and more is needed.
  mutating func next(in input: inout ArraySlice<UInt8>) throws(Fault) -> Part? {
    do {
      return try advance(in: &input)
    } catch {
      state = .failed(error)
      throw error
    }
  }

  private mutating func advance(in input: inout ArraySlice<UInt8>) throws(Fault) -> Part? {
    while true {
      switch state {
      case .failed(let fault):
        throw fault
      case .ended(let isWhole):
        begin(.statusLine)
        return .end(isWhole: isWhole)
      case .statusLine:
        try passOverLineEnds(in: &input)
        guard let line = try takeHeadLine(from: &input) else {
          guard !HTTP2Preface.isBegun(by: self.line) else { throw .http2 }
          guard HTTP2Preface.mayBegin(with: self.line) || ResponseHead.mayBegin(with: self.line) else {
            throw .notHTTP
          }
          return nil
        }
        guard let head = ResponseHead(statusLine: line) else {
          throw HTTP2Preface.isBegun(by: line) ? .http2 : .notHTTP
        }
        state = .fields(head)
      case .fields(var head):
        guard let line = try takeHeadLine(from: &input) else { return nil }
        if line.isEmpty {
          if let part = finish(head) { return part }
        } else {
          // The state lets go of its copy first, so that appending does not duplicate the fields.
          state = .statusLine
          head.take(line)
          guard head.fields.count <= Bounds.headFields else { throw .headTooLarge }
          state = .fields(head)
        }
      case .sized(let left, let isWhole):
        guard left > 0 else {
          state = .ended(isWhole: isWhole)
          continue
        }
        guard let piece = Self.take(left, from: &input) else { return nil }
        state = .sized(left: left - piece.count, isWhole: isWhole)
        return .body(piece)
      case .untilClose:
        return Self.take(.max, from: &input).map(Part.body)
      case .chunkSize:
        guard let line = try takeLine(from: &input, bound: Bounds.chunkLineBytes) else { return nil }
        let size = try Self.chunkSize(line)
        begin(size == 0 ? .trailers : .chunk(left: size))
      case .chunk(let left):
        guard left > 0 else {
          begin(.chunkEnd)
          continue
        }
        guard let piece = Self.take(left, from: &input) else { return nil }
        state = .chunk(left: left - piece.count)
        return .body(piece)
      case .chunkEnd:
        guard let line = try takeLine(from: &input, bound: Bounds.chunkLineBytes) else {
          guard self.line.allSatisfy(\.isLineEnd) else { throw .badChunk }
          return nil
        }
        guard line.isEmpty else { throw .badChunk }
        begin(.chunkSize)
      case .trailers:
        guard let line = try takeHeadLine(from: &input) else { return nil }
        // curl refuses trailers that are no fields (its lib/headers.c): the last chunk was none.
        guard line.isEmpty || line.first?.isBlank == true || line.contains(UInt8(ascii: ":")) else {
          throw .badChunk
        }
        if line.isEmpty { begin(.ended(isWhole: true)) }
      }
    }
  }

  private mutating func begin(_ next: State) {
    state = next
    line.removeAll(keepingCapacity: true)
    bytesBeforeLine = 0
  }

  /// Chooses what follows a head; nil where it is passed over.
  private mutating func finish(_ head: ResponseHead) -> Part? {
    guard head.status >= 200 || head.status == 101 else {
      begin(.statusLine)
      return nil
    }
    let framing = BodyFraming(head)
    switch framing.extent {
    case .none: begin(.ended(isWhole: true))
    case .length(let length): begin(.sized(left: length, isWhole: !framing.isShorterThanStated))
    case .chunked: begin(.chunkSize)
    case .untilClose: begin(.untilClose)
    }
    return .head(head, framing)
  }
}

extension ResponseReader {
  /// Some servers send a line end too many behind a body.
  private mutating func passOverLineEnds(in input: inout ArraySlice<UInt8>) throws(Fault) {
    guard line.isEmpty else { return }
    let rest = input.drop(while: \.isLineEnd)
    bytesBeforeLine += input.count - rest.count
    guard bytesBeforeLine < Bounds.headBytes else { throw .headTooLarge }
    input = rest
  }

  /// A whole line of a head or of trailers, which all lines of it count against.
  private mutating func takeHeadLine(from input: inout ArraySlice<UInt8>) throws(Fault) -> [UInt8]? {
    let count = self.line.count + input.count
    let line = try takeLine(from: &input, bound: Bounds.headBytes - bytesBeforeLine)
    if line != nil { bytesBeforeLine += count - input.count }
    return line
  }

  /// A whole line without its end, which is LF with any number of CR before it; nil where the end has not come.
  private mutating func takeLine(from input: inout ArraySlice<UInt8>, bound: Int) throws(Fault) -> [UInt8]? {
    let end = input.firstIndex(of: UInt8(ascii: "\n"))
    let piece = end.map { input[..<$0] } ?? input
    guard line.count + piece.count < bound else { throw .headTooLarge }
    line += piece
    input = input[(end.map { $0 + 1 } ?? input.endIndex)...]
    guard end != nil else { return nil }
    defer { line.removeAll(keepingCapacity: true) }
    guard let last = line.lastIndex(where: { $0 != UInt8(ascii: "\r") }) else { return [] }
    return Array(line[...last])
  }

  /// Up to so many bytes; nil where none have come.
  private static func take(_ count: Int, from input: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !input.isEmpty else { return nil }
    let piece = input.prefix(count)
    input = input.dropFirst(count)
    return piece
  }

  /// The number that a chunk's line begins with, at most 16 digits; what is behind it says nothing, be it an extension
  /// (RFC 9112 §7.1.1) or not, as in curl (its lib/http_chunks.c). But the 0 of `0x107` is no size.
  private static func chunkSize(_ line: [UInt8]) throws(Fault) -> Int {
    let digits = line.drop(while: \.isBlank).prefix { $0.hexadecimalValue != nil }
    guard !digits.isEmpty, digits.count <= 16 else { throw .badChunk }
    let behind = line[digits.endIndex...].first
    let isPrefixed =
      digits.elementsEqual([UInt8(ascii: "0")]) && behind.map { $0 | 0x20 } == UInt8(ascii: "x")
    guard !isPrefixed else { throw .badChunk }
    var size: UInt64 = 0
    for digit in digits { size = size << 4 | UInt64(digit.hexadecimalValue ?? 0) }
    guard let size = Int(exactly: size) else { throw .badChunk }
    return size
  }
}

extension UInt8 {
  fileprivate var isLineEnd: Bool { self == UInt8(ascii: "\r") || self == UInt8(ascii: "\n") }
}
