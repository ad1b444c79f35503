import ArgumentParser
import CommandSupport
import Exposure
import Targets
import Reporting

/// Writes endpoints to standard output, one a line, in a form that a target list takes back.
enum TargetPrinter {
  /// Prints every endpoint of the destinations. Throws a `CommandFailure` where standard output cannot be written.
  static func print(_ destinations: some Sequence<Destination>) throws(CommandFailure) {
    let output = OutputFile()
    do {
      for destination in destinations {
        for port in destination.ports { try output.append(Array(line(destination, port: port).utf8)) }
      }
      try output.commit()
    } catch {
      throw CommandFailure(error)
    }
  }

  /// One endpoint: `10.0.0.1:6443`, `api.example.com:443 cluster=prod`, `https://rancher.example.com:443/k8s/clusters/local`.
  static func line(_ destination: Destination, port: UInt16) -> String {
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
}
