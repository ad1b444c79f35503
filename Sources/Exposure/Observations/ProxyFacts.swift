/// What the proxy showed through which an endpoint was asked. What it says about the endpoint is its word and not an
/// observation of ours: the judgement tells them apart.
public struct ProxyFacts: Sendable, Hashable {
  /// Its URL, without user and password: `socks5h://192.0.2.1:1080`.
  public var url: String
  /// What it answered instead of a connection: the reply of SOCKS 5 (RFC 1928 §6), or the status of the answer to
  /// CONNECT; nil where it gave one, or did not answer.
  public var reply: Int?
  /// Whether a byte came through a connection that it gave. Without one nothing shows that the endpoint was reached:
  /// OpenSSH's `-D` says that it connected before it tries (channels.c, `channel_decode_socks5`).
  public var targetAnswered: Bool

  /// Makes facts.
  public init(url: String, reply: Int? = nil, targetAnswered: Bool = false) {
    self.url = url
    self.reply = reply
    self.targetAnswered = targetAnswered
  }
}
