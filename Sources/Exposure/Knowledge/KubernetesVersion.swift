/// A version as a Kubernetes build writes its own: `v1.36.2`, `v1.29.3-eks-adc7111`, `v1.32.3+k3s1`,
/// `v1.30.0-rc.1`.
public struct KubernetesVersion: Sendable, Hashable {
  /// The minor release.
  public let release: MinorRelease
  /// The patch; one of upstream's only where `hasUpstreamPatch`.
  public let patch: Int
  /// What stands before the release itself, where it is no release yet.
  public let prerelease: Prerelease?
  /// All that follows the patch, as written: `-eks-adc7111`, `-rc.1+b49f9d1`; empty for an upstream release.
  public let suffix: String
  /// What a vendor added: the suffix without upstream's own pre-release part.
  public let vendorSuffix: String

  /// A stage before a release: `alpha.2`, `beta.0`, `rc.1`; `alpha.1.23` is 23 commits after alpha.1.
  public struct Prerelease: Sendable, Hashable {
    /// How far it is.
    public enum Stage: String, Sendable, Hashable, CaseIterable {
      case alpha
      case beta
      case rc
    }
    /// How far it is.
    public let stage: Stage
    /// The numbers after the stage; one or two.
    public let numbers: [Int]
  }

  /// The longest version that is read, in bytes; the longest seen of a vendor has 38.
  static let longest = 128
}

extension KubernetesVersion {
  /// Whether the patch is upstream's. AKS numbers its long-term builds from 100 (`v1.27.102-akslts`), and no upstream
  /// minor has ever come to 25 patches.
  public var hasUpstreamPatch: Bool { patch < 100 }

  /// Whether somebody else than upstream built it, and may have fixed what upstream's version has not.
  public var isVendorBuild: Bool { !vendorSuffix.isEmpty }

  /// The part that upstream numbers, `1.29.3` or `1.30.0-rc.1`.
  public var upstreamText: String {
    let stage = prerelease.map { prerelease in
      "-\(prerelease.stage.rawValue)" + prerelease.numbers.map { ".\($0)" }.joined()
    }
    return "\(release).\(patch)\(stage ?? "")"
  }

  /// The release of the same minor with this patch.
  init(_ release: MinorRelease, patch: Int) {
    self.init(release: release, patch: patch, prerelease: nil, suffix: "", vendorSuffix: "")
  }
}

extension KubernetesVersion: LosslessStringConvertible {
  /// Reads `v1.2.3` with or without the `v` and with whatever follows; nil where three numbers do not begin it, or
  /// something follows them that no version can hold.
  public init?(_ description: String) {
    guard description.utf8.count <= Self.longest,
      description.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    let text = description.utf8.first == UInt8(ascii: "v") ? description.dropFirst() : description[...]
    var numbers = VersionNumbers(text.utf8)
    guard let major = numbers.next(), numbers.skip(UInt8(ascii: ".")), let minor = numbers.next(),
      numbers.skip(UInt8(ascii: ".")), let patch = numbers.next()
    else { return nil }
    let suffix = Substring(numbers.rest)
    guard suffix.isEmpty || suffix.first == "-" || suffix.first == "+" else { return nil }
    let (prerelease, vendor) = Self.prerelease(of: suffix)
    self.init(
      release: MinorRelease(major, minor), patch: patch, prerelease: prerelease, suffix: String(suffix),
      vendorSuffix: String(vendor))
  }

  /// The version with its `v`.
  public var description: String { "v\(release).\(patch)\(suffix)" }

  /// Takes upstream's pre-release part from the front. `-rc1` (K3s) is not one: upstream writes `-rc.1`.
  private static func prerelease(of suffix: Substring) -> (Prerelease?, rest: Substring) {
    for stage in Prerelease.Stage.allCases where suffix.hasPrefix("-\(stage.rawValue).") {
      var numbers = VersionNumbers(suffix.dropFirst(stage.rawValue.count + 2).utf8)
      guard let first = numbers.next() else { return (nil, suffix) }
      var second: Int?
      let beforeDot = numbers
      if numbers.skip(UInt8(ascii: ".")) { second = numbers.next() }
      if second == nil { numbers = beforeDot }
      let rest = Substring(numbers.rest)
      guard rest.isEmpty || rest.first == "-" || rest.first == "+" else { return (nil, suffix) }
      return (Prerelease(stage: stage, numbers: [first] + (second.map { [$0] } ?? [])), rest)
    }
    return (nil, suffix)
  }
}

extension KubernetesVersion: Comparable {
  /// By upstream's order: minor, patch, a pre-release before its release. A vendor's build comes right after the
  /// upstream version that it names.
  public static func < (left: KubernetesVersion, right: KubernetesVersion) -> Bool {
    if (left.release, left.patch) != (right.release, right.patch) {
      return (left.release, left.patch) < (right.release, right.patch)
    }
    switch (left.prerelease, right.prerelease) {
    case (nil, nil): return left.suffix < right.suffix
    case (.some, nil): return true
    case (nil, .some): return false
    case (let before?, let after?): return before == after ? left.suffix < right.suffix : before < after
    }
  }
}

extension KubernetesVersion.Prerelease: Comparable {
  /// Alpha before beta before release candidate, then by number.
  public static func < (left: Self, right: Self) -> Bool {
    left.stage == right.stage
      ? left.numbers.lexicographicallyPrecedes(right.numbers) : left.stage.rawValue < right.stage.rawValue
  }
}

extension KubernetesVersion: Decodable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a version such as 1.29.3")
  }
}
