/// An `errno` that a system call left, with the system's sentence for it.
package struct SystemFailure: Error, Equatable, CustomStringConvertible {
  /// The `errno`.
  package var code: CInt

  /// A failure with this `errno`.
  package init(code: CInt) {
    self.code = code
  }

  /// The failure of the last call of this thread.
  package static var last: SystemFailure { SystemFailure(code: errno) }

  /// As in `No such file or directory`.
  package var description: String { systemReason(code) }
}

/// The system's own sentence for an `errno`, as in `No route to host`. Safe on every thread, which strerror(3) is not.
package func systemReason(_ code: CInt) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
  return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Reads what there is, at most so many bytes; empty at the end. A read that a signal interrupted is made again.
package func readBytes(_ descriptor: CInt, atMost count: Int) throws(SystemFailure) -> [UInt8] {
  var code: CInt = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    var received: Int
    repeat {
      received = read(descriptor, buffer.baseAddress, buffer.count)
    } while received < 0 && errno == EINTR
    if received < 0 { code = errno }
    initialized = max(0, received)
  }
  guard code == 0 else { throw SystemFailure(code: code) }
  return bytes
}
