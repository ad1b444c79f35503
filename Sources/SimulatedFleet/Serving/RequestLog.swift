import NIOConcurrencyHelpers

/// What the servers of a fleet were asked, as far as tests want to know: methods and paths, each once, and no more of them
/// than a few hundred.
public final class RequestLog: Sendable {
  private static let capacity = 512

  private let requests = NIOLockedValueBox<Set<String>>([])

  init() {}

  /// Each different request so far, as in `GET /version`, in alphabetical order.
  public var lines: [String] { requests.withLockedValue { $0.sorted() } }

  func note(method: String, path: String) {
    requests.withLockedValue { requests in
      if requests.count < Self.capacity { requests.insert("\(method) \(path.prefix(256))") }
    }
  }
}
