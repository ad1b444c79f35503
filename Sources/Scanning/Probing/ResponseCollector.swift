import Exposure
import NIOCore
import NIOHTTP1

/// Gathers one answer as its parts arrive, and keeps no more of it than the bounds allow.
struct ResponseCollector {
  private var response: Response
  private var kept: ByteBuffer?
  private var bytesRead = 0

  init(path: ProbePath, head: HTTPResponseHead) {
    response = Response(
      path: path.rawValue,
      status: Int(head.status.code),
      headers: head.headers.map { HeaderField(name: $0.name, value: $0.value) }
    )
  }

  /// Takes in a piece of the body; false when so much has come that no more shall be read.
  mutating func append(_ piece: ByteBuffer) -> Bool {
    bytesRead += piece.readableBytes
    let room = Bounds.bodyBytesKept - (kept?.readableBytes ?? 0)
    if piece.readableBytes > room { response.bodyTruncated = true }
    if let slice = piece.getSlice(at: piece.readerIndex, length: min(room, piece.readableBytes)) {
      kept.setOrWriteImmutableBuffer(slice)
    }
    return bytesRead <= Bounds.bodyBytesRead
  }

  /// The answer; `endedEarly` where the server stopped before the end that it had declared.
  func finish(endedEarly: Bool) -> Response {
    var finished = response
    finished.body = kept.map { String(decoding: $0.readableBytesView, as: UTF8.self) } ?? ""
    finished.endedEarly = endedEarly
    return finished
  }
}
