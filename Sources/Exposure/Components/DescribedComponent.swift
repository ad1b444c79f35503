/// All that is known of one component beside the API server: where it listens, what it is asked, how it is recognised and
/// judged. One file each; `ComponentTable` lists them.
protocol DescribedComponent {
  /// The component.
  static var component: Component { get }
  /// The ports that it listens on by default, where strangers may reach it.
  static var ports: [UInt16] { get }
  /// Ports that only old releases have: it is asked there where a target names them.
  static var formerPorts: [UInt16] { get }
  /// What it is asked, in this order.
  static var questions: [ComponentQuestion] { get }
  /// Whether what was seen is this component's. Certificates that name it were looked at before.
  static func isShown(by evidence: ComponentEvidence) -> Bool
  /// Whether an endpoint on which `recognised` answered is to be asked.
  static func isToBeAsked(_ evidence: ComponentEvidence, recognised: Component?) -> Bool
  /// What a stranger gets.
  static func verdict(on evidence: ComponentEvidence) -> Verdict
  /// What is open, with what proves it; nil where nothing is.
  static func finding(on evidence: ComponentEvidence) -> Finding?
}

extension DescribedComponent {
  static var formerPorts: [UInt16] { [] }

  /// Whether a port is one of its own.
  static func has(port: UInt16) -> Bool { ports.contains(port) || formerPorts.contains(port) }

  /// Where it was recognised, and on its own ports where nothing is recognised and nothing speaks against it.
  static func isToBeAsked(_ evidence: ComponentEvidence, recognised: Component?) -> Bool {
    guard let recognised else { return has(port: evidence.port) && evidence.mayBeComponent }
    return recognised == component
  }

  /// The finding that numbers of its inside are open.
  static func metricsFinding(on evidence: ComponentEvidence) -> Finding? {
    let open = evidence.open(among: questions)
    guard !open.isEmpty else { return nil }
    return FindingRules.finding(
      .componentMetrics, .medium, "\(component.rawValue) answers strangers: \(open.joined(separator: ", "))")
  }
}
