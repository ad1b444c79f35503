/// What this build calls itself.
package enum ToolRelease {
  package static let version = "0.2.0"

  /// How apiexpose introduces itself to a server's owner.
  package static let userAgent = "apiexpose/\(version) (+https://github.com/apiexpose/apiexpose)"
}
