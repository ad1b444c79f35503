/// International names to ASCII: mapped as RFC 5895 does (lower case, ideographic full stops, composition), then
/// each label judged by RFC 5892 and encoded (RFC 5891 §5). The rules for right-to-left labels (RFC 5893) are left
/// to the registries, as are their own tables.
enum InternationalName {
  static func ascii(_ name: String) throws(NameProblem) -> String {
    let mapped = name.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
      switch scalar {
      case "\u{3002}", "\u{FF0E}", "\u{FF61}": ["."]
      default: Array(scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    var labels: [String] = []
    for label in mapped.split(separator: ".", omittingEmptySubsequences: false) {
      labels.append(try aLabel(Array(label)))
    }
    return labels.joined(separator: ".")
  }

  private static func aLabel(_ mapped: [Unicode.Scalar]) throws(NameProblem) -> String {
    guard mapped.contains(where: { !$0.isASCII }) else { return text(mapped) }
    guard let label = Composition.compose(mapped) else { throw .decomposed(label: text(mapped)) }
    guard label.contains(where: { !$0.isASCII }) else { return text(label) }
    guard label.count < 4 || label[2] != "-" || label[3] != "-" else {
      throw .reservedHyphens(label: text(label))
    }
    guard label.first != "-", label.last != "-" else { throw .hyphenAtEdge(label: text(label)) }
    if let first = label.first, first.isMark { throw .leadingMark(label: text(label)) }
    for index in label.indices {
      switch label[index].idnaPermission {
      case .always: continue
      case .never: throw .forbidden(label[index])
      case .inContext(let context):
        guard context.holds(at: index, of: label) else {
          throw .outOfContext(label[index], label: text(label))
        }
      }
    }
    guard let encoded = Punycode.encode(label) else {
      throw .labelTooLong(label: text(label), bytes: label.count)
    }
    return "xn--" + encoded
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
