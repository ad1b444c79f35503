import Targets

/// What comes next in the conversation with a proxy.
enum TunnelStep: Sendable, Hashable {
  /// Wait for more bytes.
  case awaitMore
  /// Say this, and take in what is left.
  case say([UInt8])
  /// From here on the bytes are the endpoint's.
  case open
  /// There will be no connection.
  case failed(TunnelFailure)
}

/// The conversation with a proxy before it passes bytes on, whatever it speaks. No I/O.
enum TunnelNegotiation {
  case socks(SOCKSNegotiation)
  case connect(ConnectNegotiation)

  init(_ request: TunnelRequest, userAgent: String) {
    switch request.scheme {
    case .socks5, .socks5h: self = .socks(SOCKSNegotiation(request))
    case .http: self = .connect(ConnectNegotiation(request, userAgent: userAgent))
    }
  }

  /// What is said first.
  var greeting: [UInt8] {
    switch self {
    case .socks(let negotiation): negotiation.greeting
    case .connect(let negotiation): negotiation.greeting
    }
  }

  /// Takes bytes in; those that belong to the endpoint are left.
  mutating func take(_ bytes: inout ArraySlice<UInt8>) -> TunnelStep {
    switch self {
    case .socks(var negotiation):
      defer { self = .socks(negotiation) }
      return negotiation.take(&bytes)
    case .connect(var negotiation):
      defer { self = .connect(negotiation) }
      return negotiation.take(&bytes)
    }
  }

  /// What the end of the connection means now: the proxy's failure before it was asked for the endpoint.
  var failureAtEnd: TunnelFailure { hasRequested ? .closed : .proxy(.silent) }

  /// What the end of the time means now.
  var failureInTime: TunnelFailure { hasRequested ? .noAnswer : .proxy(.silent) }

  private var hasRequested: Bool {
    switch self {
    case .socks(let negotiation): negotiation.hasRequested
    case .connect: true
    }
  }
}
