import Reporting
import Targets

/// Writes endpoints to standard output, one a line, in a form that a target list takes back.
package enum TargetPrinter {
  /// Prints every endpoint of the destinations. Throws where standard output cannot be written.
  package static func print(_ destinations: some Sequence<Destination>) throws(OutputFileError) {
    let output = OutputFile()
    for destination in destinations {
      for port in destination.ports { try output.append(Array(line(destination, port: port).utf8)) }
    }
    try output.commit()
  }

  /// One endpoint: `10.0.0.1:6443`, `api.example.com:443 cluster=prod`, `https://rancher.example.com:443/k8s/clusters/local`.
  package static func line(_ destination: Destination, port: UInt16) -> String {
    let host =
      switch destination.host {
      case .name(let name): "\(name):\(port)"
      case .address(.v4(let number)): "\(IPAddress.v4(number)):\(port)"
      case .address(.v6(let number)): "[\(IPAddress.v6(number))]:\(port)"
      }
    let target = destination.target
    let scheme =
      switch destination.transport {
      case .plain: "http://"
      case .tls: target.pathPrefix.isEmpty ? "" : "https://"
      }
    let name = target.hostName == target.serverName ? nil : target.serverName
    let labels = target.labels.map { " " + printable("\($0.key)=\($0.value)") }.joined()
    let words =
      (name.map { " tls-server-name=\($0)" } ?? "") + (target.proxy.map { " proxy-url=\($0)" } ?? "")
    return scheme + host + target.pathPrefix + words + labels + "\n"
  }

  /// What was printed, and what was left out.
  package static func count(
    _ endpoints: UInt64, duplicates: UInt64, excluded: UInt64, nonHosts: UInt64
  ) -> String {
    var parts = [counted(endpoints, "endpoint")]
    if duplicates > 0 { parts.append("\(grouped(duplicates)) named more than once") }
    if excluded > 0 { parts.append("\(grouped(excluded)) excluded") }
    if nonHosts > 0 { parts.append("\(grouped(nonHosts)) left out because the address names no host") }
    return parts.joined(separator: ", ")
  }
}
