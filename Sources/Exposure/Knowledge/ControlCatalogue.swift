import PortableFoundation

/// Published controls, and what speaks against which: `Data/controls.json`. Every identifier was checked against a source.
public struct ControlCatalogue: Sendable {
  /// The day on which the sources were read.
  public let asOf: CalendarDay
  /// Where the controls are from.
  public let frameworks: [ControlFramework]
  /// The controls, framework by framework.
  public let controls: [Control]

  // Bit N is the control at N.
  private let byVerdict: [Verdict: UInt64]
  private let byFinding: [FindingID: UInt64]

  /// What this build brings along, decoded when it is first needed.
  public static let builtIn: ControlCatalogue = {
    do {
      return try JSONDecoder().decode(ControlCatalogue.self, from: Data(PackageResources.controls_json))
    } catch {
      preconditionFailure("controls.json, which is part of the program, cannot be read: \(error)")
    }
  }()

  /// The controls that an endpoint speaks against, in the order of the catalogue: those of its component.
  public func controls(of assessment: Assessment) -> [Control] {
    let found = assessment.findings.reduce(byVerdict[assessment.verdict] ?? 0) { bits, finding in
      bits | (byFinding[finding.id] ?? 0)
    }
    return among(found) { $0.concerns(assessment) }
  }

  /// Those of them that one finding of the endpoint stands for: its own, and those of the verdict that it shows.
  public func controls(of finding: FindingID, in assessment: Assessment) -> [Control] {
    let shown = finding.shownVerdict == assessment.verdict ? byVerdict[assessment.verdict] ?? 0 : 0
    return among(shown | (byFinding[finding] ?? 0)) { $0.concerns(assessment) }
  }

  /// The controls that a finding can stand for, whatever the endpoint is.
  public func controls(of finding: FindingID) -> [Control] {
    let shown = finding.shownVerdict.flatMap { byVerdict[$0] } ?? 0
    return among(shown | (byFinding[finding] ?? 0)) { _ in true }
  }

  /// The controls that somebody means by a name: a framework, an identifier, or the beginning of one.
  public func controls(called name: String) -> [Control] {
    controls.filter { $0.isCalled(name, in: framework(of: $0)) }
  }

  /// The framework of a control.
  public func framework(of control: Control) -> ControlFramework? {
    frameworks.first { $0.id == control.framework }
  }

  private func among(_ bits: UInt64, where fits: (Control) -> Bool) -> [Control] {
    var rest = bits
    var found: [Control] = []
    while rest != 0 {
      let control = controls[rest.trailingZeroBitCount]
      if fits(control) { found.append(control) }
      rest &= rest - 1
    }
    return found
  }
}

extension ControlCatalogue: Decodable {
  private enum CodingKeys: String, CodingKey {
    case asOf, frameworks, controls
  }

  /// Decodes the members of the file's object.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    asOf = try members.decode(CalendarDay.self, forKey: .asOf)
    frameworks = try members.decode([ControlFramework].self, forKey: .frameworks)
    controls = try members.decode([Control].self, forKey: .controls)
    guard controls.count <= UInt64.bitWidth else {
      throw DecodingError.dataCorruptedError(
        forKey: .controls, in: members, debugDescription: "more than \(UInt64.bitWidth)")
    }
    var byVerdict: [Verdict: UInt64] = [:]
    var byFinding: [FindingID: UInt64] = [:]
    for (index, control) in controls.enumerated() {
      for verdict in control.verdicts ?? [] { byVerdict[verdict, default: 0] |= 1 << UInt64(index) }
      for finding in control.findings ?? [] { byFinding[finding, default: 0] |= 1 << UInt64(index) }
    }
    (self.byVerdict, self.byFinding) = (byVerdict, byFinding)
  }
}

extension Assessment {
  /// The published controls that the endpoint speaks against.
  public var controls: [Control] { ControlCatalogue.builtIn.controls(of: self) }
}
