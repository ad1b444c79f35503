/// What in a line tells that it may hold a secret, which a user put into a list by mistake: such a line is never quoted,
/// because standard error ends in logs and in the mail of cron.
///
/// It errs towards silence: a line that is not shown is still named by its number.
public enum SecretSign: Sendable, Hashable {
  /// Something before an `@`, as in `https://user:password@host`.
  case userInformation
  /// Fields between colons, as in `host:22:user:password` and `.pgpass`.
  case colonFields
  /// The first or last line of a PEM block (RFC 7468).
  case pem
  /// A name such as `password` or `token` with something behind it.
  case named
  /// A token with a known beginning, or of a known form: JWT (RFC 7519), bootstrap tokens of Kubernetes
  /// (`[a-z0-9]{6}.[a-z0-9]{16}`), access keys of AWS.
  case token
  /// A long run of letters and digits without meaning, as base64 and hexadecimal keys are.
  case opaque

  /// How much of a line is searched, in bytes; far more than is ever quoted.
  private static let searched = 8192

  /// Searches a line; nil where it shows no sign of a secret.
  public init?(in line: ArraySlice<UInt8>) {
    // The other half of each character where UTF-16 was appended to the file.
    let bytes = line.prefix(Self.searched).filter { $0 != 0 }
    let lower = bytes.map(\.asciiLowercased)
    let words = bytes.split(whereSeparator: { $0.isLineSpace })
    if lower.containsText("-----begin") || lower.containsText("-----end") {
      self = .pem
    } else if Self.holdUserInformation(words, of: bytes) {
      self = .userInformation
    } else if SecretName.isAssigned(in: lower) {
      self = .named
    } else if words.contains(where: Self.holdsToken) {
      self = .token
    } else if words.contains(where: Self.hasColonFields) {
      self = .colonFields
    } else if words.contains(where: Self.isOpaque) {
      self = .opaque
    } else {
      return nil
    }
  }

  private static func holdUserInformation(_ words: [ArraySlice<UInt8>], of line: [UInt8]) -> Bool {
    let hasScheme = line.containsText("://")
    return words.enumerated().contains { index, word in
      guard let at = word.lastIndex(of: UInt8(ascii: "@")), at > word.startIndex else { return false }
      // A host has none: `user@host`, or a password with an @ in it.
      if index == 0 || word[..<at].contains(UInt8(ascii: ":")) { return true }
      // A password with a space in it parts a URL into words.
      return hasScheme && !word[..<at].contains(UInt8(ascii: "="))
    }
  }

  /// Whether more than a port follows a host, and not all of it is numbers.
  private static func hasColonFields(_ word: ArraySlice<UInt8>) -> Bool {
    let word = word.prefix { $0 != UInt8(ascii: "%") }
    let fields = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let isIPv6 = word.allSatisfy { $0.hexadecimalValue != nil || "[]:./-".utf8.contains($0) }
    return fields.count > 2 && !isIPv6 && !word.containsText("://")
      && fields.dropFirst(2).contains { !$0.isEmpty && !$0.allSatisfy(\.isASCIIDigit) }
  }

  private static func holdsToken(_ word: ArraySlice<UInt8>) -> Bool {
    word.split(whereSeparator: { "=:,;\"'/".utf8.contains($0) }).contains { part in
      if let start = part.firstIndex(ofText: "eyJ".utf8), part.endIndex - start > 16 { return true }
      return isToken(part)
    }
  }

  /// Whether the whole of a word is a token. Asked of every name in a list, so the cheapest questions come first.
  static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
    switch word.first {
    case UInt8(ascii: "e") where word.count > 40 && word.starts(with: "eyJ".utf8): true
    case UInt8(ascii: "A") where word.count == 20:
      word.starts(with: "AKIA".utf8) || word.starts(with: "ASIA".utf8)
    default: word.count == 23 && isBootstrapToken(word)
    }
  }

  private static func isBootstrapToken(_ word: ArraySlice<UInt8>) -> Bool {
    let halves = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return halves.map(\.count) == [6, 16]
      && halves.joined().allSatisfy {
        $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
      }
      && halves[1].contains(where: \.isASCIIDigit)
  }

  /// Host names have such labels too (`ABCDEF0123456789ABCDEF0123456789.gr7.eu-west-1.eks.amazonaws.com`): a run with a
  /// dot behind it does not count.
  private static func isOpaque(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    while !rest.isEmpty {
      let run = rest.prefix { $0.isOpaqueByte || "/-".utf8.contains($0) }
      let behind = rest[run.endIndex...]
      if behind.first != UInt8(ascii: ".") {
        // Slashes part the names of a path, hyphens those of a host.
        if run.count >= 40, run.hasMixture { return true }
        let pieces = run.split(whereSeparator: { "/-".utf8.contains($0) })
        if pieces.contains(where: {
          $0.count >= 24 && $0.hasMixture || $0.count >= 32 && $0.hasLetterAndDigit
        }) {
          return true
        }
      }
      rest = behind.dropFirst()
    }
    return false
  }
}

extension SecretSign: CustomStringConvertible {
  /// What the line seems to hold, as in "a user name or password before an @".
  public var description: String {
    switch self {
    case .userInformation: "a user name or password before an @"
    case .colonFields: "a user name or password between colons"
    case .pem: "a PEM key or certificate"
    case .named: "a password, token or key"
    case .token: "a token"
    case .opaque: "a key or token"
    }
  }

  /// What to do.
  public var advice: String {
    switch self {
    case .userInformation: "requests are anonymous, so remove everything up to the @"
    case .colonFields: "requests are anonymous, so write host:port alone"
    case .pem, .named, .token, .opaque: "remove it: a list needs nothing but hosts, ports and labels"
    }
  }
}

extension Collection<UInt8> {
  fileprivate var hasLetterAndDigit: Bool {
    contains(where: \.isASCIIDigit) && contains { $0.isOpaqueByte && !$0.isASCIIDigit }
  }

  /// Whether upper case, lower case and digits are mixed.
  fileprivate var hasMixture: Bool {
    contains(where: \.isASCIIDigit) && contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      && contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}

extension UInt8 {
  /// Letters, digits, and what base64 has beside them but `/` and `-`.
  fileprivate var isOpaqueByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
