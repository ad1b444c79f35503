import ArgumentParser
import PortableLibc
import Targets

/// Standard input as a source of targets.
package enum StandardInput {
  package static let name = "standard input"
  package static let descriptor: Int32 = STDIN_FILENO

  /// Refuses files of which more than one is `-`. Throws a `ValidationError`.
  package static func checkNamedOnce(in files: [String]) throws {
    guard files.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input can be read once: name - once.")
    }
  }

  /// Refuses what no line will ever come from, before any report is opened. Throws a `CommandFailure` with status 66.
  package static func check() throws(CommandFailure) {
    var status = stat()
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fstat(descriptor, &status) == 0 else {
      throw failure(systemReason(errno))
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw failure("it is a directory; name the files in it") }
    if flags & O_ACCMODE == O_WRONLY {
      throw failure(isOccupied(status) ? "it is closed" : "it is open for writing only")
    }
  }

  /// Whether it is what `StandardStreams.occupy` puts where nothing was given.
  private static func isOccupied(_ status: stat) -> Bool {
    var null = stat()
    return stat("/dev/null", &null) == 0 && status.st_mode & S_IFMT == S_IFCHR
      && status.st_rdev == null.st_rdev
  }

  /// Waits for its next bytes.
  package static func read() -> InputChunk { read(descriptor) }

  /// Waits for the next bytes of a descriptor.
  package static func read(_ descriptor: Int32) -> InputChunk {
    do {
      let bytes = try readBytes(descriptor, atMost: 1 << 16)
      return bytes.isEmpty ? .end : .bytes(bytes)
    } catch {
      return .failed(reason: error.description)
    }
  }

  /// The failure of reading it.
  package static func failure(_ reason: String) -> CommandFailure {
    CommandFailure(.noInput, "cannot read \(name): \(reason)")
  }
}
