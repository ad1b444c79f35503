/// How far the TCP connection to an endpoint came; through a proxy, what the proxy says of it.
public enum ConnectionOutcome: Sendable, Hashable {
  /// The connection was established.
  case connected
  /// The peer answered with RST (ECONNREFUSED).
  case refused
  /// Nothing answered within the connect timeout.
  case timedOut
  /// The network said that the way does not exist: no route, host or network unreachable.
  case unreachable(reason: String)
  /// The name has no address; nothing could be connected to.
  case unresolved(reason: String)
  /// The scanner itself could not try, e.g. because it ran out of file descriptors, or because the resolver failed.
  case notAttempted(reason: String)
  /// The proxy gave no connection, and did not say that the endpoint is why: it could not be reached, refused the
  /// credentials or the request, answered nothing, or failed.
  case proxyFailed(reason: String)
}
