/// Decides whether another endpoint may begin, by the bytes that are held and those that the endpoints under way will
/// add.
///
/// An endpoint that has begun must be let finish, so what it will bring is set aside before it begins to talk: as much
/// as those before it brought on average, and until that is known, as much as a large certificate.
struct MemoryBudget {
  /// What a server is taken to say before one has said anything.
  private static let firstGuess = 160.0 * 1024
  /// A server's words lie in memory several times while they are read: as bytes, as the certificate that libssl parsed,
  /// and as the strings that are made of it.
  private static let copies = 4.0
  /// How much one endpoint moves the average.
  private static let weight = 1.0 / 16

  private let capacity: Int
  private var average = Self.firstGuess

  init(capacity: Int = Bounds.heldBytes) {
    self.capacity = capacity
  }

  /// Takes in what an endpoint that had talked takes.
  mutating func count(_ bytes: Int) {
    average += (Double(bytes) - average) * Self.weight
  }

  /// Whether another endpoint may begin while `held` bytes wait for their turn and so many endpoints are talking.
  func hasRoom(held: Int, talking: Int) -> Bool {
    Double(held) + Double(talking) * Self.copies * average < Double(capacity)
  }
}
