/// What `/healthz` tells a stranger.
enum HealthReport: Hashable, Sendable {
  /// The bare word.
  case ok
  /// Every check by its name, as `?verbose` and every failure show (k8s.io/apiserver/pkg/server/healthz).
  case checks
}

extension HealthReport {
  /// Reads the health out of an answer: 200 with `ok` or with a list of checks, 500 with a list of checks. Nil
  /// where the answer tells no health.
  init?(_ response: Response) {
    switch response.status {
    case 200 where response.listsHealthChecks: self = .checks
    case 200 where response.body.trimmingASCIIWhitespace == "ok": self = .ok
    case 500 where response.listsHealthChecks: self = .checks
    default: return nil
    }
  }
}

extension Response {
  /// Whether the body begins with a check as a kube-apiserver writes it: `[+]ping ok`,
  /// `[-]etcd failed: reason withheld`, `[+]informer-sync excluded: ok`.
  var listsHealthChecks: Bool {
    guard body.utf8.first == UInt8(ascii: "[") else { return false }
    let line = body.prefix { !$0.isNewline }
    guard let space = line.firstIndex(of: " ") else { return false }
    let name = line[..<space].dropFirst(3)
    let result = line[line.index(after: space)...]
    guard !name.isEmpty else { return false }
    if line.hasPrefix("[+]") { return result == "ok" || result == "excluded: ok" }
    return line.hasPrefix("[-]") && result.hasPrefix("failed")
  }
}

extension String {
  var trimmingASCIIWhitespace: Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) })
    else { return "" }
    return self[first...last]
  }
}
