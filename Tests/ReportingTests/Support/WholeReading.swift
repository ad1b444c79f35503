import Foundation

/// Reads a file, a pipe or a FIFO to its end on a thread of its own: the threads that run tests are few, and must
/// not wait for one another.
final class WholeReading: Sendable {
  private let result: AsyncStream<Data>

  init(_ path: String) {
    let (result, continuation) = AsyncStream<Data>.makeStream()
    self.result = result
    Thread.detachNewThread {
      let handle = FileHandle(forReadingAtPath: path)
      continuation.yield((try? handle?.readToEnd()) ?? Data())
      continuation.finish()
    }
  }

  /// What was read.
  func bytes() async -> Data {
    var all = Data()
    for await data in result { all += data }
    return all
  }
}
