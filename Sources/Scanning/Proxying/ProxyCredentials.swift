/// The user and the password for a proxy. They are sent to the proxy, in the clear as both protocols have it, and shown
/// nowhere.
public struct ProxyCredentials: Sendable, Hashable {
  /// Why a user and a password cannot be sent.
  public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no user.
    case noUser
    /// One of them has more bytes than SOCKS can carry (RFC 1929 §2).
    case tooLong
    /// The user has a colon, or one of them a control character (RFC 7617 §2).
    case badCharacter

    /// What is wrong.
    public var description: String {
      switch self {
      case .noUser: "there is no user before the password"
      case .tooLong: "the user or the password has more than \(ProxyCredentials.longest) bytes"
      case .badCharacter: "the user contains a colon, or the user or the password a control character"
      }
    }
  }

  static let longest = 255

  let user: [UInt8]
  let password: [UInt8]

  /// Makes credentials. The password may be empty.
  public init(user: String, password: String) throws(Problem) {
    self.user = Array(user.utf8)
    self.password = Array(password.utf8)
    guard !self.user.isEmpty else { throw .noUser }
    guard self.user.count <= Self.longest, self.password.count <= Self.longest else { throw .tooLong }
    let hasControls = (self.user + self.password).contains { $0 < 0x20 || $0 == 0x7F }
    guard !hasControls, !self.user.contains(UInt8(ascii: ":")) else { throw .badCharacter }
  }
}

extension ProxyCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says nothing of them.
  public var description: String { "user and password" }
  /// Says nothing of them.
  public var debugDescription: String { description }
  /// Shows nothing of them.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
