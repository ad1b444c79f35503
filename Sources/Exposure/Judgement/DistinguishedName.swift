/// The attributes of a distinguished name in the text form of RFC 4514: `CN=admin-kubeconfig-signer,OU=openshift`.
/// Only as much of the form as names of authorities need: backslash escapes of single characters, no hexadecimal.
package struct DistinguishedName {
  /// The attributes in the order of the text, types in upper case.
  let attributes: [(type: String, value: String)]

  /// Reads a name.
  package init(_ text: String) {
    attributes = Self.split(text).compactMap { part in
      let pair = part.drop { $0 == UInt8(ascii: " ") }
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let type = String(decoding: pair[..<equals], as: UTF8.self).uppercased()
      return (type, String(decoding: pair[(equals + 1)...], as: UTF8.self))
    }
  }

  /// The first common name.
  var commonName: String? { value(of: "CN") }

  /// The first organization.
  var organization: String? { value(of: "O") }

  /// The first attribute of a type, which is in upper case.
  package func value(of type: String) -> String? {
    attributes.first { $0.type == type }?.value
  }

  /// Splits at the commas and plus signs that are not escaped, and takes the escapes away.
  private static func split(_ text: String) -> [[UInt8]] {
    var parts = [[UInt8]]()
    var part = [UInt8]()
    var escaped = false
    for byte in text.utf8 {
      if escaped {
        part.append(byte)
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "+") {
        parts.append(part)
        part = []
      } else {
        part.append(byte)
      }
    }
    return parts + [part]
  }
}
