/// The attributes of a distinguished name in the text form of RFC 4514: `CN=admin-kubeconfig-signer,OU=openshift`.
/// Only as much of the form as names of authorities need: backslash escapes of single characters, no hexadecimal.
struct DistinguishedName {
  /// The attributes in the order of the text, types in upper case.
  let attributes: [(type: String, value: String)]

  init(_ text: String) {
    attributes = Self.split(text).compactMap { part in
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { return nil }
      return (pair[0].uppercased(), String(pair[1]))
    }
  }

  /// The first common name.
  var commonName: String? { value(of: "CN") }

  /// The first organization.
  var organization: String? { value(of: "O") }

  private func value(of type: String) -> String? {
    attributes.first { $0.type == type }?.value
  }

  /// Splits at the commas and plus signs that are not escaped, and takes the escapes away.
  private static func split(_ text: String) -> [String] {
    var parts = [String]()
    var part = ""
    var escaped = false
    for character in text {
      if escaped {
        part.append(character)
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else if character == "," || character == "+" {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return parts + [part]
  }
}
