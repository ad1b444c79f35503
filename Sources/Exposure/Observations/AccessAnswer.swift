/// What an API server answered an anonymous request for one resource; nothing of the answer's content is kept.
public struct AccessAnswer: Sendable, Hashable, Codable {
  /// The path that was asked, without its query, e.g. `/api/v1/secrets`.
  public var path: String
  /// The status code, 100 to 999.
  public var status: Int
  /// The `kind` of the object that came, e.g. `PartialObjectMetadataList`; nil where the body names none.
  public var kind: String?
  /// How many objects there are in all, as far as the answer tells: those in it, and `remainingItemCount`; nil where
  /// the answer is no list.
  public var count: Int?

  /// Makes an answer.
  public init(path: String, status: Int, kind: String? = nil, count: Int? = nil) {
    self.path = path
    self.status = status
    self.kind = kind
    self.count = count
  }
}
