import Reporting
import Targets
import PortableLibc

/// The whole text of an input file.
package enum FileText {
  /// The largest file that is read, in bytes: more than any list, less than memory.
  package static let largest = 1 << 30

  /// Whether something of this name exists.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// Whether a path leads to a file, a pipe or a device, and not to a directory.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether a path leads to a regular file.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a path is a symbolic link, wherever that leads.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The first of these paths that is a file which a path before it led to as well.
  package static func repeated(_ paths: [String]) -> String? {
    var seen: Set<[UInt64]> = []
    return paths.first { path in
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
      return !seen.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted
    }
  }

  /// Whether two paths lead to the same file.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    var status = stat()
    var otherStatus = stat()
    guard stat(path, &status) == 0, stat(other, &otherStatus) == 0 else { return false }
    return status.st_dev == otherStatus.st_dev && status.st_ino == otherStatus.st_ino
      && status.st_mode & S_IFMT == S_IFREG
  }

  /// Refuses what can be read only once: standard input, a pipe, a device.
  package static func checkReadableTwice(_ paths: [String]) throws(LabelColumnsError) {
    for path in paths {
      var status = stat()
      guard path != "-" else { throw .unknownBeforeEnd(StandardInput.name) }
      guard stat(path, &status) == 0 else { continue }
      guard status.st_mode & S_IFMT == S_IFREG else { throw .unknownBeforeEnd(printable(path)) }
    }
  }

  /// Reads a file, a pipe or a device to its end. Throws a `CommandFailure` that names the file.
  package static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let text = try read(path, atMost: largest)
    guard text.count <= largest else { throw failure(path, "it is larger than 1 GiB") }
    return text
  }

  /// Reads a file, a pipe or a device, and stops soon after the first byte beyond a bound: whoever asks refuses what is
  /// longer. Throws a `CommandFailure` that names the file.
  /// - Parameter followingLink: Whether a path that is a symbolic link is followed; else it cannot be read.
  package static func read(
    _ path: String, atMost bound: Int, followingLink: Bool = true
  ) throws(CommandFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (followingLink ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { throw failure(path, systemReason(errno)) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw failure(path, "it is a directory; name the files in it")
    }
    var text: [UInt8] = []
    while true {
      switch StandardInput.read(descriptor) {
      case .bytes(let bytes): text += bytes
      case .end: return text
      case .failed(let reason): throw failure(path, reason)
      }
      guard text.count <= bound else { return text }
    }
  }

  /// The beginning of a file; of a pipe, what it holds now.
  package static func head(_ path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, systemReason(errno)) }
    defer { close(descriptor) }
    return (try? readBytes(descriptor, atMost: 1 << 14)) ?? []
  }

  private static func failure(_ path: String, _ reason: String) -> CommandFailure {
    CommandFailure(.noInput, "cannot read \(printable(path)): \(reason)")
  }
}
