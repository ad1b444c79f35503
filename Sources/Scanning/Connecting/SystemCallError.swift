import PortableLibc

/// A system call that failed, and the `errno` that it left.
struct SystemCallError: Error, CustomStringConvertible {
  let call: String
  let code: CInt

  init(call: String, code: CInt = errno) {
    self.call = call
    self.code = code
  }

  var description: String { "\(call): \(systemReason(code))" }
}
