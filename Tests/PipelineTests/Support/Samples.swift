import Exposure
import Targets
import Fixtures
import Foundation
import Reporting

/// The cells of one column of a CSV report without quotes.
func column(_ name: String, of text: String?) -> [String] {
  let lines = (text ?? "").components(separatedBy: "\r\n").filter { !$0.isEmpty }.map(cells)
  guard let index = lines.first?.firstIndex(of: name) else { return [] }
  return lines.dropFirst().map { $0[index] }
}

/// The cells of a row; a quoted one may hold commas.
private func cells(_ line: String) -> [String] {
  var cells = [""]
  var isQuoted = false
  for character in line {
    switch character {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: cells.append("")
    default: cells[cells.count - 1].append(character)
    }
  }
  return cells
}

extension Observation {
  /// An API server at 192.0.2.`last` that leaks its version, or refuses everything.
  static func sample(_ last: UInt32, of name: String? = nil, leaks: Bool = true) -> Observation {
    let status = #"{"kind":"Status","apiVersion":"v1"}"#
    let version = Response(
      path: "/version", status: leaks ? 200 : 401, body: leaks ? #"{"gitVersion":"v1.36.2"}"# : status)
    return Observation(
      endpoint: Endpoint(
        target: Target(text: name ?? "192.0.2.\(last)", serverName: name), address: .v4(0xC000_0200 + last),
        port: 6443, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 1_795_471_495), connection: .connected,
      tls: TLSFacts(handshake: .established, version: .tls13),
      responses: [version, Response(path: "/healthz", status: 401, body: status)])
  }
}

/// A set of reports: `a.csv`, and nothing on standard output.
func reports(_ directory: TemporaryDirectory, standardOutput: Int32? = nil) throws -> ReportSet {
  let plan = ReportPlan(
    destinations: [try OutputDestination(directory.file("a.csv"))],
    standardOutput: standardOutput == nil ? nil : .csv)
  return try ReportSet(
    plan, scan: ScanIdentity(toolVersion: "1", listFingerprint: "f", settings: [:], startedAt: .now),
    standardOutput: standardOutput ?? open("/dev/null", O_WRONLY | O_CLOEXEC))
}
