/// What an endpoint showed in one scan, by which findings could be made of it. A finding that is missing where its ground
/// is missing has not gone: nobody could see it. The names are stable, as a history holds them.
public struct Grounds: OptionSet, Sendable, Hashable {
  /// One bit for each ground.
  public let rawValue: UInt8

  /// Grounds by their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A deciding answer to `/version`.
  public static let version = Grounds(rawValue: 1 << 0)
  /// A deciding answer to `/healthz`.
  public static let health = Grounds(rawValue: 1 << 1)
  /// A version document, by which a release is judged.
  public static let release = Grounds(rawValue: 1 << 2)
  /// A TLS session.
  public static let session = Grounds(rawValue: 1 << 3)
  /// A serving certificate.
  public static let certificate = Grounds(rawValue: 1 << 4)
  /// Answers to access probes.
  public static let access = Grounds(rawValue: 1 << 5)
  /// Answers to the questions of a component, none left open.
  public static let component = Grounds(rawValue: 1 << 6)

  private static let names: [(ground: Grounds, name: String)] = [
    (.version, "version"), (.health, "health"), (.release, "release"), (.session, "session"),
    (.certificate, "certificate"), (.access, "access"), (.component, "component"),
  ]

  /// The names, joined by a space.
  public var text: String {
    Self.names.filter { contains($0.ground) }.map(\.name).joined(separator: " ")
  }

  /// Reads names; those that this version does not know are passed over.
  public init(text: String) {
    self = text.split(separator: " ").reduce(into: []) { grounds, name in
      for entry in Self.names where entry.name == name { grounds.insert(entry.ground) }
    }
  }

  /// What an endpoint showed.
  public init(_ observation: Observation, _ assessment: Assessment) {
    var grounds: Grounds = []
    if observation.response(to: .version)?.decides == true { grounds.insert(.version) }
    if observation.response(to: .healthz)?.decides == true { grounds.insert(.health) }
    if assessment.version != nil { grounds.insert(.release) }
    if observation.tls?.version != nil { grounds.insert(.session) }
    if observation.tls?.certificate != nil { grounds.insert(.certificate) }
    if !observation.accessAnswers.isEmpty { grounds.insert(.access) }
    if !observation.componentAnswers.isEmpty, !observation.leavesOpen(assessment.component?.questions ?? []) {
      grounds.insert(.component)
    }
    self = grounds
  }
}

extension Response {
  /// Whether the answer shows what strangers get. An API server answers `/healthz` with 500 and its checks while it is
  /// not healthy; other 5xx and 429 come and go with load.
  fileprivate var decides: Bool {
    guard !endedEarly, unreadableCoding == nil, status != 429 else { return false }
    return status < 500 || status == 500 && path == ProbePath.healthz.rawValue
  }
}
