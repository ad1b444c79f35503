extension AccessAnswer {
  /// The longest kind that is taken; the longest of Kubernetes' own has 40 letters.
  static let longestKind = 128

  /// Reads kind and count out of a body, and keeps nothing else of it. Without a body, or where it is no JSON object,
  /// the status alone is known.
  public init(_ path: AccessPath, status: Int, body: String) {
    self.init(path: path.rawValue, status: status)
    guard let object = body.jsonObject else { return }
    kind = object.text(of: "kind").flatMap { $0.isEmpty || $0.utf8.count > Self.longestKind ? nil : $0 }
    count = object.objectCount
  }
}

extension JSONDocument {
  /// How many objects a list has, with those that the server did not send; nil where it is no list.
  fileprivate var objectCount: Int? {
    guard has("items") else { return nil }
    // An empty list has `"items":null`.
    let present = member("items").flatMap { try? elements($0).count } ?? 0
    let remaining = member("metadata").flatMap { member("remainingItemCount", of: $0) }
      .flatMap { try? Int(clamping: number($0)) }
    let (sum, overflows) = present.addingReportingOverflow(max(0, remaining ?? 0))
    return overflows ? .max : sum
  }
}
