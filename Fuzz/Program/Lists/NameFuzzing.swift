@testable import Targets

extension FuzzTarget {
  /// Reads an input as a name, an address, the URL of a proxy and a list of ports. What is accepted has the form that the
  /// DNS or its own writer gives it, and is read again as the same.
  static let names = FuzzTarget("names") { input in
    checkName(input)
    let text = input.text
    if let address = IPAddress(text) {
      require(IPAddress(address.description) == address, "\(address) is not read again")
    }
    if let proxy = try? ProxyURL(text) {
      require((try? ProxyURL(proxy.description)) == proxy, "\(proxy) is not read again")
      require((try? ProxyURL(proxy.resolvingNames)) != nil, "\(proxy.resolvingNames) is not read")
    }
    if let ports = try? PortList(text) {
      require(!ports.ports.isEmpty && Set(ports.ports).count == ports.ports.count, "ports \(ports.ports)")
      require(PortList(ports.ports) == ports, "another list of ports")
    }
  }

  private static func checkName(_ bytes: [UInt8]) {
    guard String(validating: bytes, as: UTF8.self) != nil else { return }
    do throws(NameProblem) {
      let name = try HostName.ascii(bytes[...])
      require(
        (try? HostName.ascii(Array(name.utf8)[...])) == name, "\(name) has another form the second time")
      let bare = HostName.withoutTrailingDot(name)
      require((1...HostName.longestName).contains(bare.utf8.count), "a name of \(bare.utf8.count) bytes")
      for label in bare.split(separator: ".", omittingEmptySubsequences: false) {
        require(
          (1...HostName.longestLabel).contains(label.utf8.count), "a label of \(label.utf8.count) bytes")
      }
      require(
        name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_.".utf8.contains($0) },
        "a character that no name has: \(name)")
    } catch {
      require(!error.description.isEmpty, "nothing is said")
    }
  }
}
