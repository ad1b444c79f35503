import Targets

/// What is said to a SOCKS 5 proxy before it passes bytes on (RFC 1928, RFC 1929): bytes in, bytes out. No I/O.
///
/// NIOSOCKS of swift-nio-extras offers no user and password, so that it cannot be used here.
struct SOCKSNegotiation {
  private enum State {
    case choosingMethod
    case authenticating
    case requesting
  }

  private let request: TunnelRequest
  private var state = State.choosingMethod
  private var held: [UInt8] = []

  private static let version: UInt8 = 5
  private static let noMethod: UInt8 = 0
  private static let userAndPassword: UInt8 = 2

  init(_ request: TunnelRequest) {
    self.request = request
  }

  /// What is said first: the methods of authentication that can be had.
  var greeting: [UInt8] {
    request.credentials == nil
      ? [Self.version, 1, Self.noMethod] : [Self.version, 2, Self.noMethod, Self.userAndPassword]
  }

  /// Whether the proxy has been asked for the endpoint.
  var hasRequested: Bool {
    switch state {
    case .requesting: true
    case .choosingMethod, .authenticating: false
    }
  }

  /// Takes bytes in; those behind the last answer are left.
  mutating func take(_ bytes: inout ArraySlice<UInt8>) -> TunnelStep {
    switch state {
    case .choosingMethod:
      guard fill(2, from: &bytes) else { return checked() }
      defer { held = [] }
      guard held[0] == Self.version else { return .failed(.proxy(.speaksOtherwise)) }
      switch (held[1], request.credentials) {
      case (Self.noMethod, _):
        state = .requesting
        return .say(requestBytes)
      case (Self.userAndPassword, let credentials?):
        state = .authenticating
        return .say(
          [1, UInt8(clamping: credentials.user.count)] + credentials.user
            + [UInt8(clamping: credentials.password.count)] + credentials.password)
      case (_, nil): return .failed(.proxy(.wantsCredentials))
      case (_, _?): return .failed(.proxy(.refusesCredentials))
      }
    case .authenticating:
      guard fill(2, from: &bytes) else { return .awaitMore }
      defer { held = [] }
      // RFC 1929 has 1 for the version; some proxies answer 5.
      guard held[1] == 0 else { return .failed(.proxy(.refusesCredentials)) }
      state = .requesting
      return .say(requestBytes)
    case .requesting:
      return takeReply(&bytes)
    }
  }

  private mutating func takeReply(_ bytes: inout ArraySlice<UInt8>) -> TunnelStep {
    guard fill(2, from: &bytes) else { return checked() }
    guard held[0] == Self.version else { return .failed(.proxy(.speaksOtherwise)) }
    // Whatever is behind a refusal is not waited for: some proxies end there.
    guard held[1] == 0 else { return .failed(.socksReply(held[1])) }
    guard fill(5, from: &bytes) else { return .awaitMore }
    let addressBytes: Int
    switch held[3] {
    case 1: addressBytes = 4
    case 3: addressBytes = 1 + Int(held[4])
    case 4: addressBytes = 16
    default: return .failed(.proxy(.speaksOtherwise))
    }
    guard fill(4 + addressBytes + 2, from: &bytes) else { return .awaitMore }
    return .open
  }

  /// What is no SOCKS 5 shows in the first byte.
  private func checked() -> TunnelStep {
    held.first.map { $0 == Self.version } ?? true ? .awaitMore : .failed(.proxy(.speaksOtherwise))
  }

  /// Moves bytes over until so many are held.
  private mutating func fill(_ count: Int, from bytes: inout ArraySlice<UInt8>) -> Bool {
    let missing = bytes.prefix(max(0, count - held.count))
    held += missing
    bytes = bytes.dropFirst(missing.count)
    return held.count >= count
  }

  /// CONNECT to the endpoint.
  private var requestBytes: [UInt8] {
    let place: [UInt8] =
      switch request.place {
      case .address(.v4(let number)): [1] + Self.bytes(number)
      case .address(.v6(let number)): [4] + Self.bytes(number)
      case .name(let name): [3, UInt8(clamping: name.utf8.count)] + Array(name.utf8.prefix(255))
      }
    return [Self.version, 1, 0] + place + Self.bytes(request.port)
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
