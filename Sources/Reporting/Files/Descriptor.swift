import PortableLibc

/// POSIX calls as this module needs them: interrupted calls go on, short reads and writes are made whole.
enum Descriptor {
  typealias Failure = SystemFailure

  /// Opens a file; one that is created gets `mode`, less what the umask takes away.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws(Failure) -> Int32 {
    while true {
      let descriptor = PortableLibc.open(path, flags | O_CLOEXEC, mode)
      if descriptor >= 0 { return descriptor }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Opens a regular file, and waits for nothing else: a FIFO in its place has no writer who comes.
  static func openRegular(_ path: String, _ flags: Int32) throws(Failure) -> (descriptor: Int32, size: UInt64)
  {
    let descriptor = try open(path, flags | O_NONBLOCK)
    do throws(Failure) {
      let status = try status(descriptor)
      guard status.kind == S_IFREG else { throw Failure(code: status.kind == S_IFDIR ? EISDIR : ESPIPE) }
      return (descriptor, UInt64(clamping: status.st_size))
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// How long a FIFO is waited for that nobody reads.
  private static let patience = Duration.seconds(10)

  /// Opens what is no regular file for writing. A FIFO is opened when it has a reader, and is not waited for without
  /// end, because an open(2) that waits hears no signal.
  static func openForReader(_ path: String) throws(Failure) -> Int32 {
    let start = ContinuousClock.now
    while true {
      do {
        let descriptor = try open(path, O_WRONLY | O_APPEND | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFL, O_APPEND)
        return descriptor
      } catch {
        // fifo(7): no process has the FIFO open for reading.
        guard error.code == ENXIO, start.duration(to: .now) < patience else { throw error }
        usleep(20_000)
      }
    }
  }

  /// Another number for an open descriptor, with the same place in the file. A socket cannot be opened by its name in
  /// `/dev/fd`, and a file that is opened anew would be written from its start.
  static func duplicateForWriting(_ number: Int32) throws(Failure) -> Int32 {
    let flags = fcntl(number, F_GETFL)
    guard flags >= 0 else { throw .last }
    // What `write` itself would say.
    guard flags & O_ACCMODE != O_RDONLY else { throw Failure(code: EBADF) }
    let descriptor = fcntl(number, F_DUPFD_CLOEXEC, 3)
    guard descriptor >= 0 else { throw .last }
    return descriptor
  }

  /// Gives an open file the owner and group, or the group alone where the process may not give files away.
  /// - Returns: Whether the group is as wanted.
  static func setOwner(_ descriptor: Int32, user: uid_t, group: gid_t) -> Bool {
    guard let status = try? status(descriptor) else { return false }
    if status.st_uid == user && status.st_gid == group { return true }
    return fchown(descriptor, user, group) == 0 || fchown(descriptor, uid_t.max, group) == 0
      || status.st_gid == group
  }

  /// Opens a new file for reading and writing that has no name, in `TMPDIR` or `/tmp`.
  static func openNameless() throws(Failure) -> Int32 {
    let directory = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(directory)/apiexpose-XXXXXX".utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard descriptor >= 0 else { throw .last }
    template.withUnsafeBufferPointer { path in
      if let path = path.baseAddress { unlink(path) }
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// Writes everything, or says how much was written before the failure.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> (written: Int, failure: Failure?) {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = buffer[written...]
        let count = PortableLibc.write(descriptor, buffer.baseAddress?.advanced(by: written), rest.count)
        if count >= 0 {
          written += count
        } else if errno == EAGAIN || errno == EWOULDBLOCK {
          if let failure = waitUntilWritable(descriptor) { return (written, failure) }
        } else if errno != EINTR {
          return (written, .last)
        }
      }
      return (written, nil)
    }
  }

  /// Whether something can be read, or the end is reached, within so many milliseconds.
  static func isReadable(_ descriptor: Int32, within milliseconds: Int32) throws(Failure) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let ready = poll(&wanted, 1, milliseconds)
    guard ready < 0 else { return ready > 0 }
    guard errno == EINTR else { throw .last }
    return false
  }

  /// Waits until the bytes are on the disk. Pipes and terminals have none, and that is well.
  static func synchronize(_ descriptor: Int32) throws(Failure) {
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      case EINVAL, EROFS, ENOTSUP: return
      default: throw .last
      }
    }
  }

  static func truncate(_ descriptor: Int32, to length: UInt64) throws(Failure) {
    while ftruncate(descriptor, off_t(clamping: length)) != 0 {
      guard errno == EINTR else { throw .last }
    }
  }

  /// Renames, and makes the new name durable.
  static func rename(_ old: String, to new: String) throws(Failure) {
    let result = PortableLibc.rename(old, new)
    guard result == 0 else { throw .last }
    // A directory that may be written but not read cannot be opened; the new name is there all the same.
    guard let directory = try? open(self.directory(of: new), O_RDONLY | O_DIRECTORY) else { return }
    defer { close(directory) }
    try synchronize(directory)
  }

  /// What `stat` says of a path, its links followed or not.
  static func status(_ path: String, followingLinks: Bool) throws(Failure) -> stat {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { throw .last }
    return status
  }

  /// What `fstat` says of an open file.
  static func status(_ descriptor: Int32) throws(Failure) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    return status
  }

  /// Where a symbolic link leads, as it is written; nil if the path is not a link.
  static func link(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let length = readlink(path, start, buffer.count)
      return length > 0 ? String(decoding: UnsafeRawBufferPointer(buffer)[..<length], as: UTF8.self) : nil
    }
  }

  /// The path without links; nil where it leads nowhere.
  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  private static func waitUntilWritable(_ descriptor: Int32) -> Failure? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while poll(&waiting, 1, -1) < 0 {
      guard errno == EINTR else { return .last }
    }
    return nil
  }
}

extension stat {
  /// The kind of file: `S_IFREG`, `S_IFDIR`, `S_IFLNK` and so on.
  var kind: mode_t { st_mode & S_IFMT }
}
