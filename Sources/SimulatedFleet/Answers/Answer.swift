/// What a simulated server answers to one request. `Content-Length`, `Connection` and, with `isDated`, `Date` come
/// behind these fields, as in Go's own order.
struct Answer: Sendable {
  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: String
}

/// A request, as far as a simulated server looks at it.
struct Request: Sendable {
  /// The method, e.g. `GET`.
  let method: String
  /// The path without the query.
  let path: String
  /// Whether the query asks for details of the health.
  let isVerbose: Bool
  /// Whether the query asks for one object of a list.
  let isLimited: Bool
  /// The media types that are accepted; empty where none are named.
  let accept: String

  init(method: String, uri: String, accept: String = "") {
    self.method = method
    self.accept = accept
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? ""
    let query = parts.dropFirst().first?.split(separator: "&") ?? []
    isVerbose = query.contains { $0.hasPrefix("verbose") }
    isLimited = query.contains("limit=1")
  }
}

/// Whatever answers requests: one conformer for each kind of server, none of which keeps anything of a request.
protocol Answering: Sendable {
  func answer(to request: Request) -> Answer
}
