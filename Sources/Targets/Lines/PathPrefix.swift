/// The path of a URL, below which `/version` and `/healthz` are asked: proxies have one for each of their clusters, as
/// Rancher's `/k8s/clusters/c-m-1`.
enum PathPrefix {
  /// The longest path, in bytes; those of proxies have some dozens.
  static let longest = 512

  /// The last segments of paths of an API server itself (k8s.io/apiserver, pkg/server), which somebody copied out of a
  /// browser: nothing stands below them.
  private static let ownPaths: Set<String> = [
    "version", "healthz", "livez", "readyz", "api", "apis", "openapi", "metrics", "swaggerapi",
  ]

  /// The path without a slash at its end; empty for `/`. It goes into request lines as it is, so it may hold nothing but
  /// plain segments.
  static func checked(_ path: ArraySlice<UInt8>) throws(LineProblem) -> ArraySlice<UInt8> {
    let slash = UInt8(ascii: "/")
    let prefix = path.last == slash ? path.dropLast() : path
    guard !prefix.isEmpty else { return prefix }
    guard prefix.count <= longest else { throw .pathTooLong(bytes: prefix.count) }
    if let bad = prefix.first(where: { !isAllowed($0) && $0 != slash }) {
      throw .pathCharacter(Unicode.Scalar(bad))
    }
    let segments = prefix.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
    guard segments.allSatisfy({ !$0.isEmpty && !isDots($0) }) else { throw .pathSegment }
    if let last = segments.last.map({ String(decoding: $0, as: UTF8.self) }), ownPaths.contains(last) {
      throw .urlHasPath(String(decoding: path, as: UTF8.self))
    }
    return prefix
  }

  private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
    segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  /// What RFC 3986 §2.3 calls unreserved, and the colon of kcp's workspaces (`/clusters/root:org`).
  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || "-._~:".utf8.contains(byte)
  }
}
