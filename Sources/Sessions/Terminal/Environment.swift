import PortableFoundation
import PortableLibc

/// The variables of the process's environment.
package enum Environment {
  /// The value of a variable; nil where it is not set.
  package static func value(of name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// All variables.
  package static var all: [String: String] { ProcessInfo.processInfo.environment }
}
