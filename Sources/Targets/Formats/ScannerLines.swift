/// Reads what nmap and masscan write with `-oG` (nmap(1), "Grepable output"): a line for each host, its fields between
/// tabs, its ports between commas as `6443/open/tcp//sun-sr-https///`.
struct GrepableReader: LineByLineReader {
  mutating func read(
    _ line: ArraySlice<UInt8>, number: UInt64, into targets: inout ListedTargets
  ) throws(ListProblem) {
    guard line.first != UInt8(ascii: "#") else { return }
    var host: ArraySlice<UInt8> = []
    var name: ArraySlice<UInt8> = []
    for field in line.split(separator: UInt8(ascii: "\t")) {
      let key = field.prefix { $0 != UInt8(ascii: ":") }
      let value = field[key.endIndex...].dropFirst().trimmed
      switch String(decoding: key.prefix(16), as: UTF8.self) {
      case "Host":
        host = value.prefix { !$0.isLineSpace }
        name = value[host.endIndex...].trimmed.filter { !"()".utf8.contains($0) }[...]
      case "Ports":
        guard !host.isEmpty else { throw ListProblem(.malformed(.nmapGrepable), line: number) }
        for port in value.split(separator: UInt8(ascii: ",")) {
          append(port.trimmed, host: host, name: name, to: &targets, line: number)
        }
      default: break
      }
    }
    guard !host.isEmpty || line.trimmed.isEmpty else {
      throw ListProblem(.malformed(.nmapGrepable), line: number)
    }
  }

  private func append(
    _ port: ArraySlice<UInt8>, host: ArraySlice<UInt8>, name: ArraySlice<UInt8>,
    to targets: inout ListedTargets, line: UInt64
  ) {
    let parts = port.split(separator: UInt8(ascii: "/"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[1].elementsEqual("open".utf8) else { return }
    guard parts[2].elementsEqual("tcp".utf8) else { return targets.skipOtherTransport() }
    targets.append(
      host, port: .found(parts[0]), labels: [(key: ArraySlice("hostname".utf8), value: name)], line: line)
  }
}

/// Reads what masscan writes with `-oL`: `open tcp 6443 192.0.2.1 1795682785` (masscan's `out-text.c`).
struct MasscanListReader: LineByLineReader {
  mutating func read(
    _ line: ArraySlice<UInt8>, number: UInt64, into targets: inout ListedTargets
  ) throws(ListProblem) {
    let words = line.split(maxSplits: 4, whereSeparator: \.isLineSpace)
    guard let state = words.first, state.first != UInt8(ascii: "#") else { return }
    guard words.count >= 4 else { throw ListProblem(.malformed(.masscanList), line: number) }
    switch String(decoding: state.prefix(8), as: UTF8.self) {
    case "open", "banner":
      guard words[1].elementsEqual("tcp".utf8) else { return targets.skipOtherTransport() }
      targets.append(words[3], port: .found(words[2]), line: number)
    case "closed": return
    default: throw ListProblem(.malformed(.masscanList), line: number)
    }
  }
}
