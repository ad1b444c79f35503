/// Samples in Prometheus' text format 0.0.4, family by family.
struct MetricsText {
  private(set) var bytes: [UInt8] = []

  /// Begins a family: its help and its type. All families here are gauges.
  mutating func family(_ name: String, _ help: String) {
    bytes.append(contentsOf: "# HELP \(name) \(help)\n# TYPE \(name) gauge\n".utf8)
  }

  /// Writes one sample.
  mutating func sample(_ name: String, _ labels: [MetricLabel], _ value: Double) {
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: MetricLabel.text(labels).utf8)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: Self.number(value).utf8)
    bytes.append(0x0A)
  }

  /// To the millisecond, which is as exact as anything here is known.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return Int64(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}

/// One label of a sample.
struct MetricLabel: Sendable, Equatable {
  /// `[a-zA-Z_][a-zA-Z0-9_]*`.
  let name: String
  /// The value before it is escaped.
  let value: String

  /// A label with a fixed name.
  init(_ name: String, _ value: String) {
    self.name = name
    self.value = TextSanitiser.terminal(value)
  }

  /// `{a="1",b="2"}`, or nothing. What the format asks for is escaped; line ends cannot occur any more.
  static func text(_ labels: [MetricLabel]) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = labels.map { label in
      let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\(label.name)=\"\(value)\""
    }
    return "{\(pairs.joined(separator: ","))}"
  }
}
