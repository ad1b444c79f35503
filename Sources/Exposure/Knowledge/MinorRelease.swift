import Targets

/// A minor release of Kubernetes, as `1.29`: what is supported and ends as one.
public struct MinorRelease: Sendable, Hashable {
  /// The first number; 1 for all of Kubernetes so far.
  public let major: Int
  /// The second number.
  public let minor: Int

  /// Makes a minor release.
  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }
}

extension MinorRelease: Comparable {
  /// By number: 1.9 before 1.10.
  public static func < (left: MinorRelease, right: MinorRelease) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}

extension MinorRelease: LosslessStringConvertible {
  /// Reads two numbers with a dot between; nil for anything else.
  public init?(_ description: String) {
    var numbers = VersionNumbers(description.utf8[...])
    guard let major = numbers.next(), numbers.skip(UInt8(ascii: ".")), let minor = numbers.next(),
      numbers.rest.isEmpty
    else { return nil }
    self.init(major, minor)
  }

  /// `1.29`.
  public var description: String { "\(major).\(minor)" }
}

extension MinorRelease: Decodable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a minor release such as 1.29")
  }
}

/// Reads the numbers of a version from its front.
struct VersionNumbers {
  /// The most digits of one number: 1.27.102 has three; commits ahead of a tag come to four.
  static let mostDigits = 6

  private(set) var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) {
    rest = text
  }

  /// Takes a decimal number without leading zeros; nil, and nothing taken, where there is none.
  mutating func next() -> Int? {
    let digits = rest.prefix(while: \.isASCIIDigit)
    guard (1...Self.mostDigits).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    rest = rest[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Takes one byte, where it comes next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }
}

extension Decoder {
  /// Decodes a value from its text, or says what was expected.
  func losslessText<Value: LosslessStringConvertible>(_ expected: String) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Value(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not \(expected)")
    }
    return value
  }
}
