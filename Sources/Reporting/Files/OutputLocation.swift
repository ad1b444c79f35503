import PortableLibc

/// Where a report goes, checked before the scan starts.
struct OutputLocation {
  /// The name of the complete report; of a link to a regular file, the file it leads to.
  let path: String
  /// Whether the path exists and is no regular file, or is another name of an open descriptor (`/dev/stdout`), so
  /// that there can be no partial file beside it.
  let isStraight: Bool
  /// Who may read and write the complete report that is there already; nil if there is no report.
  let permissions: mode_t?
  /// Whose the complete report is that is there already; nil if there is no report.
  let owner: Owner?
  /// The descriptor of this process that the path is another name of; nil if it is a path of its own.
  let descriptor: Int32?

  /// The user and group of a file.
  struct Owner: Equatable {
    let user: uid_t
    let group: gid_t
  }

  var partialPath: String { path + Self.partialEnding }

  /// What stands behind the name of a report that is not complete.
  static let partialEnding = ".partial"

  init(_ given: String) throws(OutputFileError) {
    guard !given.isEmpty, !given.hasSuffix("/") else {
      throw .cannotCreate(path: given, reason: "it names no file")
    }
    guard let status = try? Descriptor.status(given, followingLinks: true) else {
      // A link that leads nowhere yet is followed, as a shell's redirection follows it.
      guard Self.opened(given) == nil else {
        throw .cannotCreate(path: given, reason: "no such descriptor is open")
      }
      path = try Self.destination(ofLink: given)
      isStraight = false
      permissions = nil
      owner = nil
      descriptor = nil
      try checkDirectory()
      return
    }
    guard status.kind != S_IFDIR else { throw .cannotCreate(path: given, reason: "it is a directory") }
    let opened = Self.opened(given)
    descriptor = opened?.isOwn == true ? opened?.number : nil
    isStraight = status.kind != S_IFREG || opened != nil
    path = isStraight ? given : Self.resolved(given)
    permissions = isStraight ? nil : status.st_mode & 0o777
    owner = isStraight ? nil : Owner(user: status.st_uid, group: status.st_gid)
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
    } catch let failure as Descriptor.Failure where failure.code == ENOENT {
      throw .cannotCreate(path: path, reason: "there is no directory \(directory)")
    } catch {
      throw .cannotCreate(path: path, reason: "the directory \(directory): \(error)")
    }
  }

  /// The descriptor, open already, through which a path leads to a file, and whether it is one of this process; nil
  /// where it leads through none. Whoever opened it writes there too, and would go on writing a file without a name if
  /// a report were renamed over it.
  private static func opened(_ given: String) -> (number: Int32?, isOwn: Bool)? {
    var path = given
    for _ in 0..<linkLimit {
      guard let directory = Descriptor.realPath(Descriptor.directory(of: path)) else { return nil }
      if directory == "/dev/fd" || directory.hasPrefix("/proc/") && directory.hasSuffix("/fd") {
        let isOwn = directory == "/dev/fd" || directory.hasPrefix("/proc/\(getpid())/")
        return (path.split(separator: "/").last.flatMap { Int32($0) }, isOwn)
      }
      guard let next = Descriptor.link(path) else { return nil }
      path = next.hasPrefix("/") ? next : "\(directory)/\(next)"
    }
    return nil
  }

  /// The path that a link leads to which is not there; the path itself where it is no link.
  private static func destination(ofLink given: String) throws(OutputFileError) -> String {
    var path = given
    for _ in 0..<linkLimit {
      guard let next = Descriptor.link(path) else {
        guard !path.hasSuffix("/") else { break }
        return path
      }
      path = next.hasPrefix("/") ? next : "\(Descriptor.directory(of: path))/\(next)"
    }
    throw .cannotCreate(path: given, reason: "the link leads to no file")
  }

  /// As many links as Linux follows.
  private static let linkLimit = 40

  private static func resolved(_ path: String) -> String {
    guard Descriptor.link(path) != nil else { return path }
    return Descriptor.realPath(path) ?? path
  }
}
