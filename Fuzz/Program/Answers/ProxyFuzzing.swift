import Targets

@testable import Scanning

extension FuzzTarget {
  /// Reads an input as what a proxy says, whole and in pieces: both come to the same step, say the same and leave the same
  /// bytes to the endpoint. The first byte chooses what is spoken and asked for, the second the size of the pieces.
  static let proxy = FuzzTarget("proxy") { input in
    let (choice, afterChoice) = input.choiceAndRest
    let (size, bytes) = afterChoice.choiceAndRest
    guard let request = request(choice) else { return }
    let whole = Talk(request, bytes, pieceSize: max(1, bytes.count))
    let pieces = Talk(request, bytes, pieceSize: 1 + size)
    require(whole == pieces, "pieces of \(1 + size) bytes make a difference")
    require(
      whole.left.elementsEqual(bytes.suffix(whole.left.count)), "bytes for the endpoint that nobody sent")
    if case .awaitMore = whole.last {
      require(bytes.count <= Bounds.tunnelBytes + 1, "more than the bound is waited for")
    }
  }

  private static func request(_ choice: Int) -> TunnelRequest? {
    let scheme: ProxyURL.Scheme = choice & 1 == 0 ? .socks5h : .http
    guard let url = try? ProxyURL("\(scheme.rawValue)://127.0.0.1:1080") else { return nil }
    let credentials = choice & 2 == 0 ? nil : try? ProxyCredentials(user: "user", password: "word")
    let name = choice & 4 == 0 ? nil : "api.example.com"
    let endpoint = Endpoint(
      target: Target(text: name ?? "::1", serverName: name), address: name == nil ? .v6(1) : nil, port: 6443,
      transport: .tls)
    return TunnelRequest(
      to: endpoint, through: ProxyRoute(url, at: .v4(0x7F00_0001), credentials: credentials))
  }

  /// A conversation up to its end, or to the end of the bytes.
  private struct Talk: Equatable {
    var said: [[UInt8]]
    var last = TunnelStep.awaitMore
    var left: [UInt8] = []

    init(_ request: TunnelRequest, _ bytes: [UInt8], pieceSize: Int) {
      var negotiation = TunnelNegotiation(request, userAgent: "apiexpose")
      said = [negotiation.greeting]
      for piece in bytes.pieces(of: pieceSize) {
        var rest = piece
        if take(&negotiation, &rest) {
          // After a failure nobody reads the rest.
          if last == .open { left = Array(bytes[rest.startIndex...]) }
          return
        }
        require(rest.isEmpty, "bytes are left while more are awaited")
      }
    }

    /// Takes a piece in, and says whether the conversation is over.
    private mutating func take(
      _ negotiation: inout TunnelNegotiation, _ rest: inout ArraySlice<UInt8>
    ) -> Bool {
      while true {
        last = negotiation.take(&rest)
        switch last {
        case .awaitMore: return false
        case .say(let words):
          require(words.count <= 1024, "\(words.count) bytes are said")
          said.append(words)
          require(said.count <= 4, "the conversation does not end")
        case .open, .failed: return true
        }
      }
    }
  }
}
