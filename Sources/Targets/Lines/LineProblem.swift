/// Why a line of a target list could not be understood.
public enum LineProblem: Error, Sendable, Hashable {
  /// The line is not valid UTF-8.
  case notUTF8
  /// The line is longer than `TargetLine.longestLine`.
  case tooLong(bytes: Int)
  /// The line holds a control character other than a tab.
  case controlCharacter(UInt8)
  /// A word behind the target has no `=`; words count from 1, the target.
  case labelWithoutEquals(word: Int)
  /// A label has nothing before its `=`.
  case labelWithoutKey(word: Int)
  /// Nothing is behind the `!`.
  case emptyExclusion
  /// An exclusion is written as a URL, whose port would be a guess.
  case exclusionIsURL
  /// A URL's scheme is neither `https` nor `http`.
  case unsupportedScheme(String)
  /// A URL has a user name or password.
  case urlHasUser
  /// A URL has a path that the API server itself answers.
  case urlHasPath(String)
  /// A path holds a character that no request line shall hold, or one whose meaning depends on who reads it.
  case pathCharacter(Unicode.Scalar)
  /// A segment of a path is empty, or `.` or `..`.
  case pathSegment
  /// A path is longer than `PathPrefix.longest`.
  case pathTooLong(bytes: Int)
  /// What `tls-server-name=` gives is no name; nil where it gives nothing.
  case badServerName(NameProblem?)
  /// `tls-server-name=` stands more than once behind a target.
  case severalServerNames
  /// `tls-server-name=` stands behind a block or a range.
  case serverNameOfBlock
  /// What `proxy-url=` gives is no proxy that can be used.
  case badProxy(ProxyURLProblem)
  /// `proxy-url=` stands more than once behind a target.
  case severalProxies
  /// `proxy-url=` stands behind a block or a range.
  case proxyOfBlock
  /// A URL has a query.
  case urlHasQuery
  /// A URL has a fragment.
  case urlHasFragment
  /// A URL names a block or a range.
  case urlIsBlock
  /// A host is missing before the port or the path.
  case hostMissing
  /// The port is not a number from 1 to 65535.
  case badPort(String)
  /// A `[` has no `]`.
  case bracketOpen
  /// Something other than `:port` is behind the `]`.
  case behindBracket(String)
  /// A text that can only be an IPv6 address is invalid.
  case notIPv6(String)
  /// An IPv6 address has a zone.
  case zone(String)
  /// A text of digits and dots has other than four parts.
  case ipv4PartCount(Int)
  /// A part of an IPv4 address is not a number.
  case ipv4PartNotANumber(String)
  /// A part of an IPv4 address has a leading zero.
  case ipv4LeadingZero(String)
  /// A part of an IPv4 address is above 255.
  case ipv4PartAbove255(String)
  /// What is behind the `/` of a block is not a prefix length.
  case badPrefixLength(String, maximum: Int)
  /// A name is followed by `/`.
  case nameWithSlash(String)
  /// A dot is behind an IPv4 address, which only a name can have.
  case dotBehindAddress(IPAddress)
  /// The end of a range is not an address of the family of its start.
  case badRangeEnd(String)
  /// A range ends before it starts.
  case reversedRange(first: IPAddress, last: IPAddress)
  /// A name is not a valid host name.
  case name(NameProblem)
  /// An address, or every address of a block, names no host.
  case namesNoHost(AddressBlock, NonHostAddress)
  /// The first line is the header of a table with one column.
  case tableHeader(String)
  /// A label's key says that its value is a secret.
  case secretLabel
  /// A name that is a token: a JWT, a bootstrap token, an access key.
  case token
  /// Several fields stand between commas or semicolons.
  case severalFields(Int)
  /// A host has more than one colon behind it.
  case severalColons
}

