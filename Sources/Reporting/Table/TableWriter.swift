import Exposure
import Targets

/// The table for a person: exposed endpoints first, then the others that answer, each by severity and in target order
/// within; those that do not answer come last or are folded into one line of counts.
///
/// It keeps a bounded number of rows, so that it is known only at the end, and says how many it left out.
public struct TableWriter: Sendable {
  /// How many rows each of the three groups (exposed, answering, silent) keeps.
  public static let rowLimit = 10_000

  private let showsSilent: Bool
  private let colour: ColourMode
  private let width: Int?
  private var exposed = Group()
  private var answering = Group()
  private var silent = Group()
  private var folded = Summary()

  /// Makes an empty table.
  /// - Parameters:
  ///   - showAll: Whether endpoints that do not answer get rows of their own.
  ///   - width: The columns of the terminal; nil where nothing is to be cut.
  public init(showAll: Bool = false, colour: ColourMode = .plain, width: Int? = nil) {
    showsSilent = showAll
    self.colour = colour
    self.width = width
  }

  /// Takes one endpoint.
  public mutating func add(_ observation: Observation, _ assessment: Assessment) {
    switch assessment.posture {
    case .exposed: exposed.add(observation, assessment)
    case .restricted, .lockedDown, .unknown, .other: answering.add(observation, assessment)
    case .unreachable where showsSilent: silent.add(observation, assessment)
    case .unreachable: folded.add(assessment)
    }
  }

  /// The whole table; empty where there is nothing to show, else every line ends in a line feed.
  public func text() -> String {
    let groups = [exposed, answering, silent]
    let rows = groups.flatMap(\.sorted)
    var lines = rows.isEmpty ? [] : TableLayout(rows: rows, width: width, colour: colour).lines(rows)
    let left = groups.reduce(0) { $0 + $1.left }
    if left > 0 { lines.append("… and \(grouped(left)) more: write a file with -o to see them all") }
    if folded.endpoints > 0 { lines.append(colour.paint(foldedLine, .dim)) }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private var foldedLine: String {
    let verdicts = Verdict.allCases.filter { folded.count($0) > 0 }.sorted { left, right in
      folded.count(left) > folded.count(right)
    }
    let parts = verdicts.map { "\(grouped(folded.count($0))) \($0.rawValue)" }.joined(separator: ", ")
    return "\(counted(folded.endpoints, "endpoint")) did not answer: \(parts)"
  }
}

/// Rows of one group in target order, as many as are kept.
private struct Group: Sendable {
  var rows: [TableRow] = []
  var left = 0

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    if rows.count < TableWriter.rowLimit {
      rows.append(TableRow(observation, assessment))
    } else {
      left += 1
    }
  }

  /// The worst first, in target order within.
  var sorted: [TableRow] {
    Severity.allCases.reversed().flatMap { severity in rows.filter { $0.severity == severity } }
  }
}
