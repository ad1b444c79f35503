internal import Foundation

/// A file system of so many bytes that goes when the test ends: a disk that is soon full.
package final class SmallDisk: Sendable {
  package let directory: TemporaryDirectory

  /// Whether this process may mount one: root on Linux may, mostly.
  package static let isAvailable: Bool = (try? SmallDisk(bytes: 65_536)) != nil

  package init(bytes: Int) throws {
    directory = try TemporaryDirectory()
    try Self.mountMemory(at: directory.path, bytes: bytes, again: false)
  }

  deinit {
    #if os(Linux)
      umount2(directory.path, Int32(MNT_DETACH))
    #endif
  }

  /// Makes room.
  package func grow(toBytes bytes: Int) throws {
    try Self.mountMemory(at: directory.path, bytes: bytes, again: true)
  }

  private static func mountMemory(at path: String, bytes: Int, again: Bool) throws {
    #if os(Linux)
      let flags = again ? UInt(MS_REMOUNT) : 0
      guard mount("apiexpose-tests", path, "tmpfs", flags, "size=\(bytes)") == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
      }
    #else
      throw POSIXError(.ENOTSUP)
    #endif
  }

  /// Takes all of the disk but so many bytes; a page is the least that can be left.
  package func fill(leaving bytes: Int) throws {
    let ballast = try directory.write("", to: "ballast")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: ballast))
    defer { try? handle.close() }
    let page = [UInt8](repeating: 0x20, count: 4096)
    while page.withUnsafeBytes({ write(handle.fileDescriptor, $0.baseAddress, $0.count) }) > 0 {}
    let end = lseek(handle.fileDescriptor, 0, SEEK_END)
    ftruncate(handle.fileDescriptor, max(0, end - off_t(bytes)))
  }

  /// Gives the disk back what `fill(leaving:)` took.
  package func empty() throws {
    try FileManager.default.removeItem(atPath: directory.file("ballast"))
  }
}
