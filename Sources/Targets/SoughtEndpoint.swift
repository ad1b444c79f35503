/// Endpoints that are sought among known ones, as a person writes them: `192.0.2.7`, `192.0.2.7:6443`,
/// `[2001:db8::1]:6443`, `api.example.com:443`.
public struct SoughtEndpoint: Sendable, Hashable {
  /// By what they are known.
  public enum Host: Sendable, Hashable {
    /// The endpoints with this address.
    case address(IPAddress)
    /// The endpoints that are asked by this name, in lower case.
    case name(String)
  }

  /// As it was written.
  public let text: String
  /// The address or the name.
  public let host: Host
  /// The port; nil for all.
  public let port: UInt16?

  /// Reads an address or a name, with a port or without; nil where the port is none, or the name is empty.
  public init?(_ text: String) {
    self.text = text
    if let address = IPAddress(text) {
      host = .address(address)
      port = nil
      return
    }
    var name = text[...]
    if !text.hasSuffix("]"), let colon = text.lastIndex(of: ":") {
      guard let number = UInt16(text[text.index(after: colon)...]), number > 0 else { return nil }
      port = number
      name = text[..<colon]
    } else {
      port = nil
    }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    guard !name.isEmpty else { return nil }
    host = IPAddress(String(name)).map { .address($0) } ?? .name(name.lowercased())
  }
}
