import PortableLibc

/// Opens the file that holds a report while it is not complete, for this process alone.
enum PartialFile {
  /// Creates an empty one that belongs to whom the complete report there belongs to, as far as this process may give it
  /// to them, and that may be read by whom that may be read by.
  static func create(
    _ location: OutputLocation, at partial: String
  ) throws(OutputFileError) -> Int32 {
    do {
      // Nobody else may open it before it is known who may.
      let descriptor = try openLocked(partial, creating: location.permissions == nil ? 0o644 : 0o600)
      do {
        try Descriptor.truncate(descriptor, to: 0)
        if let permissions = location.permissions {
          let hasGroup =
            location.owner.map { Descriptor.setOwner(descriptor, user: $0.user, group: $0.group) } ?? true
          fchmod(descriptor, hasGroup ? permissions : withoutGroup(permissions))
        }
        return descriptor
      } catch {
        _ = PortableLibc.close(descriptor)
        throw error
      }
    } catch let error as OutputFileError {
      throw error
    } catch {
      throw .cannotCreate(path: partial, reason: "\(error)")
    }
  }

  /// Permissions of a file whose group is another one than before: it may do what everybody may.
  private static func withoutGroup(_ permissions: mode_t) -> mode_t {
    permissions & 0o707 | (permissions & 0o007) << 3
  }

  /// Opens that of an interrupted scan and cuts it to `length` bytes.
  static func resume(_ partial: String, at length: UInt64) throws(OutputFileError) -> Int32 {
    do {
      let descriptor = try openLocked(partial, creating: nil)
      do {
        let end = UInt64(max(lseek(descriptor, 0, SEEK_END), 0))
        guard end >= length else {
          throw OutputFileError.partialTooShort(partial: partial, length: end, expected: length)
        }
        try Descriptor.truncate(descriptor, to: length)
        guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw Descriptor.Failure.last }
        return descriptor
      } catch {
        _ = PortableLibc.close(descriptor)
        throw error
      }
    } catch let error as OutputFileError {
      throw error
    } catch {
      throw .cannotResume(partial: partial, reason: "\(error)")
    }
  }

  /// Opens a partial file that no other scan is writing. Between opening and locking, another may complete its report
  /// and take the file away under its new name; then the name is looked up again.
  private static func openLocked(_ partial: String, creating mode: mode_t?) throws -> Int32 {
    while true {
      let descriptor = try open(partial, creating: mode)
      do {
        try lock(descriptor, partial)
        if try isNamed(partial, descriptor) { return descriptor }
      } catch {
        _ = PortableLibc.close(descriptor)
        throw error
      }
      _ = PortableLibc.close(descriptor)
    }
  }

  /// Opens the file that is there, or creates one with this mode.
  ///
  /// A file that is there is opened without O_CREAT: in a directory such as /tmp Linux refuses even root to open another
  /// user's file with it (`fs.protected_regular`, Documentation/admin-guide/sysctl/fs.rst).
  private static func open(_ partial: String, creating mode: mode_t?) throws(Descriptor.Failure) -> Int32 {
    let flags = O_WRONLY | O_NOFOLLOW
    while true {
      do {
        return try Descriptor.open(partial, flags)
      } catch {
        guard mode != nil, error.code == ENOENT else { throw error }
      }
      do {
        return try Descriptor.open(partial, flags | O_CREAT | O_EXCL, mode: mode ?? 0o600)
      } catch {
        guard error.code == EEXIST else { throw error }
      }
    }
  }

  private static func lock(_ descriptor: Int32, _ partial: String) throws(OutputFileError) {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: throw .inUse(partial: partial)
      // Some network file systems know no locks; a scan that is alone there needs none.
      default: return
      }
    }
  }

  /// Whether the path names this open file, and not another one or none.
  static func isNamed(_ path: String, _ descriptor: Int32) throws(Descriptor.Failure) -> Bool {
    let opened = try Descriptor.status(descriptor)
    guard let named = try? Descriptor.status(path, followingLinks: false) else { return false }
    return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }
}
