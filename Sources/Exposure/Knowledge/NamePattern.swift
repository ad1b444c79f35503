/// A pattern of a distinguished name, `CN=k3s,O=k3s`: a name fits that has these attributes and no other, in any
/// order, each value fitting its `TextPattern`. A name with one attribute more is another name: OpenShift's signers
/// differ from MicroShift's by their `OU` alone.
struct NamePattern: Sendable {
  private let attributes: [(type: String, value: TextPattern)]
  private let text: String

  /// Looks whether the name fits.
  func match(_ name: DistinguishedName) -> TextPattern.Match? {
    guard name.attributes.count == attributes.count else { return nil }
    var whole = TextPattern.Match()
    for (type, pattern) in attributes {
      let fitting = name.attributes.lazy.compactMap { $0.type == type ? pattern.match($0.value) : nil }
      guard let match = fitting.first else { return nil }
      whole.time = whole.time ?? match.time
    }
    return whole
  }
}

extension NamePattern: LosslessStringConvertible, Decodable {
  /// Reads the written form; nil where an attribute has no type, or a pattern cannot be one.
  init?(_ description: String) {
    let parts = description.split(separator: ",", omittingEmptySubsequences: false)
    let attributes = DistinguishedName(description).attributes.compactMap { type, value in
      TextPattern(value).map { (type: type, value: $0) }
    }
    guard !attributes.isEmpty, attributes.count == parts.count else { return nil }
    self.attributes = attributes
    text = description
  }

  var description: String { text }

  init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a pattern of a distinguished name such as CN=k3s,O=k3s")
  }
}
