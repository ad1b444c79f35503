/// Why a text is not a list of ports.
public enum PortListError: Error, Sendable, Hashable {
  /// The text, or a part of it between commas, is empty.
  case empty(list: String)
  /// A part is neither a number from 1 to 65535 nor a range of such numbers.
  case notAPort(String)
  /// A range ends before it starts.
  case reversed(String)
}

/// TCP ports in the order in which they are asked, each once, at least one.
public struct PortList: Sendable, Hashable {
  /// The ports, 1 to 65535.
  public let ports: [UInt16]

  /// Port 6443, where kubeadm puts the API server.
  public static let standard = PortList(ports: [6443])

  private init(ports: [UInt16]) {
    self.ports = ports
  }

  /// Makes a list of ports, each kept where it comes first; nil where there is none.
  public init?(_ ports: [UInt16]) {
    var known: Set<UInt16> = []
    self.ports = ports.filter { $0 > 0 && known.insert($0).inserted }
    if self.ports.isEmpty { return nil }
  }

  /// Reads numbers and ranges between commas, as in `6443,443,8443-8445`. Order is kept, repetitions are dropped.
  public init(_ text: String) throws(PortListError) {
    var ports: [UInt16] = []
    var known: Set<UInt16> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      for port in try Self.range(part, of: text) where known.insert(port).inserted {
        ports.append(port)
      }
    }
    self.ports = ports
  }

  private static func range(
    _ part: Substring, of list: String
  ) throws(PortListError) -> ClosedRange<UInt16> {
    let space = UInt8(ascii: " ")
    let text = part.utf8.drop { $0 == space }.reversed().drop { $0 == space }.reversed()
    guard !text.isEmpty else { throw .empty(list: list) }
    let bounds = text.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
      .map { UInt16(port: $0) }
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil else {
      throw .notAPort(String(part))
    }
    guard first <= last else { throw .reversed(String(part)) }
    return first...last
  }
}

extension PortListError: CustomStringConvertible {
  /// What is wrong and what to write.
  public var description: String {
    switch self {
    case .empty(let list):
      "a port is missing in `\(list)`: write ports and ranges between commas, as in 6443,443,8443-8445"
    case .notAPort(let part):
      "`\(part)` is not a port: write a number from 1 to 65535, or a range such as 8443-8445"
    case .reversed(let part):
      "the range `\(part)` ends before it starts: write the lower port first"
    }
  }
}

extension UInt16 {
  /// Reads a TCP port: digits only, 1 to 65535.
  init?(port digits: ArraySlice<UInt8>) {
    guard (1...5).contains(digits.count), digits.allSatisfy(\.isASCIIDigit) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + UInt32($1 - UInt8(ascii: "0")) }
    guard value > 0, let port = UInt16(exactly: value) else { return nil }
    self = port
  }
}
