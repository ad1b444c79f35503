import Exposure

extension Summary {
  /// The reviewer's question answered: "3 of 41 clusters leak their version; 35 are locked down; 3 gave no clear
  /// answer; 7 endpoints did not answer." The worst comes first; nothing is left out.
  public var sentence: String {
    guard endpoints > 0 else { return "No endpoint was scanned." }
    let clusters = clusterClauses
    let others = otherClauses
    guard !clusters.isEmpty else { return "No cluster answered: \(others.joined(separator: "; "))." }
    return (clusters + others).joined(separator: "; ") + "."
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
        count: count(Verdict.anonymousAccess), one: "lets anyone list its resources",
        several: "let anyone list their resources"),
      Clause(
        count: count(Verdict.insecurePort), one: "answers anyone over plain HTTP (insecure port)",
        several: "answer anyone over plain HTTP (insecure port)"),
      Clause(
        count: count(Verdict.versionLeak), one: "leaks its version", several: "leak their version"),
      Clause(
        count: count(Verdict.healthOnly), one: "shows only its health", several: "show only their health"),
      Clause(
        count: count(Posture.lockedDown), one: "is locked down", several: "are locked down"),
      Clause(
        count: count(Verdict.inconclusive), one: "gave no clear answer", several: "gave no clear answer"),
    ].filter { $0.count > 0 }
    guard let first = clauses.first else { return [] }
    var sentences: [String] = []
    if count(Posture.exposed) == 0, clusters > 1 {
      let leaks = count(Verdict.inconclusive) > 0 ? "was seen to leak" : "leaks"
      sentences.append("None of \(grouped(clusters)) clusters \(leaks) its version or health")
    } else if clusters == 1 {
      sentences.append("1 cluster \(first.one)")
      clauses.removeFirst()
    } else {
      sentences.append("\(grouped(first.count)) of \(grouped(clusters)) clusters \(first.verb)")
      clauses.removeFirst()
    }
    return sentences + clauses.map { "\(grouped($0.count)) \($0.verb)" }
  }

  /// What is no cluster, as far as anyone can see. The noun stands once.
  private var otherClauses: [String] {
    let silent = count(Verdict.closed) + count(Verdict.filtered) + count(Verdict.unreachable)
    let foreign = count(Verdict.notKubernetes) + count(Verdict.plainHTTP)
    let clauses = [
      Clause(count: foreign, one: "is no Kubernetes API server", several: "are no Kubernetes API servers"),
      Clause(
        count: count(Verdict.tlsFailed), one: "came to no TLS session", several: "came to no TLS session"),
      Clause(count: silent, one: "did not answer", several: "did not answer"),
      Clause(count: count(Verdict.unresolved), one: "has no address", several: "have no address"),
      Clause(count: count(Verdict.failed), one: "could not be tried", several: "could not be tried"),
    ].filter { $0.count > 0 }
    return clauses.enumerated().map { index, clause in
      "\(index == 0 ? counted(clause.count, "endpoint") : grouped(clause.count)) \(clause.verb)"
    }
  }
}
