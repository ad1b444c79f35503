import Targets

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
  func match(_ text: String, ignoringCase: Bool = false) -> Match? {
    match(Array(text.utf8), ignoringCase: ignoringCase)
  }

  /// Looks whether the whole text fits, given as UTF-8: for a text that many patterns look at.
  func match(_ text: [UInt8], ignoringCase: Bool = false) -> Match? {
    guard text.count <= Self.longest else { return nil }
    return match(text, from: 0, step: 0, ignoringCase: ignoringCase)
  }

  private func match(_ text: [UInt8], from start: Int, step: Int, ignoringCase: Bool) -> Match? {
    guard step < steps.count else { return start == text.count ? Match() : nil }
    func go(after count: Int) -> Match? {
      count == 0 ? nil : match(text, from: start + count, step: step + 1, ignoringCase: ignoringCase)
    }
    func run(atMost limit: Int, of belongs: (UInt8) -> Bool) -> Int {
      var end = start
      while end < text.count, end - start < limit, belongs(text[end]) { end += 1 }
      return end - start
    }
    switch steps[step] {
    case .literal(let bytes):
      guard text.count - start >= bytes.count else { return nil }
      for (index, byte) in bytes.enumerated() {
        let other = text[start + index]
        guard byte == other || (ignoringCase && byte.asciiLowercased == other.asciiLowercased) else {
          return nil
        }
      }
      return go(after: bytes.count)
    case .digits(let count):
      let digits = run(atMost: count ?? .max, of: \.isASCIIDigit)
      return digits == count ?? digits ? go(after: digits) : nil
    case .hexadecimal(let count):
      return run(atMost: count) { $0.isHexadecimal(ignoringCase) } == count ? go(after: count) : nil
    case .uuid:
      let length = run(atMost: 36) { $0 == UInt8(ascii: "-") || $0.isHexadecimal(ignoringCase) }
      return length == 36 ? go(after: length) : nil
    case .label:
      return go(after: run(atMost: .max) { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") })
    case .time:
      guard run(atMost: 10, of: \.isASCIIDigit) == 10, var rest = go(after: 10) else { return nil }
      rest.time = text[start..<start + 10].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
      return rest
    case .text:
      if step == steps.count - 1 { return start < text.count ? Match() : nil }
      for end in start..<text.count {
        if let match = go(after: end - start + 1) { return match }
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
