import Targets

/// Where the body of an answer ends, and how it is coded, as its head says (RFC 9112 §6.3).
struct BodyFraming: Sendable, Hashable {
  /// How the end is found.
  enum Extent: Sendable, Hashable {
    /// There is no body.
    case none
    /// After so many bytes.
    case length(Int)
    /// After the chunk of size 0.
    case chunked
    /// When the server ends the connection.
    case untilClose
  }

  /// How the end is found.
  let extent: Extent
  /// Whether a `Content-Length` says that more follows than is read: lengths that contradict each other.
  let isShorterThanStated: Bool
  /// Whether the lengths contradict each other.
  let isContradictory: Bool
  /// The codings of the body in the order in which they were applied, in lower case: content codings, then transfer
  /// codings other than `chunked`.
  let codings: [String]
  /// Whether another answer may follow on the connection.
  let isPersistent: Bool

  /// Whether what follows on the connection can be told from this body.
  var isClear: Bool { extent != .untilClose && !isContradictory }

  /// Reads a head as curl does. `chunked` wins over every length; of lengths that contradict each other the last field
  /// counts, and of a list in one field its first number; a length that is not a number, or too large for one, does not
  /// count.
  init(_ head: ResponseHead) {
    let transferCodings = head.elements(of: "Transfer-Encoding")
    let lengths = head.values(of: "Content-Length").map(Self.numbers)
    let length = lengths.last { !$0.isEmpty }?.first

    switch head.status {
    case 100...199, 204, 304: extent = .none
    case _ where transferCodings.contains("chunked"): extent = .chunked
    default: extent = length.map(Extent.length) ?? .untilClose
    }
    if case .length(let length) = extent {
      isContradictory = lengths.contains { $0.contains { $0 != length } }
      isShorterThanStated = lengths.contains { $0.contains { $0 > length } }
    } else {
      (isContradictory, isShorterThanStated) = (false, false)
    }
    codings = (head.elements(of: "Content-Encoding") + transferCodings.filter { $0 != "chunked" })
      .filter { $0 != "identity" && $0 != "none" }

    let options = head.elements(of: "Connection")
    let persists =
      head.persistsByDefault ? !options.contains("close") : options.contains("keep-alive")
    isPersistent = persists && extent != .untilClose && !isContradictory && head.status != 101
  }

  /// The numbers that the elements of a `Content-Length` begin with. `0x107` begins with 0, and says that there is more.
  private static func numbers(in value: String) -> [Int] {
    value.utf8.split(separator: UInt8(ascii: ",")).flatMap { element -> [Int] in
      let text = element.drop(while: \.isBlank)
      let digits = text.first == UInt8(ascii: "+") ? text.dropFirst() : text
      let number = Int(String(decoding: digits.prefix(while: \.isASCIIDigit), as: UTF8.self))
      let isPrefixed = digits.prefix(2).map { $0 | 0x20 } == Array("0x".utf8)
      return isPrefixed ? [0, .max] : number.map { [$0] } ?? []
    }
  }
}
