/// What a scan's sentences advise, in the words of the program that runs it: how its options are called.
package struct ScanAdvice: Sendable, Hashable {
  /// The option for how many endpoints are worked on at the same time.
  package var concurrency: String
  /// The option for the ports of targets that name none.
  package var port: String
  /// How an interrupted scan is continued, as a clause.
  package var resuming: String

  /// Advice in these words.
  package init(concurrency: String, port: String, resuming: String) {
    self.concurrency = concurrency
    self.port = port
    self.resuming = resuming
  }
}
