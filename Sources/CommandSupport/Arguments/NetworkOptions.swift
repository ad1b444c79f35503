import ArgumentParser
import Exposure
import Pipeline
import Scanning
import Sessions
import Targets

/// The way to the targets: through a proxy, and from where.
package struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Ask all targets through a proxy: socks5://, socks5h:// or http://, with host and port.",
      discussion: """
        Names are resolved here with socks5://, and by the proxy with socks5h:// and http:// (CONNECT): their rows have \
        no address then. HTTPS_PROXY and the like are not read. A target with a proxy-url of its own is asked through that.
        """,
      valueName: "url"))
  package var proxy: String?

  @Option(
    help: ArgumentHelp(
      "A file with `user:password` for --proxy, which nobody else may read.",
      discussion:
        "Or give them as \(ProxySecrets.userVariable) and \(ProxySecrets.passwordVariable) in the environment.",
      valueName: "file"),
    completion: .file())
  package var proxyCredentials: String?

  @Option(
    help: ArgumentHelp(
      "How many endpoints are worked on at the same time through proxies, each on one connection at a time.",
      valueName: "number"))
  package var proxyConnections = ScanSettings.usualProxyConnections

  @Option(help: ArgumentHelp("Leave from this address of the machine.", valueName: "address"))
  package var sourceAddress: String?

  @Option(help: ArgumentHelp("Leave through this network interface.", valueName: "name"))
  package var interface: String?

  package init() {}

  /// Checks what is given.
  package func validate() throws {
    do {
      _ = try proxyURL()
    } catch {
      let advice =
        error == .hasUser
        ? "; write them into a file for --proxy-credentials, or set \(ProxySecrets.userVariable) and "
          + "\(ProxySecrets.passwordVariable)" : ""
      throw ValidationError("--proxy: \(error)\(advice).")
    }
    guard proxyCredentials == nil || proxy != nil else {
      throw ValidationError("--proxy-credentials goes with --proxy.")
    }
    guard (1...100_000).contains(proxyConnections) else {
      throw ValidationError("--proxy-connections takes a number from 1 to 100000.")
    }
    guard sourceAddress.map({ IPAddress($0) != nil }) ?? true else {
      throw ValidationError("--source-address takes an IPv4 or IPv6 address of this machine.")
    }
    guard interface.map({ InterfaceName($0) != nil }) ?? true else {
      throw ValidationError("--interface takes the name of a network interface, as in eth0.")
    }
  }

  /// Refuses options that only names resolved here could obey.
  package func validate(with load: LoadOptions) throws {
    guard load.v4Only || load.v6Only, (try? proxyURL())?.resolvesNames == true else { return }
    throw ValidationError("-4 and -6 choose among addresses that the proxy keeps to itself: use socks5://.")
  }

  /// Settings with this way. Connects to the proxy, to see that it is there.
  /// - Throws: A `CommandFailure`.
  package func applied(to settings: ScanSettings) async throws -> ScanSettings {
    var settings = settings
    settings.proxyConnections = proxyConnections
    settings.origin = SocketOrigin(
      address: sourceAddress.flatMap({ IPAddress($0) }), interface: interface.flatMap({ InterfaceName($0) }))
    if settings.origin != SocketOrigin() {
      do {
        try settings.origin.check()
      } catch {
        throw CommandFailure(Self.status(of: error), "\(error); see `ip address` for what there is")
      }
    }
    guard let url = try proxyURL() else { return settings }
    let credentials = try ProxySecrets.read(file: proxyCredentials)
    do {
      settings.proxy = try await ProxyRoute.find(
        url, credentials: credentials, from: settings.origin, patience: settings.connectTimeout)
    } catch let fault as ProxyFault {
      throw CommandFailure(ProxyUnusable(url, fault))
    }
    return settings
  }

  /// What decides which endpoints are reached.
  package func describe(in definition: inout ScanDefinition) {
    definition.proxy = (try? proxyURL())?.description ?? ""
    definition.sourceAddress = sourceAddress.flatMap({ IPAddress($0) })?.description ?? ""
    definition.interface = interface ?? ""
  }

  private func proxyURL() throws(ProxyURLProblem) -> ProxyURL? {
    guard let proxy else { return nil }
    return try ProxyURL(proxy)
  }

  private static func status(of error: SocketOriginError) -> ExitCode {
    switch error {
    case .noInterface, .noAddress: .wrongUsage
    case .refused: .systemError
    }
  }
}

extension CommandFailure {
  /// The failure of a proxy that cannot be used, what to do, and what it leaves.
  init(_ error: ProxyUnusable) {
    let advice =
      switch error.fault {
      case .unreachable: "check host and port, and that it runs"
      case .silent, .closesAlways: "look at its log, and whether it lets this machine in"
      case .wantsCredentials:
        "give them by --proxy-credentials, or as \(ProxySecrets.userVariable) and \(ProxySecrets.passwordVariable)"
      case .refusesCredentials: "check them; they come from --proxy-credentials or the environment"
      case .speaksOtherwise: "check the scheme: socks5:// and socks5h:// speak SOCKS 5, http:// CONNECT"
      }
    let sentence = "the proxy \(error.proxy) \(error.fault.clause); \(advice)"
    let left = error.interruption.map { "\n" + $0.sentence(.options) } ?? ""
    self.init(.proxyFailed, sentence + left)
  }
}
