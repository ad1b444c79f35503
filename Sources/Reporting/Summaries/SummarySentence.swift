import Exposure
import Targets

extension Summary {
  /// The reviewer's question answered: "3 of 41 clusters leak their version; 35 are locked down; 3 gave no clear
  /// answer; 7 endpoints did not answer." The worst comes first; nothing is left out. Behind the clusters stand the open
  /// components of them, and what a policy says. Clusters are kube-apiservers alone, each counted once however many endpoints it has; other components and what does not show what it is are endpoints.
  public var sentence: String {
    guard endpoints > 0 else { return "No endpoint was scanned." }
    let clusters = clusterClauses
    let others =
      openComponents.clauses(clusterCounts?.components) + otherClauses
      + [policy.unexpectedClause, policy.clause].compactMap(\.self)
    guard !clusters.isEmpty else { return "No cluster answered: \(others.joined(separator: "; "))." }
    return (clusters + others).joined(separator: "; ") + "."
  }

  /// Why nothing was reached: `nothing was reached: 4 filtered, 3 closed`; nil where something answered.
  public var unreached: String? {
    guard endpoints > 0, count(Posture.unreachable) + count(Verdict.failed) == endpoints else { return nil }
    let verdicts: [Verdict] = [.filtered, .closed, .unreachable, .unresolved, .failed]
    let counts = verdicts.filter { count($0) > 0 }.map { "\(grouped(count($0))) \($0.rawValue)" }
    return "nothing was reached: \(counts.joined(separator: ", "))"
  }

  private struct Clause {
    var count: Int
    var one: String
    var several: String

    var verb: String { count == 1 ? one : several }
  }

  private var clusterClauses: [String] {
    var clauses = [
      Clause(
        count: clusters(.anonymousAccess), one: "lets anyone list its resources",
        several: "let anyone list their resources"),
      Clause(
        count: clusters(.insecurePort), one: "answers anyone over plain HTTP (insecure port)",
        several: "answer anyone over plain HTTP (insecure port)"),
      Clause(count: clusters(.versionLeak), one: "leaks its version", several: "leak their version"),
      Clause(count: clusters(.healthOnly), one: "shows only its health", several: "show only their health"),
      Clause(
        count: clusters(.forbidden), one: "accepts anonymous requests but grants them nothing",
        several: "accept anonymous requests but grant them nothing"),
      Clause(
        count: clusters(.lockedDown) + clusters(.clientCertificateRequired), one: "is locked down",
        several: "are locked down"),
      Clause(
        count: unclearClusters, one: "gave no clear answer", several: "gave no clear answer"),
    ].filter { $0.count > 0 }
    guard let first = clauses.first else { return [] }
    var sentences: [String] = []
    if clusters(in: .exposed) == 0, clusters > 1 {
      let leaks = unclearClusters > 0 ? "was seen to leak more than its health" : "leaks more than its health"
      sentences.append("None of \(grouped(clusters)) clusters \(leaks)")
    } else if clusters == 1 {
      sentences.append("1 cluster \(first.one)")
      clauses.removeFirst()
    } else {
      sentences.append("\(grouped(first.count)) of \(grouped(clusters)) clusters \(first.verb)")
      clauses.removeFirst()
    }
    return sentences + clauses.map { "\(grouped($0.count)) \($0.verb)" }
  }

  /// Clusters with a verdict that says nothing of strangers.
  private var unclearClusters: Int {
    clusters(in: .unknown) + clusters(in: .other) + clusters(in: .unreachable)
  }

  /// What is no cluster, as far as anyone can see. The noun stands once.
  private var otherClauses: [String] {
    let open = [Verdict.anonymousAccess, .insecurePort, .versionLeak, .healthOnly]
    let clauses = [
      Clause(
        count: open.reduce(0) { $0 + unnamed($1) },
        one: "answers anonymous requests and does not show what it is",
        several: "answer anonymous requests and do not show what they are"),
      Clause(
        count: unnamed(.forbidden) + unnamed(.lockedDown),
        one: "refuses strangers and does not show what it is",
        several: "refuse strangers and do not show what they are"),
      Clause(
        count: unnamed(.clientCertificateRequired), one: "demands a client certificate",
        several: "demand a client certificate"),
      Clause(
        count: otherComponents - openComponents.endpoints, one: "is another component of Kubernetes",
        several: "are other components of Kubernetes"),
      Clause(
        count: unnamed(.notKubernetes) + unnamed(.plainHTTP), one: "is not a Kubernetes API server",
        several: "are not Kubernetes API servers"),
      Clause(
        count: unnamed(.inconclusive), one: "gave no clear answer", several: "gave no clear answer"),
      Clause(
        count: unnamed(.tlsFailed), one: "established no TLS session", several: "established no TLS session"),
      Clause(
        count: unnamed(.closed) + unnamed(.filtered) + unnamed(.unreachable), one: "did not answer",
        several: "did not answer"),
      Clause(count: unnamed(.unresolved), one: "has no address", several: "have no address"),
      Clause(count: unnamed(.failed), one: "could not be tried", several: "could not be tried"),
    ].filter { $0.count > 0 }
    return clauses.enumerated().map { index, clause in
      "\(index == 0 ? counted(clause.count, "endpoint") : grouped(clause.count)) \(clause.verb)"
    }
  }
}
