/// The `Status` objects by which a kube-apiserver refuses.
enum StatusBody {
  /// The body of a 401.
  static let unauthorized =
    #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","#
    + #""reason":"Unauthorized","code":401}"# + "\n"

  /// The body of a 403 to an anonymous request.
  static func forbidden(_ request: Request) -> String {
    let verb = escaped(request.method.lowercased())
    let path = escaped(request.path)
    let message = #"forbidden: User \"system:anonymous\" cannot \#(verb) path \"\#(path)\""#
    return #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"\#(message)","#
      + #""reason":"Forbidden","details":{},"code":403}"# + "\n"
  }

  /// A client's text as it stands in a quotation in a JSON string: escaped once by Go's `%q`, once by its JSON
  /// encoder. What neither writes as it is gets a question mark.
  private static func escaped(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        let isPlain = (0x20...0x7E).contains(scalar.value) && !#""\<>&"#.unicodeScalars.contains(scalar)
        return isPlain ? Character(scalar) : "?"
      })
  }
}
