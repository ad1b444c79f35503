import Exposure

/// The controls that somebody asks for: frameworks, identifiers, or the beginning of some.
public struct ControlChoice: Sendable, Hashable {
  /// The names, as they were given.
  public let names: [String]
  /// What they mean, in the order of the catalogue.
  public let controls: [Control]
  private let identifiers: Set<String>

  /// No control.
  public init() {
    (names, controls, identifiers) = ([], [], [])
  }

  /// The controls of these names. Throws where a name means none.
  public init(_ names: [String], in catalogue: ControlCatalogue = .builtIn) throws(UnknownControl) {
    var identifiers: Set<String> = []
    for name in names {
      let meant = catalogue.controls(called: name)
      guard !meant.isEmpty else {
        throw UnknownControl(name: name, frameworks: catalogue.frameworks.map(\.id))
      }
      identifiers.formUnion(meant.map(\.id))
    }
    self.names = names
    self.identifiers = identifiers
    controls = catalogue.controls.filter { identifiers.contains($0.id) }
  }

  /// Whether nobody asks for a control.
  public var isEmpty: Bool { controls.isEmpty }

  /// Whether a control is asked for.
  public func contains(_ control: Control) -> Bool { identifiers.contains(control.id) }
}

/// A name that no control has.
public struct UnknownControl: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name, as it was given.
  public let name: String
  /// The frameworks that there are.
  public let frameworks: [String]

  /// What is wrong, and what there is.
  public var description: String {
    "no control is called \(printable(name)): name a framework (\(frameworks.joined(separator: ", "))) or an identifier "
      + "such as STIG-V-242390; apiexpose knowledge controls lists them"
  }
}
