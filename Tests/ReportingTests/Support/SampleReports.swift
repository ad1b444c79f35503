import Exposure
import Fixtures
import Pages

@testable import Reporting

extension ReportPlan {
  /// The files of a directory, and nothing on standard output unless said otherwise.
  static func files(
    _ names: [String], in directory: TemporaryDirectory, standardOutput: OutputFormat? = nil,
    filter: RowSelection = .all
  ) throws -> ReportPlan {
    ReportPlan(
      destinations: try names.map { try OutputDestination(directory.file($0)) },
      standardOutput: standardOutput,
      filter: filter, documents: DocumentContext(pages: MustachePages()))
  }
}

extension ReportSet {
  /// Writes the rows of these endpoints.
  func write(_ observations: some Sequence<Observation>) throws {
    for observation in observations { try write(observation, assess(observation)) }
  }
}

extension Observation {
  /// A list of six entries, the second and the fourth with several endpoints each, by entry.
  static let list: [[Observation]] = [
    [.leaking(target: .sample("a"))],
    [.lockedDown(target: .sample("b")), .sample(.refused, target: .sample("b")), .hostile("=x\u{1B},\"\n")],
    [.sample(.unresolved(reason: "not found"), target: .sample("c"), address: nil)],
    [.leaking(target: .sample("d")), .complete],
    [.sample(.timedOut, target: .sample("e"))],
    [.lockedDown(target: .sample("f"))],
  ]
}
