import PortableLibc
import Reporting
import Scanning
import Sessions

/// Where the user and the password for a proxy come from: never from the command line, which every process on the machine
/// can read. None of the sentences quotes them.
enum ProxySecrets {
  /// The variable with the user.
  static let userVariable = "APIEXPOSE_PROXY_USER"
  /// The variable with the password.
  static let passwordVariable = "APIEXPOSE_PROXY_PASSWORD"
  private static let largest = 1024

  /// Those of a file, else those of the environment; nil where there are none. Throws a `CommandFailure`.
  static func read(file path: String?) throws(CommandFailure) -> ProxyCredentials? {
    if let path { return try credentials(of: path) }
    guard let user = Environment.value(of: userVariable), !user.isEmpty else { return nil }
    return try checked(
      user: user, password: Environment.value(of: passwordVariable) ?? "", from: "in the environment")
  }

  private static func credentials(of path: String) throws(CommandFailure) -> ProxyCredentials {
    let name = printable(path)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      guard status.st_mode & 0o077 == 0 else {
        throw CommandFailure(
          .noInput, "others may read \(name), which holds a password: chmod 600 \(name)")
      }
      guard status.st_size <= largest else {
        throw CommandFailure(.badData, "\(name) is too large for one line with `user:password`")
      }
    }
    let bytes = try FileText.read(path, atMost: Int(largest) + 1)
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.count == 1, bytes.count <= largest,
      let text = String(
        validating: lines[0].last == UInt8(ascii: "\r") ? lines[0].dropLast() : lines[0], as: UTF8.self),
      let colon = text.firstIndex(of: ":")
    else { throw CommandFailure(.badData, "\(name) does not hold one line with `user:password`") }
    return try checked(
      user: String(text[..<colon]), password: String(text[text.index(after: colon)...]), from: "in \(name)")
  }

  private static func checked(
    user: String, password: String, from place: String
  ) throws(CommandFailure) -> ProxyCredentials {
    do {
      return try ProxyCredentials(user: user, password: password)
    } catch {
      throw CommandFailure(
        .badData, "the user and the password for the proxy \(place) cannot be used: \(error)")
    }
  }
}
