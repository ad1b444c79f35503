import CommandSupport
import Reporting
import PortableLibc

/// Where a demonstration leaves its files.
struct DemoFolder {
  /// The path.
  let path: String
  /// Whether it was made for this run, in the system's folder for temporary files.
  let isTemporary: Bool

  /// Uses a directory, made if it is not there; without one, a new temporary one. Throws a `CommandFailure` with status 73.
  init(_ directory: String?) throws(CommandFailure) {
    if let directory {
      path = directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
      isTemporary = false
      if mkdir(directory, 0o755) == 0 || errno == EEXIST { return }
      throw Self.failure(directory)
    }
    let parent = Environment.value(of: "TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(parent)/apiexpose-demo-XXXXXX".utf8CString)
    let isMade = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard isMade else { throw Self.failure("a folder in \(parent)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    isTemporary = true
  }

  /// The path of a file in it.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The path of a file in it, as it is shown and typed.
  func shown(_ name: String) -> String { printable(file(name)) }

  /// Writes a file into it. Throws a `CommandFailure`.
  func write(_ text: String, to name: String) throws(CommandFailure) {
    do {
      let file = try OutputFile(creating: file(name))
      try file.append(Array(text.utf8))
      try file.commit()
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Takes a file away, and the folder with it if it was made for this run and is empty now.
  func remove(_ name: String) {
    unlink(file(name))
    if isTemporary { rmdir(path) }
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure(.cannotCreate, "cannot create \(printable(path)): \(String(cString: strerror(errno)))")
  }
}