extension LineProblem: CustomStringConvertible {
  /// What is wrong and what to write instead.
  public var description: String {
    switch self {
    case .notUTF8:
      "is not UTF-8 text; save the file as UTF-8 (not as UTF-16 or Latin-1)"
    case .tooLong:
      // Not how many it has: of a line that comes in a stream only the beginning is kept.
      "the line has more than \(TargetLine.longestLine) bytes; write one target a line"
    case .controlCharacter(let byte):
      "the line holds the control character \(byte); is this a text file?"
    case .labelWithoutEquals(let word):
      "word \(word) is not a label; write labels as key=value, one target a line, and comments behind #"
    case .labelWithoutKey(let word):
      "the label in word \(word) has no key before its ="
    case .emptyExclusion:
      "nothing is behind the !; write it right before what is to be left out, as in !10.0.0.1"
    case .exclusionIsURL:
      "an exclusion is not a URL; write the host alone for all its ports, or host:port for one"
    case .unsupportedScheme(let scheme):
      "`\(scheme)://` is not understood; write https://, http://, or the host alone"
    case .urlHasUser:
      "the URL holds a user name; nothing is sent but anonymous requests, remove everything up to the @"
    case .urlHasPath(let path):
      "the URL has the path `\(path)`; /version and /healthz are asked anyway, end the URL before them"
    case .pathCharacter(let character):
      "the path of the URL holds \(Self.named(character)); write letters, digits and -._~: between slashes"
    case .pathSegment:
      "the path of the URL has an empty segment or one of dots; write it as the server has it, as in /k8s/clusters/c-m-1"
    case .pathTooLong(let bytes):
      "the path of the URL has \(bytes) bytes, and \(PathPrefix.longest) are the most"
    case .badServerName(nil):
      "no name is behind tls-server-name=; write one, or remove the word"
    case .badServerName(let problem?):
      "tls-server-name takes a host name: \(problem)"
    case .severalServerNames:
      "tls-server-name stands more than once; a target is asked under one name"
    case .serverNameOfBlock:
      "tls-server-name belongs to one host; write the addresses of the block one by one"
    case .badProxy(let problem):
      "proxy-url: \(problem)"
    case .severalProxies:
      "proxy-url stands more than once; a target is asked through one proxy"
    case .proxyOfBlock:
      "proxy-url belongs to one host; write the addresses of the block one by one, or give the proxy to the whole scan"
    case .urlHasQuery:
      "the URL has a query; end it behind the host"
    case .urlHasFragment:
      "the URL has a fragment; end it behind the host, and put white space before the # of a comment"
    case .urlIsBlock:
      "a URL names one host; write blocks and ranges without a scheme, as in 10.0.0.0/24:443"
    case .hostMissing:
      "the host is missing"
    case .badPort(""):
      "no port is behind the colon; write one number from 1 to 65535, or remove the colon"
    case .badPort(let port):
      "\(Self.quoted(port, "what is behind the colon", if: QuotedLine.isPortLike)) is not a port; write one number from 1 to 65535, and other ports on lines of their own"
    case .bracketOpen:
      "the ] is missing; write an IPv6 address as [2001:db8::1] or [2001:db8::1]:6443"
    case .behindBracket(let rest):
      "\(Self.quoted(rest, "something else", if: Self.isPortLikeBehindColon)) is behind the ]; only a port may be, as in [2001:db8::1]:6443 or [2001:db8::/64]:6443"
    case .notIPv6(let text):
      "\(Self.quoted(text, "this", if: QuotedLine.isAddressLike)) is not an IPv6 address; write one as 2001:db8::1, or [2001:db8::1]:6443 with a port"
    case .zone(let zone):
      "the zone \(Self.quoted(zone, "behind the %", if: QuotedLine.isZoneLike)) is not understood: link-local addresses are not scanned; remove it"
    case .ipv4PartCount(let count):
      "an IPv4 address has four numbers between dots, this has \(count)"
    case .ipv4PartNotANumber(let part):
      "`\(part)` in the IPv4 address is not a number; write four numbers from 0 to 255 between dots"
    case .ipv4LeadingZero(let part):
      "`\(part)` in the IPv4 address has a leading zero, which some programs read as octal; remove it"
    case .ipv4PartAbove255(let part):
      "`\(part)` in the IPv4 address is above 255"
    case .dotBehindAddress(let address):
      "a dot is behind the IPv4 address; write \(address) without it"
    case .badPrefixLength(let length, let maximum):
      "\(Self.quoted(length, "what is behind the /", if: QuotedLine.isAddressLike)) is not a prefix length; write a number from 0 to \(maximum) behind the /"
    case .nameWithSlash(let name):
      "only an address can have a / for a block; write \(name) alone, or https://\(name)/"
    case .badRangeEnd(let end):
      "the range cannot end in \(Self.quoted(end, "what is behind its -", if: QuotedLine.isAddressLike)); write 10.0.0.10-10.0.0.20, 10.0.0.10-20 or 2001:db8::1-2001:db8::20"
    case .reversedRange(let first, let last):
      "the range ends before it starts; write \(last)-\(first)"
    case .name(let problem):
      problem.description
    case .namesNoHost(let block, let reason) where block.first == block.last:
      "\(block) is \(reason), which names no host; remove it"
    case .namesNoHost(let block, let reason):
      "no address of \(block) names a host: \(block.first) is \(reason); remove it"
    case .tableHeader(let word):
      "`\(word)` is the header of a table, as zmap and masscan write one, and not a host; remove the first line, or "
        + "write `\(word).` if a host has this name"
    case .secretLabel:
      "this label holds a secret, which every report would show; remove it"
    case .token:
      "this is a token, not a host; remove it"
    case .severalFields(let count):
      "\(count) fields stand between commas or semicolons; write one target a line, and of a table keep the column "
        + "with the hosts alone"
    case .severalColons:
      "the host has more than one colon behind it; write host:port"
    }
  }

  /// A part of a line between backticks where it has the form of what may stand there, otherwise the words for it.
  private static func quoted(
    _ text: String, _ words: String, if isShown: (ArraySlice<UInt8>) -> Bool
  ) -> String {
    isShown(Array(text.utf8)[...]) ? "`\(text)`" : words
  }

  private static func named(_ character: Unicode.Scalar) -> String {
    character.isASCII ? "`\(character)`" : "a character that is not ASCII"
  }

  private static func isPortLikeBehindColon(_ text: ArraySlice<UInt8>) -> Bool {
    QuotedLine.isPortLike(text.first == UInt8(ascii: ":") ? text.dropFirst() : text)
  }
}
