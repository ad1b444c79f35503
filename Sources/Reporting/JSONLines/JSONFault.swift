/// A value in a line that cannot be a fact: `port cannot be "0"`.
struct JSONFault: Error, CustomStringConvertible {
  /// Where it stands in the line, e.g. `tls.certificate.not_after`.
  let field: String
  /// The value as it stands there.
  let text: String

  var description: String { "\(field) cannot be \"\(TextSanitiser.terminal(text, limit: 60))\"" }
}

/// The same as its reader notices it, who does not know where the value stands.
struct ImpossibleValue: Error {
  /// The value as it stands in the file.
  let text: String
  /// The member of the value that is impossible; nil where it is the value itself.
  var member: String?
}
