import PortableLibc
import Reporting

/// Where a demonstration leaves its files.
package struct DemoFolder {
  /// The path.
  package let path: String
  /// Whether it was made for this run, in the system's folder for temporary files.
  package let isTemporary: Bool

  /// Uses a directory, made if it is not there; without one, a new temporary one. Throws where it cannot be
  /// created.
  package init(_ directory: String?) throws(OutputFileError) {
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
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The path of a file in it, as it is shown and typed.
  package func shown(_ name: String) -> String { printable(file(name)) }

  /// Writes a file into it. Throws what writing throws.
  package func write(_ text: String, to name: String) throws(OutputFileError) {
    let file = try OutputFile(creating: file(name))
    try file.append(Array(text.utf8))
    try file.commit()
  }

  /// Takes a file away, and the folder with it if it was made for this run and is empty now.
  package func remove(_ name: String) {
    unlink(file(name))
    if isTemporary { rmdir(path) }
  }

  private static func failure(_ path: String) -> OutputFileError {
    .cannotCreate(path: path, reason: systemReason(errno))
  }
}
