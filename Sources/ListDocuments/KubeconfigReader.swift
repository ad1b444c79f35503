import Targets
import Yams

/// Reads the clusters of a kubeconfig (k8s.io/client-go/tools/clientcmd/api/v1): a target for each context, and one for
/// each cluster that no context names. Users are not read.
enum KubeconfigReader {
  /// How many clusters or contexts there may be.
  static let mostEntries = 100_000

  private struct Cluster {
    let server: String
    let serverName: String?
    let proxy: String?
    let line: UInt64
  }

  static func read(_ text: [UInt8], into targets: inout ListedTargets) throws(ListProblem) {
    let string = try KubeconfigText.checked(text)
    for document in try documents(string) {
      try read(document, into: &targets)
    }
  }

  private static func documents(_ text: String) throws(ListProblem) -> [Node] {
    var documents: [Node] = []
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      while let document = try parser.nextRoot() {
        documents.append(document)
        guard documents.count <= mostEntries else { throw ListProblem(.tooManyEntries(mostEntries)) }
      }
    } catch let problem as ListProblem {
      throw problem
    } catch {
      throw ListProblem(.malformed(.kubeconfig), line: line(of: error))
    }
    return documents
  }

  private static func line(of error: any Error) -> UInt64? {
    switch error {
    case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
      YamlError.composer(_, _, let mark, _):
      UInt64(exactly: mark.line)
    case YamlError.duplicatedKeysInMapping(_, let context): UInt64(exactly: context.mark.line)
    default: nil
    }
  }

  private static func read(_ document: Node, into targets: inout ListedTargets) throws(ListProblem) {
    guard document.mapping != nil else {
      // A document of users alone is an empty one by now.
      guard document.scalar?.string.isEmpty == true else { throw ListProblem(.malformed(.kubeconfig)) }
      return
    }
    var clusters: [String: Cluster] = [:]
    var order: [String] = []
    for (name, node) in try entries(document, "clusters", "cluster") where clusters[name] == nil {
      guard let server = node["server"]?.scalar, !server.string.isEmpty else { continue }
      clusters[name] = Cluster(
        server: server.string, serverName: text(node, "tls-server-name"),
        proxy: text(node, "proxy-url"),
        line: UInt64(max(1, server.mark?.line ?? 1)))
      order.append(name)
    }
    var named: Set<String> = []
    for (context, node) in try entries(document, "contexts", "context") {
      guard let name = text(node, "cluster"), let cluster = clusters[name] else {
        targets.noteBrokenContext()
        continue
      }
      named.insert(name)
      append(cluster, labels: [("context", context), ("cluster", name)], to: &targets)
    }
    for name in order where !named.contains(name) {
      if let cluster = clusters[name] { append(cluster, labels: [("cluster", name)], to: &targets) }
    }
  }

  private static func append(
    _ cluster: Cluster, labels: [(key: String, value: String)], to targets: inout ListedTargets
  ) {
    var words = cluster.serverName.map { [(key: "tls-server-name", value: $0)] } ?? []
    if let text = cluster.proxy {
      // Behind the proxy the same address is another host: it is not asked directly instead.
      guard let proxy = try? ProxyURL(text) else { return targets.skipUnusableProxy() }
      // Go's net/http, by which kubectl connects, treats socks5 as socks5h (Transport.Proxy).
      words.append((key: "proxy-url", value: proxy.resolvingNames))
    }
    targets.append(cluster.server, labels: words + labels, line: cluster.line)
  }

  /// The entries of a list: `- name: …` with a mapping under `key`.
  private static func entries(
    _ document: Node, _ list: String, _ key: String
  ) throws(ListProblem) -> [(name: String, node: Node)] {
    guard let entries = document[list]?.sequence else { return [] }
    guard entries.count <= mostEntries else { throw ListProblem(.tooManyEntries(mostEntries)) }
    return entries.compactMap { entry in
      guard let name = text(entry, "name"), let node = entry[key] else { return nil }
      return (name, node)
    }
  }

  private static func text(_ node: Node, _ key: String) -> String? {
    guard let text = node[key]?.scalar?.string, !text.isEmpty else { return nil }
    return text
  }
}
