import PortableFoundation

extension AccessAnswer {
  /// The longest kind that is taken; the longest of Kubernetes' own has 40 letters.
  static let longestKind = 128

  /// Reads kind and count out of a body, and keeps nothing else of it. Without a body, or where it is no JSON object,
  /// the status alone is known.
  public init(_ path: AccessPath, status: Int, body: String) {
    self.init(path: path.rawValue, status: status)
    guard let object = body.decodedJSONObject(as: CountedObject.self) else { return }
    kind = object.kind.flatMap { $0.isEmpty || $0.utf8.count > Self.longestKind ? nil : $0 }
    count = object.count
  }
}

/// An object or a list of them, of which only the number is looked at.
private struct CountedObject: Decodable {
  let kind: String?
  let count: Int?

  private enum Key: String, CodingKey {
    case kind, items, metadata, remainingItemCount
  }

  /// Anything.
  private struct Item: Decodable {
    init(from decoder: any Decoder) throws {}
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    kind = try? fields.decode(String.self, forKey: .kind)
    guard fields.contains(.items) else {
      count = nil
      return
    }
    // An empty list has `"items":null`.
    let present = (try? fields.decodeIfPresent([Item].self, forKey: .items))??.count ?? 0
    let metadata = try? fields.nestedContainer(keyedBy: Key.self, forKey: .metadata)
    let remaining = (try? metadata?.decode(Int.self, forKey: .remainingItemCount)) ?? 0
    let (sum, overflows) = present.addingReportingOverflow(max(0, remaining))
    count = overflows ? .max : sum
  }
}
