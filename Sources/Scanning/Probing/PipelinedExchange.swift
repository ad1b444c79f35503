import Exposure

/// What can be told from requests that went out together: an answer, or the lack of one, may be due to the other request.
enum PipelinedExchange {
  /// The paths whose answers came and are in doubt, where the exchange as a whole is: these, and all that have no
  /// answer, are to be asked again alone. Nil where nothing is in doubt, or no time is left.
  static func answersInDoubt(_ report: ConnectionReport) -> [String]? {
    var paths = report.responses.filter { mayBeDueToPipelining($0.status) }.map(\.path)
    switch report.ending {
    case .deadline, .flooded, .http2:
      return nil
    case .unclear:
      // The last answer's body would have gone on into the next answer.
      if let last = report.responses.last { paths.append(last.path) }
      return paths
    case .quiet, .invalidHTTP, .headTooLarge:
      return paths
    case .answered, .closed, .reset, .handshakeFailed, .alert, .bodyTooLarge:
      return paths.isEmpty ? nil : paths
    }
  }

  /// What servers say that take the second of two requests for a part of the first, or do not take it at all.
  private static func mayBeDueToPipelining(_ status: Int) -> Bool {
    [400, 408, 411, 413, 431, 501, 505].contains(status)
  }
}
