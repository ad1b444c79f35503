import ArgumentParser
import Exposure
import Targets

extension ChangeCondition: ExpressibleByArgument {
  /// Reads the name of a condition.
  public init?(argument: String) { self.init(name: argument) }

  /// The names of all conditions.
  public static var allValueStrings: [String] { all.map(\.name) }

  /// What a shell completes.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// The name.
  public var defaultValueDescription: String { name }

  /// Which condition is met by how many endpoints, in a line; nil where it is met by none.
  func sentence(on changes: [Change]) -> String? {
    let count = count(in: changes)
    return count == 0 ? nil : "--fail-on \(name) is met by \(counted(count, "endpoint"))"
  }
}
