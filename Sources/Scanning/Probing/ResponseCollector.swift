import Exposure

/// Gathers one answer as its parts arrive, and keeps no more of it than the bounds allow.
struct ResponseCollector {
  private var response: Response
  private let framing: BodyFraming
  private let bytesToRead: Int
  private let bytesToKeep: Int
  private var kept: [UInt8] = []
  private var bytesRead = 0
  private var pieces = 0
  /// What counts the objects of a list; nil where none are counted, or they come in a coding.
  private(set) var counter: ListCounter?

  init(_ question: Question, _ head: ResponseHead, _ framing: BodyFraming) {
    self.framing = framing
    bytesToRead = question.bodyBytesRead
    bytesToKeep = question.bodyBytesKept
    let isCounted = question.isCounted && ComponentAnswer.bringsContent(head.status)
    counter = isCounted && framing.codings.isEmpty ? ListCounter() : nil
    response = Response(
      path: question.path, status: head.status,
      headers: head.fields.map { HeaderField(name: $0.name, value: $0.value) })
  }

  /// Whether the body lasts until the server ends the connection.
  var lastsUntilClose: Bool { framing.extent == .untilClose }

  /// Takes in a piece of the body; false when so much has come that no more shall be read.
  mutating func append(_ piece: ArraySlice<UInt8>) -> Bool {
    bytesRead += piece.count
    pieces += 1
    let bound = framing.codings.isEmpty ? bytesToKeep : max(bytesToKeep, Bounds.codedBodyBytesKept)
    let room = bound - kept.count
    if piece.count > room { response.bodyTruncated = true }
    kept += piece.prefix(room)
    counter?.take(piece)
    return bytesRead <= bytesToRead && pieces <= Bounds.bodyPieces
  }

  /// The answer; `endedEarly` where the server stopped before the end that it had declared.
  func finish(endedEarly: Bool) -> Response {
    var finished = response
    finished.endedEarly = endedEarly
    let decoded = DecodedBody(kept, codings: framing.codings, limit: bytesToKeep)
    finished.body = Self.text(decoded.bytes)
    finished.bodyTruncated = response.bodyTruncated || decoded.isTruncated
    finished.endedEarly = endedEarly || (decoded.isCut && !response.bodyTruncated)
    finished.unreadableCoding = decoded.unreadableCoding
    return finished
  }

  /// UTF-8 without the byte order mark that some servers write before JSON; what is no UTF-8 is repaired.
  private static func text(_ bytes: [UInt8]) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(decoding: bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...], as: UTF8.self)
  }
}
