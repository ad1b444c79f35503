import Exposure
import NIOCore

/// One request on a connection, and how much of its answer is wanted.
struct Question: Sendable, Hashable {
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
}

extension Question {
  /// A path that is asked of every endpoint.
  init(_ path: ProbePath) {
    self.init(
      path: path.rawValue, requestTarget: path.rawValue, accept: "*/*", acceptsCompression: false,
      bodyBytesRead: Bounds.bodyBytesRead, bodyBytesKept: Bounds.bodyBytesKept)
  }

  /// A path of the access probes.
  init(_ path: AccessPath) {
    self.init(
      path: path.rawValue, requestTarget: path.requestTarget, accept: path.accept,
      acceptsCompression: !path.hasTellingBody,
      bodyBytesRead: path.hasTellingBody ? Bounds.accessBodyBytes : Bounds.accessBodyBytesPassedOver,
      bodyBytesKept: path.hasTellingBody ? Bounds.accessBodyBytes : Bounds.bodyBytesKept)
  }

  /// The request as it goes over the wire.
  ///
  /// `Connection: close` in the last one makes the server close first and keep the TIME_WAIT, which a scanner of
  /// millions cannot afford.
  func request(host: String, userAgent: String, isLast: Bool) -> ByteBuffer {
    var lines = [
      "GET \(requestTarget) HTTP/1.1", "Host: \(host)", "User-Agent: \(userAgent)", "Accept: \(accept)",
    ]
    if acceptsCompression { lines.append("Accept-Encoding: gzip") }
    if isLast { lines.append("Connection: close") }
    let text = lines.map(Self.withoutControls).joined(separator: "\r\n") + "\r\n\r\n"
    return ByteBuffer(string: text)
  }

  /// A line in which no text from outside can end the line.
  private static func withoutControls(_ line: String) -> String {
    guard line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return line }
    return String(line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
  }
}
