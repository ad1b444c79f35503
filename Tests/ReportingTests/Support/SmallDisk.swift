import Foundation

/// A file system of so many bytes that goes when the test ends: a disk that is soon full.
final class SmallDisk {
  let directory: TemporaryDirectory

  /// Whether this process may mount one: root on Linux may, mostly.
  static let isAvailable: Bool = (try? SmallDisk(bytes: 65_536)) != nil

  init(bytes: Int) throws {
    directory = try TemporaryDirectory()
    #if os(Linux)
      guard mount("apiexpose-tests", directory.path, "tmpfs", 0, "size=\(bytes)") == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
      }
    #else
      throw POSIXError(.ENOTSUP)
    #endif
  }

  deinit {
    #if os(Linux)
      umount2(directory.path, Int32(MNT_DETACH))
    #endif
  }

  /// Takes all of the disk but so many bytes; a page is the least that can be left.
  func fill(leaving bytes: Int) throws {
    let ballast = directory.file("ballast")
    try directory.write("", to: "ballast")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: ballast))
    defer { try? handle.close() }
    let page = [UInt8](repeating: 0x20, count: 4096)
    while page.withUnsafeBytes({ write(handle.fileDescriptor, $0.baseAddress, $0.count) }) > 0 {}
    let end = lseek(handle.fileDescriptor, 0, SEEK_END)
    ftruncate(handle.fileDescriptor, max(0, end - off_t(bytes)))
  }

  /// Gives the disk back what `fill(leaving:)` took.
  func empty() throws {
    try FileManager.default.removeItem(atPath: directory.file("ballast"))
  }
}
