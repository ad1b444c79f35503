/// Something that is not to be scanned: a name, an address, a block or a range, on all ports or on one. A name
/// stands for itself only, not for the names below it.
public struct Exclusion: Sendable, Hashable {
  /// The name, address, block or range.
  public let host: Host
  /// The only port that is left out, or nil for all of them.
  public let port: UInt16?

  init(_ text: HostText) {
    host =
      switch text.host {
      // Whoever leaves a name out means it in both spellings.
      case .name(let name): .name(HostName.withoutTrailingDot(name))
      case .block: text.host
      }
    port = text.port
  }

  /// Reads every line of an `--exclude` value or an `--exclude-file`, each with or without the `!`.
  ///
  /// - Throws: `TargetListError.badInput` with the lines that could not be understood.
  public static func read(_ source: TargetSource) throws(TargetListError) -> [Exclusion] {
    var exclusions: [Exclusion] = []
    var faults = SourceFaults(source)
    var lines = source.lines
    while let line = lines.next() {
      do {
        guard let words = try LineWords(line) else { continue }
        let text = words.first
        exclusions.append(
          Exclusion(try HostText(exclusion: text.first == UInt8(ascii: "!") ? text.dropFirst() : text)))
        try words.checkLabels()
      } catch {
        faults.add(line, number: lines.number, problem: error)
      }
    }
    var badInput = BadInput()
    badInput.add(faults)
    try badInput.throwIfAny()
    return exclusions
  }
}

extension Exclusion: CustomStringConvertible {
  /// `api.example.com`, `10.0.0.0-10.0.0.255:8443`, `[2001:db8::1]:8443`.
  public var description: String {
    guard let port else { return host.description }
    let text = host.description
    return text.contains(":") ? "[\(text)]:\(port)" : "\(text):\(port)"
  }
}
