internal import CRevision

/// What this build calls itself.
package enum ToolRelease {
  package static let version = "0.2.0"

  /// The commit that it was built of, with a plus sign where the source had been changed; nil where `Scripts/release`
  /// did not build it.
  package static var commit: String? { revision.first.map(String.init) }

  /// The time of that commit, in UTC. It is the date of the build, so that a second build has the same bytes.
  package static var commitDate: String? { revision.dropFirst().first.map(String.init) }

  /// How apiexpose introduces itself to a server's owner.
  package static let userAgent = "apiexpose/\(version) (+https://github.com/apiexpose/apiexpose)"

  private static var revision: [Substring] { String(cString: CRevision_text()).split(separator: " ") }
}
