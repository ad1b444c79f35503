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
  /// Whether the path exists and is no regular file, so that there can be no partial file beside it.
  let isStraight: Bool

  var partialPath: String { path + ".partial" }

  init(_ given: String) throws(OutputFileError) {
    guard !given.isEmpty, !given.hasSuffix("/") else {
      throw .cannotCreate(path: given, reason: "it names no file")
    }
    guard let status = try? Descriptor.status(given, followingLinks: true) else {
      path = given
      isStraight = false
      try checkDirectory()
      return
    }
    switch status.kind {
    case S_IFDIR: throw .cannotCreate(path: given, reason: "it is a directory")
    case S_IFREG: break
    default:
      path = given
      isStraight = true
      return
    }
    path = Self.resolved(given)
    isStraight = path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
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

  private static func resolved(_ path: String) -> String {
    guard let status = try? Descriptor.status(path, followingLinks: false), status.kind == S_IFLNK,
      let real = realpath(path, nil)
    else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
