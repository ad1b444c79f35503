import Exposure
import PortableFoundation
import Targets

/// What inputs are put into.
enum Samples {
  /// 26 November 2026.
  static let scannedAt = Date(timeIntervalSince1970: 1_795_651_200)

  /// An endpoint that took a connection and said nothing yet.
  static let observation = Observation(
    endpoint: Endpoint(
      target: Target(text: "127.0.0.1:6443"), address: .v4(0x7F00_0001), port: 6443, transport: .tls),
    scannedAt: scannedAt, connection: .connected)

  /// An endpoint that leaks its version.
  static let leak: Observation = {
    var leak = observation
    leak.tls = TLSFacts(handshake: .established, version: .tls13)
    leak.responses = [
      Response(path: "/version", status: 200, body: #"{"gitVersion":"v1.27.3","goVersion":"go1.20.5"}"#),
      Response(path: "/healthz", status: 200, body: "ok"),
    ]
    return leak
  }()
}
