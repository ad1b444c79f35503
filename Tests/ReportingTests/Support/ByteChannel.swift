import Foundation

/// A pipe between a report and its reader, in a process that ignores SIGPIPE as the command does.
final class ByteChannel {
  let readEnd: Int32
  let writeEnd: Int32
  private var isReading = true
  private var isWriting = true

  init() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EMFILE) }
    readEnd = ends[0]
    writeEnd = ends[1]
    // A process that another test starts meanwhile must not hold the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    stopReading()
    stopWriting()
  }

  /// Closes the reader's end.
  func stopReading() {
    if isReading { close(readEnd) }
    isReading = false
  }

  /// Closes the writer's end.
  func stopWriting() {
    if isWriting { close(writeEnd) }
    isWriting = false
  }

  /// What has been written and not been read yet, at most 1 MiB; waits for the first of it.
  func read() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let received = bytes.withUnsafeMutableBytes { Foundation.read(readEnd, $0.baseAddress, $0.count) }
    return String(decoding: bytes.prefix(max(0, received)), as: UTF8.self)
  }

  /// Makes writing return at once where the pipe is full.
  func makeNonBlocking() {
    _ = fcntl(writeEnd, F_SETFL, fcntl(writeEnd, F_GETFL) | O_NONBLOCK)
  }
}
