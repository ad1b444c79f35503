internal import CIDN2

/// International names to ASCII by libidn2, the library that curl and glibc use: mapped by UTS #46 without its
/// transitional rules, then checked and encoded as RFC 5891 §5 says, the Bidi rule (RFC 5893) included.
enum InternationalName {
  /// The name with A-labels in place of its international labels. Throws what libidn2 refuses.
  static func ascii(_ name: String) throws(NameProblem) -> String {
    // libidn2 takes a C string, which ends at the first NUL.
    guard !name.utf8.contains(0) else { throw .forbidden("\0") }
    var encoded: UnsafeMutablePointer<UInt8>?
    let code = Array(name.utf8 + [0]).withUnsafeBufferPointer {
      idn2_lookup_u8($0.baseAddress, &encoded, CInt(IDN2_NONTRANSITIONAL.rawValue))
    }
    defer { idn2_free(encoded) }
    guard code == IDN2_OK.rawValue, let encoded else { throw problem(code, in: name) }
    return String(cString: encoded)
  }

  private static func problem(_ code: CInt, in name: String) -> NameProblem {
    switch code {
    case IDN2_TOO_BIG_DOMAIN.rawValue, IDN2_TOO_BIG_LABEL.rawValue, IDN2_PUNYCODE_BIG_OUTPUT.rawValue:
      .tooLong(name: name)
    case IDN2_2HYPHEN.rawValue: .reservedHyphens(name: name)
    case IDN2_HYPHEN_STARTEND.rawValue: .hyphenAtEdge(label: name)
    case IDN2_LEADING_COMBINING.rawValue: .leadingMark(name: name)
    case IDN2_BIDI.rawValue: .mixedDirections(name: name)
    default: .refused(name: name, reason: idn2_strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
  }
}
