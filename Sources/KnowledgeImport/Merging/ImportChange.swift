/// Something in which the result differs from the knowledge before, or a file from the result.
public struct ImportChange: Sendable, Hashable, Encodable {
  /// What kind of change.
  public enum Kind: String, Sendable, Hashable, Encodable, CaseIterable {
    /// A flaw that was not known.
    case newVulnerability = "new-vulnerability"
    /// A flaw that its own record withdrew.
    case withdrawn
    case affected
    case goAffected = "go-affected"
    case cvss
    case published
    case attacker
    case kev
    /// A minor release that was not known, upstream's or a vendor's.
    case newRelease = "new-release"
    case released
    case endOfLife = "end-of-life"
    case latestPatch = "latest-patch"
    case standardSupport = "standard-support"
    case extendedSupport = "extended-support"
  }

  /// What kind of change it is.
  public let kind: Kind
  /// The flaw, the release, or the vendor and its release.
  public let subject: String
  /// What the knowledge said before; nil for what it did not say.
  public let before: String?
  /// What the file says; nil where it says nothing any more.
  public let after: String?
  /// Why the knowledge stayed as it was; nil where it changed.
  public var kept: KeptReason?

  /// Why a difference was not taken.
  public enum KeptReason: String, Sendable, Hashable, Encodable, CaseIterable {
    /// The record is not newer than the knowledge, which may have corrected it.
    case notNewer = "not-newer"
    /// The entry says that it was checked by hand.
    case checked
    /// The text of an announcement adds flaws and changes none.
    case prose
    /// The score of another database than Kubernetes' own is lower.
    case lowerElsewhere = "lower-elsewhere"
    /// The file's date is earlier: calendars list terms of different length.
    case earlier

    /// The reason, behind what was kept.
    var text: String {
      switch self {
      case .notNewer: "the file is not newer than the knowledge"
      case .checked: "checked by hand"
      case .prose: "it stands in the text of an announcement only"
      case .lowerElsewhere: "another database than Kubernetes' own lowers no score"
      case .earlier: "the file names an earlier day, perhaps of a shorter term"
      }
    }
  }
}

extension ImportChange {
  /// The change for a person.
  public var text: String {
    let name: String
    switch kind {
    case .newVulnerability: return "new: \(subject) \(after ?? "")"
    case .newRelease: return "new: \(subject): \(after ?? "")"
    case .withdrawn:
      return kept.map { "kept: \(subject), though the file says that it is withdrawn: \($0.text)" }
        ?? "withdrawn: \(subject)"
    case .affected: name = "affected versions"
    case .goAffected: name = "affected releases of Go"
    case .cvss: name = "CVSS score"
    case .published: name = "published"
    case .attacker: name = "attacker"
    case .kev: name = "known to be exploited (KEV)"
    case .released: name = "released"
    case .endOfLife: name = "end of life"
    case .latestPatch: name = "latest patch"
    case .standardSupport: name = "standard support until"
    case .extendedSupport: name = "extended support until"
    }
    guard let kept else { return "changed: \(subject): \(name): \(before ?? "none") -> \(after ?? "none")" }
    return
      "kept: \(subject): \(name): \(before ?? "none"), though the file has \(after ?? "none"): \(kept.text)"
  }
}
