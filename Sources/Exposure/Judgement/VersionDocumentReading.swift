import Targets

extension VersionDocument {
  /// Reads the version document out of an answer's body, whatever the answer's status.
  ///
  /// Lenient about all that a release may add, leave out or write differently; strict about `gitVersion`, which
  /// has to look like a release. Nil where the body is no such document: not JSON, cut in the middle, or JSON of
  /// something else.
  public init?(readingBodyOf response: Response) {
    guard let json = response.body.jsonObject else { return nil }
    func text(_ name: String) -> String? {
      guard let text = json.text(of: name), !text.isEmpty, text.utf8.count <= Self.longestField else {
        return nil
      }
      return text
    }
    guard let gitVersion = text("gitVersion"), Self.looksLikeRelease(gitVersion) else { return nil }
    self.init(
      gitVersion: gitVersion, gitCommit: text("gitCommit"), buildDate: text("buildDate"),
      goVersion: text("goVersion"), platform: text("platform"))
  }

  /// The longest field that is taken; the longest seen of a real server is a commit of 40 digits.
  static let longestField = 128

  /// An optional `v`, then two numbers with a dot between, then printable ASCII: `v1.36.2`,
  /// `v1.29.3-eks-adc7111`, `v1.6.0+coreos.0`, `v0.0.0-master+$Format:%H$`.
  static func looksLikeRelease(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
    let numbers = text.utf8.drop { $0 == UInt8(ascii: "v") }
    guard text.utf8.count - numbers.count <= 1 else { return false }
    let major = numbers.prefix(while: \.isASCIIDigit)
    let rest = numbers.dropFirst(major.count)
    return !major.isEmpty && rest.first == UInt8(ascii: ".") && rest.dropFirst().first?.isASCIIDigit == true
  }
}
