import PortableFoundation

/// Which header fields a kube-apiserver sends with everything; they tell generations of releases apart.
struct HeaderHabits: Sendable {
  /// A schema of API Priority and Fairness, by what it is for.
  enum FlowSchema: Sendable {
    case probes
    case catchAll
  }

  /// Whether each answer carries an `Audit-Id` and is kept out of caches.
  let isAudited: Bool
  /// Whether API Priority and Fairness names its schema.
  let isFlowControlled: Bool
  /// Whether plain text is marked as not to be sniffed.
  let isSniffingForbidden: Bool
  /// The paths that tell health.
  let healthPaths: Set<String>
  /// The cluster, whose flow schemas are objects of its own.
  var cluster = 0

  /// Kubernetes 1.36.
  static let current = HeaderHabits(
    isAudited: true, isFlowControlled: true, isSniffingForbidden: true,
    healthPaths: ["/healthz", "/livez", "/readyz"])

  /// Kubernetes 1.36, of one cluster of several.
  static func current(of cluster: Int) -> HeaderHabits {
    var habits = current
    habits.cluster = cluster
    return habits
  }

  /// Kubernetes 1.16.
  static let v1_16 = HeaderHabits(
    isAudited: false, isFlowControlled: false, isSniffingForbidden: true,
    healthPaths: ["/healthz", "/livez", "/readyz"])

  /// Kubernetes 1.9.
  static let v1_9 = HeaderHabits(
    isAudited: false, isFlowControlled: false, isSniffingForbidden: false, healthPaths: ["/healthz"])

  /// The type of plain text.
  var plainText: [(String, String)] {
    let type = [("Content-Type", "text/plain; charset=utf-8")]
    return isSniffingForbidden ? type + [("X-Content-Type-Options", "nosniff")] : type
  }

  /// All fields of an answer in the order of Go, which sorts them by name; `schema` is the one that took the
  /// request, if it came so far.
  func fields(_ own: [(String, String)], schema: FlowSchema?) -> [(name: String, value: String)] {
    var fields = own
    if isAudited {
      fields.append(("Audit-Id", UUID().uuidString.lowercased()))
      fields.append(("Cache-Control", "no-cache, private"))
    }
    if isFlowControlled, let schema {
      let identifiers = Self.identifiers(of: schema)
      fields.append(("X-Kubernetes-Pf-Flowschema-Uid", identifier(identifiers.schema)))
      fields.append(("X-Kubernetes-Pf-Prioritylevel-Uid", identifier(identifiers.level)))
    }
    return fields.sorted { $0.0 < $1.0 }.map { (name: $0.0, value: $0.1) }
  }

  /// The identifier of an object as this cluster has it: the first cluster has it as it was recorded.
  private func identifier(_ recorded: String) -> String {
    guard cluster > 0 else { return recorded }
    let number = String(cluster, radix: 16)
    return recorded.prefix(24) + String(repeating: "0", count: max(0, 12 - number.count)) + number
  }

  private static func identifiers(of schema: FlowSchema) -> (schema: String, level: String) {
    switch schema {
    case .probes: ("c50a4f1e-7d3b-4a86-9e02-1f6d8b7c3a94", "e1b7d2f0-4c68-4d95-8a3e-70c2f9b1d5a6")
    case .catchAll: ("3f9c2a71-58e4-4b0d-a6f7-d20b94c8e135", "87d4e6b2-0a1f-49c3-b5d8-6e3f71a9c042")
    }
  }
}
