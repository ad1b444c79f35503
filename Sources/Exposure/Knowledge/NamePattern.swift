/// A pattern of a distinguished name, `CN=k3s,O=k3s`: a name fits that has these attributes and no other, in any
/// order, each value fitting its `TextPattern`. A name with one attribute more is another name: OpenShift's signers
/// differ from MicroShift's by their `OU` alone.
struct NamePattern: Sendable {
  private let attributes: [(type: String, value: TextPattern)]
  private let text: String

  /// Looks whether the name fits.
  func match(_ name: SplitName) -> TextPattern.Match? {
    guard name.attributes.count == attributes.count else { return nil }
    var whole = TextPattern.Match()
    for (type, pattern) in attributes {
      guard let match = pattern.match(in: name, type) else { return nil }
      whole.time = whole.time ?? match.time
    }
    return whole
  }
}

/// A distinguished name split once, for many patterns to look at.
struct SplitName: Sendable {
  let text: String
  fileprivate let attributes: [(type: String, value: [UInt8])]

  init(_ text: String) {
    self.text = text
    attributes = DistinguishedName(text).attributes.map { ($0.type, Array($0.value.utf8)) }
  }
}

extension TextPattern {
  fileprivate func match(in name: SplitName, _ type: String) -> Match? {
    for attribute in name.attributes where attribute.type == type {
      if let match = match(attribute.value) { return match }
    }
    return nil
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
