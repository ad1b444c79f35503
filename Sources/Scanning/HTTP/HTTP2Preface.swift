/// What a server of HTTP/2 sends first, whatever it was asked: a SETTINGS frame (RFC 9113 §3.4, §4.1, §6.5).
///
/// etcd whose port for clients is for gRPC alone answers so (etcd, `--listen-client-http-urls`; K3s since pull request
/// 8402).
enum HTTP2Preface {
  /// Length (3), type (1), flags (1), stream (4).
  private static let headerBytes = 9
  /// SETTINGS, without flags, on stream 0.
  private static let behindLength: [UInt8] = [4, 0, 0, 0, 0, 0]
  /// A setting has six bytes. No server sends as many as would fill more than one byte of the length.
  private static let settingBytes: UInt8 = 6

  /// Whether these bytes begin with the header of that frame.
  static func isBegun(by bytes: [UInt8]) -> Bool {
    bytes.count >= headerBytes && mayBegin(with: bytes)
  }

  /// Whether these bytes are a beginning of it, so far.
  static func mayBegin(with bytes: [UInt8]) -> Bool {
    let header = bytes.prefix(headerBytes)
    guard header.prefix(2).allSatisfy({ $0 == 0 }) else { return false }
    guard header.count > 2 else { return true }
    return header[2].isMultiple(of: settingBytes) && zip(header.dropFirst(3), behindLength).allSatisfy(==)
  }
}
