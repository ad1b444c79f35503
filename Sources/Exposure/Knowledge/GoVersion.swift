import Targets

/// A release of Go as a program tells it: `go1.22.5`, `go1.27rc1`, `go1.22.5 X:boringcrypto`; and as Go's vulnerability
/// database writes it: `1.22.5`, `1.26.0-0`, `1.27.0-rc.3`.
public struct GoVersion: Sendable, Hashable {
  /// The language version, `1.22`.
  public let release: MinorRelease
  /// The patch; 0 for `go1.20`, which had none in its name.
  public let patch: Int
  /// What stands before the release itself, where it is no release yet.
  public let stage: Stage?
  /// What follows, as written: experiments (` X:boringcrypto`), or what another builder added.
  public let suffix: String

  /// A stage before a release.
  public enum Stage: Sendable, Hashable {
    /// Before all that was published of a release: `-0` in the vulnerability database.
    case first
    /// `beta1`, `beta.1`.
    case beta(Int)
    /// `rc1`, `rc.1`.
    case candidate(Int)
  }

  /// The longest text that is read, in bytes: `go1.22.9 (Red Hat 1.22.9-1.el9_5) X:strictfipsruntime` has 54.
  static let longest = 96

  /// Whether somebody else than the Go project may have built it, and fixed what that release has not. Experiments are
  /// switches of the Go project's own.
  public var isVendorBuild: Bool {
    suffix.split(separator: " ").contains { !$0.hasPrefix("X:") }
  }

  /// The release as the Go project writes it, `1.22.5`, `1.27rc1`.
  public var releaseText: String {
    switch stage {
    case nil: "\(release).\(patch)"
    case .first: "\(release)"
    case .beta(let number): "\(release)beta\(number)"
    case .candidate(let number): "\(release)rc\(number)"
    }
  }
}

extension GoVersion: LosslessStringConvertible {
  /// Reads a release; nil for `devel …`, and for everything else that begins with none.
  public init?(_ description: String) {
    guard description.utf8.count <= Self.longest,
      description.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else { return nil }
    let text = description.hasPrefix("go") ? description.dropFirst(2) : description[...]
    var numbers = VersionNumbers(text.utf8)
    guard let major = numbers.next(), numbers.skip(UInt8(ascii: ".")), let minor = numbers.next() else {
      return nil
    }
    release = MinorRelease(major, minor)
    let beforePatch = numbers
    if numbers.skip(UInt8(ascii: ".")), let number = numbers.next() {
      patch = number
    } else {
      numbers = beforePatch
      patch = 0
    }
    stage = Self.stage(&numbers)
    let rest = Substring(numbers.rest)
    guard rest.isEmpty || rest.first == " " || rest.first == "-" || rest.first == "+" else { return nil }
    suffix = String(rest)
  }

  /// The release, with what follows it.
  public var description: String { "go\(releaseText)\(suffix)" }

  private static func stage(_ numbers: inout VersionNumbers) -> Stage? {
    var first = numbers
    if first.skip("-0"), first.rest.isEmpty {
      numbers = first
      return .first
    }
    for (names, stage) in stages {
      for name in names {
        var rest = numbers
        guard rest.skip(name), let number = rest.next() else { continue }
        numbers = rest
        return stage(number)
      }
    }
    return nil
  }

  private static let stages: [(names: [String], stage: @Sendable (Int) -> Stage)] = [
    (["beta", "-beta."], { .beta($0) }), (["rc", "-rc."], { .candidate($0) }),
  ]
}

extension VersionNumbers {
  /// Takes a text, where it comes next; takes nothing otherwise.
  mutating func skip(_ text: String) -> Bool {
    var copy = self
    for byte in text.utf8 { guard copy.skip(byte) else { return false } }
    self = copy
    return true
  }
}

extension GoVersion: Comparable {
  /// By release: a stage before its release, and what another builder added right after what it names.
  public static func < (left: GoVersion, right: GoVersion) -> Bool {
    left.order == right.order ? left.suffix < right.suffix : left.order < right.order
  }

  private var order: [Int] {
    let stage =
      switch self.stage {
      case .first: [0, 0]
      case .beta(let number): [1, number]
      case .candidate(let number): [2, number]
      case nil: [3, 0]
      }
    return [release.major, release.minor, patch] + stage
  }
}

extension [Int] {
  fileprivate static func < (left: [Int], right: [Int]) -> Bool { left.lexicographicallyPrecedes(right) }
}

extension GoVersion: Decodable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a release of Go such as 1.22.5")
  }
}
