#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a report goes, checked before the scan starts.
struct OutputLocation {
  /// The name of the complete report; of a link to a regular file, the file it leads to.
  let path: String
  /// Whether the path exists and is no regular file, or is another name of an open descriptor (`/dev/stdout`), so
  /// that there can be no partial file beside it.
  let isStraight: Bool
  /// Who may read and write the complete report that is there already; nil where there is none.
  let permissions: mode_t?

  var partialPath: String { path + Self.partialEnding }

  /// What stands behind the name of a report that is not complete.
  static let partialEnding = ".partial"

  init(_ given: String) throws(OutputFileError) {
    guard !given.isEmpty, !given.hasSuffix("/") else {
      throw .cannotCreate(path: given, reason: "it names no file")
    }
    guard let status = try? Descriptor.status(given, followingLinks: true) else {
      path = given
      isStraight = false
      permissions = nil
      try checkDirectory()
      return
    }
    guard status.kind != S_IFDIR else { throw .cannotCreate(path: given, reason: "it is a directory") }
    isStraight = status.kind != S_IFREG || Self.isDescriptor(given)
    path = isStraight ? given : Self.resolved(given)
    permissions = isStraight ? nil : status.st_mode & 0o777
    guard !isStraight else { return }
    guard access(path, W_OK) == 0 else {
      throw .cannotCreate(path: path, reason: Descriptor.Failure.last.description)
    }
    try checkDirectory()
  }

  private func checkDirectory() throws(OutputFileError) {
    let directory = Descriptor.directory(of: path)
    do {
      let status = try Descriptor.status(directory, followingLinks: true)
      guard status.kind == S_IFDIR else {
        throw OutputFileError.cannotCreate(path: path, reason: "\(directory) is no directory")
      }
      guard access(directory, W_OK | X_OK) == 0 else { throw Descriptor.Failure.last }
    } catch let error as OutputFileError {
      throw error
    } catch {
      throw .cannotCreate(path: path, reason: "the directory \(directory): \(error)")
    }
  }

  /// Whether the path leads to a file through a descriptor that is open already. Whoever opened it writes there
  /// too, and would go on writing a file without a name if a report were renamed over it.
  private static func isDescriptor(_ given: String) -> Bool {
    var path = given
    for _ in 0..<linkLimit {
      guard let directory = Descriptor.realPath(Descriptor.directory(of: path)) else { return false }
      if directory == "/dev/fd" || directory.hasPrefix("/proc/") && directory.hasSuffix("/fd") { return true }
      guard let next = Descriptor.link(path) else { return false }
      path = next.hasPrefix("/") ? next : "\(directory)/\(next)"
    }
    return false
  }

  /// As many links as Linux follows.
  private static let linkLimit = 40

  private static func resolved(_ path: String) -> String {
    guard Descriptor.link(path) != nil else { return path }
    return Descriptor.realPath(path) ?? path
  }
}
