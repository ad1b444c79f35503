/// A pattern of a whole text, for names and suffixes that knowledge recognises: literal text, and between braces
///
/// - `{digits}`: one digit or more; `{digits:10}`: exactly ten
/// - `{hex:7}`: exactly seven hexadecimal digits, lower case where case counts
/// - `{uuid}`: 36 hexadecimal digits and hyphens
/// - `{label}`: letters, digits, hyphens, one or more: a label of a host name
/// - `{time}`: ten digits, a Unix time that is handed out
/// - `{text}`: anything, one byte or more
///
/// Not a regular expression, because Swift's are a thousand times slower and this runs for every endpoint.
struct TextPattern: Sendable {
  /// What a text that fits tells.
  struct Match: Equatable {
    /// The number at `{time}`.
    var time: Int64?
  }

  /// The longest text that is looked at, in bytes; the longest that has to fit is a host name (253).
  static let longest = 512

  private enum Step: Sendable {
    case literal([UInt8])
    case digits(count: Int?)
    case hexadecimal(count: Int)
    case uuid
    case label
    case time
    case text
  }

  private let steps: [Step]

  /// Looks whether the whole text fits.
  /// - Parameter ignoringCase: Whether `A` is `a`, as in host names.
  func match(_ text: some StringProtocol, ignoringCase: Bool = false) -> Match? {
    guard text.utf8.count <= Self.longest else { return nil }
    return Self.match(steps[...], Substring(text).utf8, ignoringCase: ignoringCase)
  }

  private static func match(
    _ steps: ArraySlice<Step>, _ text: Substring.UTF8View, ignoringCase: Bool
  ) -> Match? {
    guard let step = steps.first else { return text.isEmpty ? Match() : nil }
    let later = steps.dropFirst()
    func go(after count: Int) -> Match? {
      count == 0 ? nil : match(later, text.dropFirst(count), ignoringCase: ignoringCase)
    }
    switch step {
    case .literal(let bytes):
      let fits = text.starts(with: bytes) { one, other in
        ignoringCase ? one.asciiLowercased == other.asciiLowercased : one == other
      }
      return fits ? go(after: bytes.count) : nil
    case .digits(let count):
      let digits = text.prefix(while: \.isASCIIDigit).count
      guard let count else { return go(after: digits) }
      return digits >= count ? go(after: count) : nil
    case .hexadecimal(let count):
      let digits = text.prefix(count)
      return digits.count == count && digits.allSatisfy { $0.isHexadecimal(ignoringCase) }
        ? go(after: count) : nil
    case .uuid:
      let digits = text.prefix(36)
      return digits.count == 36
        && digits.allSatisfy { $0 == UInt8(ascii: "-") || $0.isHexadecimal(ignoringCase) }
        ? go(after: 36) : nil
    case .label:
      return go(after: text.prefix { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }.count)
    case .time:
      let digits = text.prefix(10)
      guard digits.count == 10, digits.allSatisfy(\.isASCIIDigit), var rest = go(after: 10) else {
        return nil
      }
      rest.time = digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
      return rest
    case .text:
      guard !later.isEmpty else { return text.isEmpty ? nil : Match() }
      var rest = text.dropFirst()
      while !rest.isEmpty {
        if let match = match(later, rest, ignoringCase: ignoringCase) { return match }
        rest = rest.dropFirst()
      }
      return nil
    }
  }
}

extension TextPattern: LosslessStringConvertible, Decodable {
  /// Reads the written form; nil where a brace is not closed, or holds something else than the above. At most one
  /// `{text}`: two would make a hostile text costly.
  init?(_ description: String) {
    var steps: [Step] = []
    var rest = description[...]
    while let brace = rest.firstIndex(of: "{") {
      if brace != rest.startIndex { steps.append(.literal(Array(rest[..<brace].utf8))) }
      guard let close = rest[brace...].firstIndex(of: "}"),
        let step = Self.step(rest[rest.index(after: brace)..<close])
      else { return nil }
      steps.append(step)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { steps.append(.literal(Array(rest.utf8))) }
    let open = steps.count { if case .text = $0 { true } else { false } }
    guard !steps.isEmpty, open <= 1 else { return nil }
    self.steps = steps
  }

  var description: String {
    steps.map { step in
      switch step {
      case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
      case .digits(let count): count.map { "{digits:\($0)}" } ?? "{digits}"
      case .hexadecimal(let count): "{hex:\(count)}"
      case .uuid: "{uuid}"
      case .label: "{label}"
      case .time: "{time}"
      case .text: "{text}"
      }
    }.joined()
  }

  init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a pattern such as -gke.{digits}")
  }

  private static func step(_ text: Substring) -> Step? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let count = parts.count == 2 ? Int(parts[1]).flatMap { (1...64).contains($0) ? $0 : nil } : nil
    switch (parts.first, parts.count) {
    case ("digits", 1): return .digits(count: nil)
    case ("digits", 2): return count.map { .digits(count: $0) }
    case ("hex", 2): return count.map { .hexadecimal(count: $0) }
    case ("uuid", 1): return .uuid
    case ("label", 1): return .label
    case ("time", 1): return .time
    case ("text", 1): return .text
    default: return nil
    }
  }
}

extension UInt8 {
  fileprivate var isASCIIAlphanumeric: Bool {
    isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiLowercased)
  }

  fileprivate func isHexadecimal(_ ignoringCase: Bool) -> Bool {
    isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(ignoringCase ? asciiLowercased : self)
  }
}
