/// One endpoint as apiexpose itself reported it, made a target again.
struct OwnTarget {
  /// The entry of the list.
  var text: ArraySlice<UInt8>
  /// The address; empty where its name had none.
  var address: ArraySlice<UInt8>
  /// The port.
  var port: ArraySlice<UInt8>
  /// The labels of the entry.
  var labels: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]

  /// A label of a text `key=value`.
  static func label(_ word: ArraySlice<UInt8>) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
    let key = word.prefix { $0 != UInt8(ascii: "=") }
    return (key, word[key.endIndex...].dropFirst())
  }

  /// Adds it. An entry of one host is asked as it was written; of a block, only the address.
  func append(to targets: inout ListedTargets, line: UInt64) {
    let words = text.split(whereSeparator: \.isLineSpace)
    guard let first = words.first else { return targets.append(address, port: .written(port), line: line) }
    let labels = words.dropFirst().map { Self.label($0) } + labels
    guard let host = try? HostText(first) else { return targets.append(first, labels: labels, line: line) }
    if case .block(let block) = host.host, block.first != block.last, !address.isEmpty {
      targets.append(address, port: .written(port), labels: labels, line: line)
    } else {
      targets.append(first, port: host.port == nil ? .written(port) : .none, labels: labels, line: line)
    }
  }
}
