import Exposure
import NIOCore

/// One request on a connection, and how much of its answer is wanted.
struct Question: Sendable, Hashable {
  /// The method.
  let method: ComponentQuestion.Method
  /// The path under which the answer is kept.
  let path: String
  /// What stands in the request line.
  let requestTarget: String
  /// The media types that are accepted.
  let accept: String
  /// Whether the answer may come compressed.
  let acceptsCompression: Bool
  /// How many bytes of the body are read before the connection is given up.
  let bodyBytesRead: Int
  /// How many of them are kept, without their codings.
  let bodyBytesKept: Int
  /// Whether the objects of a list are counted as they come.
  let isCounted: Bool
}

extension Question {
  /// A path that is asked of every endpoint, below the prefix of its target.
  init(_ path: ProbePath, below prefix: String = "") {
    self.init(
      method: .get, path: path.rawValue, requestTarget: prefix + path.rawValue, accept: "*/*",
      acceptsCompression: false, bodyBytesRead: Bounds.bodyBytesRead, bodyBytesKept: Bounds.bodyBytesKept,
      isCounted: false)
  }

  /// A path of the access probes.
  init(_ path: AccessPath, below prefix: String = "") {
    self.init(
      method: .get, path: path.rawValue, requestTarget: prefix + path.requestTarget, accept: path.accept,
      acceptsCompression: !path.hasTellingBody,
      bodyBytesRead: path.hasTellingBody ? Bounds.accessBodyBytes : Bounds.accessBodyBytesPassedOver,
      bodyBytesKept: path.hasTellingBody ? Bounds.accessBodyBytes : Bounds.bodyBytesKept, isCounted: false)
  }

  /// A question to a component other than an API server, below the prefix of its target.
  init(_ question: ComponentQuestion, below prefix: String = "") {
    self.init(
      method: question.method, path: question.path, requestTarget: prefix + question.requestTarget,
      accept: question.accept, acceptsCompression: question.acceptsCompression,
      bodyBytesRead: question.mayBeLarge ? Bounds.accessBodyBytesPassedOver : Bounds.bodyBytesRead,
      bodyBytesKept: question.mayBeLarge ? Bounds.beginningKept : Bounds.bodyBytesKept,
      isCounted: question.countedKind != nil)
  }

  /// The request as it goes over the wire.
  ///
  /// `Connection: close` in the last one makes the server close first and keep the TIME_WAIT, which a scanner of
  /// millions cannot afford.
  func request(host: String, userAgent: String, isLast: Bool) -> ByteBuffer {
    var request = ByteBuffer()
    request.reserveCapacity(256)
    request.writeString(method.rawValue)
    request.writeStaticString(" ")
    request.write(withoutControls: requestTarget)
    request.writeStaticString(" HTTP/1.1\r\nHost: ")
    request.write(withoutControls: host)
    request.writeStaticString("\r\nUser-Agent: ")
    request.write(withoutControls: userAgent)
    request.writeStaticString("\r\nAccept: ")
    request.write(withoutControls: accept)
    if acceptsCompression { request.writeStaticString("\r\nAccept-Encoding: gzip") }
    if isLast { request.writeStaticString("\r\nConnection: close") }
    request.writeStaticString("\r\n\r\n")
    return request
  }
}

extension ByteBuffer {
  /// Writes text that cannot end a line, wherever it comes from.
  fileprivate mutating func write(withoutControls text: String) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) {
      writeString(text)
    } else {
      writeBytes(text.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 })
    }
  }
}
