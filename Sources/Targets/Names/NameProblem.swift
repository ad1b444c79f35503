/// Why a text is no host name.
public enum NameProblem: Error, Sendable, Hashable {
  /// There is nothing between two dots, or before the first.
  case emptyLabel
  /// A label has more than 63 bytes in ASCII.
  case labelTooLong(label: String, bytes: Int)
  /// The name has more than 253 bytes in ASCII.
  case nameTooLong(bytes: Int)
  /// A label begins or ends with a hyphen.
  case hyphenAtEdge(label: String)
  /// A character that no host name holds.
  case forbidden(Unicode.Scalar)
  /// The last label is a number, as in a mistyped IPv4 address.
  case numericLastLabel(String)
  /// The ASCII form of an international name, or of one of its labels, is longer than the DNS allows.
  case tooLong(name: String)
  /// An international label has hyphens as its third and fourth character, as only `xn--` may.
  case reservedHyphens(name: String)
  /// An international label begins with a combining mark.
  case leadingMark(name: String)
  /// A label mixes right-to-left and left-to-right text in a way that RFC 5893 forbids.
  case mixedDirections(name: String)
  /// libidn2 refuses an international name; the reason is its own.
  case refused(name: String, reason: String)
}

extension NameProblem: CustomStringConvertible {
  /// What is wrong and what to write instead.
  public var description: String {
    switch self {
    case .emptyLabel:
      "a part of the name between two dots is empty; remove the extra dot"
    case .labelTooLong(let label, let bytes):
      "`\(label)` has \(bytes) bytes in the DNS; a part of a name has at most 63"
    case .nameTooLong(let bytes):
      "the name has \(bytes) bytes in the DNS; a name has at most 253"
    case .hyphenAtEdge(let label):
      "`\(label)` begins or ends with a hyphen, which no part of a host name does"
    case .forbidden(let scalar):
      "\(scalar.shown) cannot stand in a host name; write a host name, an address, a block such as "
        + "10.0.0.0/24 or a range such as 10.0.0.10-20"
    case .numericLastLabel(let label):
      "a name cannot end in the number `\(label)`, and this is no IPv4 address; write four numbers from 0 to "
        + "255 between dots"
    case .tooLong(let name):
      "`\(name)` is too long for the DNS, where a part of a name has at most 63 bytes and a name 253"
    case .reservedHyphens(let name):
      "a part of `\(name)` has `--` as its third and fourth character, which only xn-- names may"
    case .leadingMark(let name):
      "a part of `\(name)` begins with a combining mark, which belongs behind a letter"
    case .mixedDirections(let name):
      "a part of `\(name)` mixes right-to-left and left-to-right text (RFC 5893)"
    case .refused(let name, let reason):
      "`\(name)` is not an international domain name: \(reason)"
    }
  }
}

extension Unicode.Scalar {
  /// The character with its code point, or the code point alone where the character does not print.
  fileprivate var shown: String {
    let hexadecimal = String(value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation,
      .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
      .currencySymbol, .modifierSymbol, .otherSymbol:
      return "`\(self)` (\(code))"
    case .nonspacingMark, .spacingMark, .enclosingMark, .spaceSeparator, .lineSeparator,
      .paragraphSeparator, .control, .format, .surrogate, .privateUse, .unassigned:
      return code
    @unknown default:
      return code
    }
  }
}
