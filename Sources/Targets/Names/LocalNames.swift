/// The names that a machine knows without asking a name server, as its file of hosts says (hosts(5)).
public struct LocalNames: Sendable {
  private let names: Set<String>

  /// Reads the text of a file of hosts: an address and its names on each line, and comments behind `#`.
  public init(hosts text: some Sequence<UInt8>) {
    let lines = String(decoding: Array(text), as: UTF8.self).split(whereSeparator: \.isNewline)
    names = lines.reduce(into: []) { names, line in
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      for word in words.dropFirst() { names.insert(word.lowercased()) }
    }
  }

  /// Whether a name is one of them. `localhost` always is (RFC 6761, section 6.3).
  public func contains(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "localhost" || names.contains(name)
  }
}
