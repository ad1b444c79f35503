/// A certificate or a key that could not be made, read or written.
public struct CertificateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was being done, e.g. `signing`.
  public let step: String
  /// Why it failed, in OpenSSL's words where it gave any.
  public let reason: String

  /// One sentence for a person.
  public var description: String { "the certificate cannot be made: \(step): \(reason)" }
}
