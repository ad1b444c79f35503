import PortableLibc

/// Keeps a second writer away for the length of a whole scan: `FILE.lock` beside the history, held by `flock`. It goes
/// with the process, however that ends; the file itself stays, because taking it away would race.
final class HistoryLock: Sendable {
  private let descriptor: Int32

  /// How often a taken lock is tried again, in microseconds.
  private static let pause: useconds_t = 50_000

  static func path(for history: String) -> String { history + ".lock" }

  /// Takes the lock, waiting as long as `timeout`; zero does not wait.
  init(_ history: String, timeout: Duration) throws(HistoryError) {
    let path = Self.path(for: history)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      throw .cannotCreate(path: path, reason: systemReason(errno))
    }
    let end = ContinuousClock.now + timeout
    while !Self.take(descriptor, LOCK_EX) {
      guard ContinuousClock.now < end else {
        let holder = Self.holder(descriptor)
        close(descriptor)
        throw .inUse(path: history, holder: holder)
      }
      usleep(Self.pause)
    }
    sign()
  }

  deinit {
    // A process that another thread has just forked keeps the lock until it runs its own program.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Whether somebody is writing the history now.
  static func isHeld(_ history: String) -> Bool {
    let descriptor = open(path(for: history), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return !take(descriptor, LOCK_SH)
  }

  /// Some network file systems know no locks; who is alone there needs none.
  private static func take(_ descriptor: Int32, _ kind: Int32) -> Bool {
    while flock(descriptor, kind | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: return true
      }
    }
    return true
  }

  /// Writes down who holds it, for the sentence that the next one gets. A disk that is full loses only that.
  private func sign() {
    let text = Array("process \(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// What the holder wrote: `process 4711`, and nothing else that may lie in the file.
  private static func holder(_ descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { return nil }
    let words = String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == "process", let number = Int32(words[1]) else { return nil }
    return "process \(number)"
  }
}
