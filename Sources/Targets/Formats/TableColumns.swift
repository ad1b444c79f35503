/// What the columns of a table are for.
struct TableColumns {
  /// How many there are.
  let count: Int
  /// Whether the first row names them.
  let hasHeader: Bool
  /// The columns whose names say that they hold secrets: they are read by nobody.
  private(set) var secretCount = 0

  private let address: Int
  private let port: Int?
  /// A column that says which transport a port is of; rows of others than TCP are left out.
  private let transport: Int?
  /// zmap's column that is 0 where nothing answered.
  private let success: Int?
  private var labels: [(key: ArraySlice<UInt8>, index: Int)] = []
  /// Our own column of labels, `key=value key=value`.
  private let ownLabels: Int?
  /// Our own column of targets.
  private let target: Int?

  /// Names of columns with hosts, the best first: Shodan's `ip` is a number and its `ip_str` the address
  /// (shodan-python, `cli/converter/csvc.py`), zmap's `saddr` is the host that answered (zmap(1)).
  private static let addressNames = [
    "ip_str", "saddr", "address", "ip_address", "ip-address", "ipaddress", "ip address", "ip_addr", "ipaddr",
    "addr",
    "ip", "ipv4", "ipv6", "host_identifier.ipv4", "endpoint", "url", "target", "server", "fqdn", "hostname",
    "host_name", "host-name", "dns_name", "host", "name", "domain",
  ]
  /// Names of columns with ports; zmap's `sport` is the port from which the host answered.
  private static let portNames = [
    "port", "sport", "service_port", "services.port", "service.port", "tcp_port",
  ]
  private static let transportNames = [
    "transport", "protocol", "proto", "transport_protocol", "services.transport_protocol",
  ]
  /// The columns that become labels in the tables of programs, by the column that tells them.
  private static let chosenLabels: [(sign: String, labels: Set<String>)] = [
    ("ip_str", ["org", "asn", "hostnames", "location.country_code"]),
    ("saddr", []),
    (
      "services.port",
      ["autonomous_system.asn", "autonomous_system.name", "location.country_code", "location.country"]
    ),
    ("scanned_at", []),
  ]

  init(_ fields: [ArraySlice<UInt8>], _ settings: ListSettings, line: UInt64) throws(ListProblem) {
    let names = fields.map { String(decoding: $0.trimmed.map(\.asciiLowercased), as: UTF8.self) }
    let isNumbered = if case .numbered = settings.addressColumn { true } else { false }
    // A table without a header has a host where the column of hosts is.
    let address = try Self.addressColumn(names, settings, line: line)
    let hasHeader = !isNumbered || TableText.isHeader(fields[address].trimmed)
    let isOwn = hasHeader && names.starts(with: ["scanned_at", "target"])
    let port = try Self.portColumn(names, settings, hasHeader: hasHeader, line: line)
    count = fields.count
    self.hasHeader = hasHeader
    self.address = address
    self.port = port
    transport =
      hasHeader && !isOwn ? Self.transportNames.lazy.compactMap { names.firstIndex(of: $0) }.first : nil
    success = hasHeader && names.contains("saddr") ? names.firstIndex(of: "success") : nil
    ownLabels = isOwn ? names.firstIndex(of: "labels") : nil
    target = isOwn && settings.addressColumn == nil ? names.firstIndex(of: "target") : nil
    try chooseLabels(fields, names, settings, line: line)
  }

  private mutating func chooseLabels(
    _ fields: [ArraySlice<UInt8>], _ names: [String], _ settings: ListSettings, line: UInt64
  ) throws(ListProblem) {
    var indices: [Int] = []
    if let chosen = settings.labelColumns {
      for choice in chosen { indices.append(try Self.index(of: choice, names, .labels, line: line)) }
    } else if hasHeader {
      let known = settings.addressColumn == nil ? Self.chosenLabels.first { names.contains($0.sign) } : nil
      indices = names.indices.filter { index in
        index != address && index != port && index != transport
          && known?.labels.contains(names[index]) ?? true
      }
    }
    for index in indices {
      let key = hasHeader ? fields[index].trimmed : ArraySlice("column\(index + 1)".utf8)
      guard !SecretName.isKey(key) else {
        secretCount += 1
        continue
      }
      labels.append((key: key.isEmpty ? ArraySlice("column\(index + 1)".utf8) : key, index: index))
    }
  }

  private static func addressColumn(
    _ names: [String], _ settings: ListSettings, line: UInt64
  ) throws(ListProblem) -> Int {
    if let choice = settings.addressColumn { return try index(of: choice, names, .hosts, line: line) }
    guard let index = addressNames.lazy.compactMap({ names.firstIndex(of: $0) }).first else {
      throw ListProblem(.noAddressColumn, line: line)
    }
    return index
  }

  private static func portColumn(
    _ names: [String], _ settings: ListSettings, hasHeader: Bool, line: UInt64
  ) throws(ListProblem) -> Int? {
    if let choice = settings.portColumn { return try index(of: choice, names, .ports, line: line) }
    return hasHeader ? portNames.lazy.compactMap { names.firstIndex(of: $0) }.first : nil
  }

  private static func index(
    of choice: ListSettings.ColumnChoice, _ names: [String], _ use: ListSettings.ColumnUse, line: UInt64
  ) throws(ListProblem) -> Int {
    switch choice {
    case .numbered(let number):
      guard number <= names.count else {
        throw ListProblem(.fewerColumns(names.count, asked: number), line: line)
      }
      return number - 1
    case .named(let name):
      let lower = String(decoding: ArraySlice(name.utf8).trimmed.map(\.asciiLowercased), as: UTF8.self)
      guard let index = names.firstIndex(of: lower) else {
        throw ListProblem(.noSuchColumn(use), line: line)
      }
      return index
    }
  }
}

extension TableColumns {
  /// Adds the target of a row.
  func append(_ fields: [ArraySlice<UInt8>], to targets: inout ListedTargets, line: UInt64) {
    func field(_ index: Int?) -> ArraySlice<UInt8> {
      guard let index, index < fields.count else { return [] }
      return fields[index].trimmed
    }
    guard fields.contains(where: { !$0.trimmed.isEmpty }), !field(success).elementsEqual("0".utf8) else {
      return
    }
    let (digits, suffix) = Self.port(field(port))
    let transport = field(transport).isEmpty ? suffix : field(transport)
    guard !Self.isOtherTransport(transport) else {
      targets.skipOtherTransport()
      return
    }
    let labels = labels.map { (key: $0.key, value: field($0.index)) }
    if target != nil {
      OwnTarget(
        text: field(target), address: field(address), port: digits,
        labels: field(ownLabels).split(whereSeparator: \.isLineSpace).map { OwnTarget.label($0) }
      ).append(to: &targets, line: line)
    } else {
      targets.append(
        field(address), port: digits.isEmpty ? .none : .found(digits), labels: labels, line: line)
    }
  }

  /// `6443`, or `6443/tcp` in two.
  private static func port(
    _ text: ArraySlice<UInt8>
  ) -> (digits: ArraySlice<UInt8>, transport: ArraySlice<UInt8>) {
    let digits = text.prefix { $0 != UInt8(ascii: "/") }
    return (digits, text[digits.endIndex...].dropFirst())
  }

  private static func isOtherTransport(_ text: ArraySlice<UInt8>) -> Bool {
    ["udp", "sctp", "quic", "icmp"].contains(String(decoding: text.map(\.asciiLowercased), as: UTF8.self))
  }
}
