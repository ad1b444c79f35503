/// A `key=value` word behind a target: goes into every output, unchanged.
public struct Label: Sendable, Hashable, Codable {
  /// The part before the first `=`; never empty.
  public let key: String
  /// The part after the first `=`; may be empty.
  public let value: String

  /// Makes a label.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// One entry of a target list as its writer meant it. A class, because every endpoint of a block shares it.
public final class Target: Sendable {
  /// The entry as the user wrote it, without labels: `10.0.0.0/24`, `https://api.example.com:6443`.
  public let text: String
  /// The name that goes into SNI and `Host`, in ASCII (A-labels, RFC 5890), lower case and without a trailing
  /// dot; nil where the target is an address.
  public let serverName: String?
  /// The labels behind the entry, in their order.
  public let labels: [Label]

  /// Makes a target.
  public init(text: String, serverName: String? = nil, labels: [Label] = []) {
    self.text = text
    self.serverName = serverName
    self.labels = labels
  }
}

extension Target: Hashable {
  /// Two targets are equal when their text, name and labels are.
  public static func == (left: Target, right: Target) -> Bool {
    left === right
      || (left.text == right.text && left.serverName == right.serverName && left.labels == right.labels)
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(serverName)
    hasher.combine(labels)
  }
}
