import Fixtures
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A tmpfs of a few kilobytes, for disks that are full.
final class SmallDisk: Sendable {
  let directory: TemporaryDirectory

  init(kilobytes: Int) throws {
    directory = try TemporaryDirectory()
    try Self.mountMemory(at: directory.url.path, options: "size=\(kilobytes)k", flags: 0)
  }

  deinit {
    #if os(Linux)
      umount2(directory.url.path, Int32(MNT_DETACH))
    #endif
  }

  /// Makes room.
  func grow(toKilobytes kilobytes: Int) throws {
    #if os(Linux)
      try Self.mountMemory(
        at: directory.url.path, options: "size=\(kilobytes)k", flags: UInt(MS_REMOUNT))
    #endif
  }

  /// Whether this machine allows one: it takes root, and a kernel that lets it mount.
  static let isPossible: Bool = {
    #if os(Linux)
      geteuid() == 0 && (try? SmallDisk(kilobytes: 64)) != nil
    #else
      false
    #endif
  }()

  private static func mountMemory(at path: String, options: String, flags: UInt) throws {
    #if os(Linux)
      guard mount("tmpfs", path, "tmpfs", flags, options) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
      }
    #else
      throw POSIXError(.ENOTSUP)
    #endif
  }
}
