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
  /// How many endpoints the average remembers.
  private static let memory = 16.0

  private let capacity: Int
  private var average = Self.firstGuess
  /// Endpoints in the average, with the guess as the first of them.
  private var samples = 1.0
  /// Whether any server has said anything yet.
  private(set) var hasHeard = false

  init(capacity: Int = Bounds.heldBytes) {
    self.capacity = capacity
  }

  /// Takes in what an endpoint that had talked takes.
  mutating func count(_ bytes: Int) {
    samples = min(samples + 1, Self.memory)
    average += (Double(bytes) - average) / samples
  }

  /// Takes in that servers have said nothing for a moment. Only before the first one speaks does it mean anything: later
  /// they may be as talkative as the others, and slow.
  mutating func count(silent servers: Int) {
    guard !hasHeard else { return }
    for _ in 0..<min(servers, Int(Self.memory)) { count(0) }
  }

  /// Takes in that some server speaks: from now on what servers say is known, not what they did not say.
  mutating func noteSpeech() {
    guard !hasHeard else { return }
    hasHeard = true
    average = Self.firstGuess
    samples = 1
  }

  /// Whether another endpoint may begin while `held` bytes wait for their turn and so many servers may say something:
  /// those that are young or speak, and those that have been silent for a moment, of which one in two is reckoned with.
  func hasRoom(held: Int, talking: Int, silent: Int = 0) -> Bool {
    let speakers = Double(talking) + (hasHeard ? Double(silent) / 2 : 0)
    return Double(held) + speakers * Self.copies * average < Double(capacity)
  }
}
