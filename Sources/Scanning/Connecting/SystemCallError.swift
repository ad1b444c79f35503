import PortableLibc

/// A system call that failed, and the `errno` that it left.
struct SystemCallError: Error, CustomStringConvertible {
  let call: String
  let code: CInt

  init(call: String, code: CInt = errno) {
    self.call = call
    self.code = code
  }

  var description: String { "\(call): \(SystemCallError.text(of: code))" }

  /// The system's own sentence for an `errno`, e.g. `No route to host`.
  static func text(of code: CInt) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
