import PortableFoundation
import Targets

/// What is said to an HTTP proxy before it passes bytes on: one CONNECT (RFC 9110 §9.3.6), and the head of its answer, read
/// by the reader of all answers. No I/O.
///
/// The handler of swift-nio-extras stands on llhttp, which refuses heads that every client of proxies accepts.
struct ConnectNegotiation {
  private let request: TunnelRequest
  private let userAgent: String
  private var reader = ResponseReader()
  private var bytesLeft = Bounds.tunnelBytes

  init(_ request: TunnelRequest, userAgent: String) {
    self.request = request
    self.userAgent = userAgent
  }

  /// The request.
  var greeting: [UInt8] {
    let host =
      switch request.place {
      case .address(let address): address.uriHost
      case .name(let name): name
      }
    let place = "\(host):\(request.port)"
    var head = "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\nUser-Agent: \(userAgent)\r\n"
    if let credentials = request.credentials {
      let pair = Data(credentials.user + [UInt8(ascii: ":")] + credentials.password)
      head += "Proxy-Authorization: Basic \(pair.base64EncodedString())\r\n"
    }
    return Array((head + "\r\n").utf8)
  }

  /// Takes bytes in; those behind the head are left, for an answer that gives a connection has no body.
  mutating func take(_ bytes: inout ArraySlice<UInt8>) -> TunnelStep {
    let count = bytes.count
    defer { bytesLeft -= count - bytes.count }
    do {
      while let part = try reader.next(in: &bytes) {
        guard case .head(let head, _) = part else { continue }
        return step(after: head)
      }
    } catch {
      return .failed(.proxy(.speaksOtherwise))
    }
    return bytesLeft > count ? .awaitMore : .failed(.proxy(.speaksOtherwise))
  }

  private func step(after head: ResponseHead) -> TunnelStep {
    switch head.status {
    case 200..<300: .open
    case 407: .failed(.proxy(request.credentials == nil ? .wantsCredentials : .refusesCredentials))
    // What a server answers that is no proxy (RFC 9110 §15.5.1, §15.5.6, §15.6.2).
    case 400, 405, 501: .failed(.proxy(.speaksOtherwise))
    default: .failed(.httpStatus(head.status))
    }
  }
}
