/// Who can use a flaw against a kube-apiserver, at the least.
public enum Attacker: String, Sendable, Hashable, Decodable, CaseIterable {
  /// A stranger who reaches the port, without credentials.
  case anonymous
  /// A user or service account with some rights.
  case authenticated
  /// Somebody who holds a node or its credentials.
  case node
  /// Somebody who runs code in a pod.
  case pod
  /// A component that the API server trusts: an aggregated API server, an admission webhook.
  case component
  /// No way to use it against a kube-apiserver was seen.
  case noneSeen = "none seen"
  /// Nobody has looked, and no source says it: entries that were imported. Severity treats it as what needs credentials.
  case unknown
}

extension Attacker {
  /// What knowledge files of schema 1 say in words. What is needed counts as credentials only where it is known to be
  /// such; `unauthenticated before 1.14 …` holds for earlier minors only.
  static func reading(_ access: String) -> (attacker: Attacker, anonymousBefore: MinorRelease?) {
    if access.hasPrefix("node credentials") || access.hasPrefix("a compromised node")
      || access.hasPrefix("a hostile kubelet")
    {
      return (.node, nil)
    }
    if access.hasPrefix("a compromised ") { return (.pod, nil) }
    if access.hasPrefix("a hostile ") || access.hasPrefix("controls a webhook") { return (.component, nil) }
    if access.hasPrefix("authenticated") || access.hasPrefix("peer of ") { return (.authenticated, nil) }
    let openBefore = "unauthenticated before "
    guard access.hasPrefix(openBefore) else { return (.anonymous, nil) }
    let rest = access.dropFirst(openBefore.count).prefix { $0.isNumber || $0 == "." }
    guard let minor = MinorRelease(String(rest)) else { return (.anonymous, nil) }
    return (.authenticated, minor)
  }
}
