import Exposure
import Targets

/// The report for a person: summary, what to do first, and a row for each endpoint, the worst first.
///
/// On a terminal the summary comes first; in a pipe the rows do. Endpoints that do not answer are folded into one line of
/// counts. On a terminal that is too short for all rows, those that leak or are at severity medium or above are shown and the
/// others counted by verdict; where even these are more than the screen holds, summary and what to do stand once more below
/// them, because the end is what remains on the screen.
///
/// It keeps a bounded number of rows, so that it is known only at the end, and says how many it left out.
public struct TableWriter: Sendable {
  /// How many rows are kept.
  public static let rowLimit = 10_000

  private let settings: TableSettings
  private let columns: [TableColumn]
  private var rows = TableRows(limit: rowLimit)
  private var remedies = RemedyTally()
  private var folded: [Verdict: Int] = [:]
  /// The endpoints with a row that were recognised as components, and not asked further.
  private var unasked = 0
  private var position = 0

  /// Makes an empty table that is drawn so.
  public init(_ settings: TableSettings = TableSettings()) {
    self.settings = settings
    columns =
      !settings.columns.isEmpty
      ? settings.columns : settings.isWide ? TableColumn.wide : TableColumn.usual
  }

  /// Takes one endpoint, which has no row where a filter left it out, and is no work where it is neither new nor worse in a
  /// report about what changed.
  public mutating func add(
    _ observation: Observation, _ assessment: Assessment, hasRow: Bool = true, isWork: Bool = true
  ) {
    if isWork { remedies.add(observation, assessment) }
    guard hasRow else { return }
    guard assessment.posture != .unreachable || settings.extent == .all else {
      folded[assessment.verdict, default: 0] += 1
      return
    }
    if ComponentReason.furtherQuestion(observation, assessment) != nil { unasked += 1 }
    let key = TableKey(observation, assessment, by: settings.order, position: position)
    position += 1
    rows.add(key) { [columns, settings] in
      TableRow(observation, assessment, key: key, columns: columns, settings)
    }
  }

  /// The whole report; every line ends in a line feed.
  /// - Parameters:
  ///   - summary: The tally of the scan.
  ///   - before: How many endpoints of it were scanned before an interruption, and are in the files alone.
  public func text(_ summary: Summary, before: Int = 0) -> String {
    let style = settings.style
    if let since = settings.since { return text(lines(of: summary, since: since)) }
    var head = summary.lines(style, isWide: settings.isWide)
    // What was to be done about the endpoints before the interruption is not known.
    let work = before > 0 ? [] : remedies.lines(style)
    if !work.isEmpty { head += [""] + work }
    if before > 0 {
      head.append("\(counted(before, "endpoint")) scanned before the interruption: see the files")
    }
    guard let height = style.height, style.width != nil else {
      let table = table(nil)
      return text(table + (table.isEmpty ? [] : [""]) + head)
    }
    let table = table(height - head.count - 2)
    guard !table.isEmpty else { return text(head) }
    let whole = head + [""] + table
    guard whole.count >= height, table.count > 1 else { return text(whole) }
    return text(
      whole + [""] + style.lines(summary.sentence, paint: .bold) + (work.isEmpty ? [] : [""] + work))
  }

  /// A report about what changed: that comes first, and the counts of the whole scan at the end, under their name.
  private func lines(of summary: Summary, since: ChangesSince) -> [String] {
    let style = settings.style
    let work = remedies.lines(style, about: SinceWords.work)
    let parts = [
      style.lines(ChangeReport(since.changes, since: since.since).summary, paint: .bold), work, table(nil),
      GoneEndpoints(since).lines(style),
      [style.colour.paint("The whole scan", .bold)] + summary.lines(style, isWide: settings.isWide),
    ]
    let lines = Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
    guard let height = style.height, style.width != nil, lines.count >= height else { return lines }
    return lines + [""] + Array(parts.prefix(2).filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  /// The rows and what is counted of others; `room` is how many lines the screen has for them.
  func table(_ room: Int?) -> [String] {
    let (kept, left) = rows.first
    let isAll =
      settings.extent != .fitting
      || room.map { kept.count + 1 + (folded.isEmpty ? 0 : 1) + (unasked > 0 ? 1 : 0) <= $0 } ?? true
    let shown = isAll ? kept : kept.filter { $0.verdict.posture == .exposed || $0.severity >= .medium }
    let counted = isAll ? [] : kept.filter { $0.verdict.posture != .exposed && $0.severity < .medium }
    var lines = shown.isEmpty ? [] : TableLayout(shown, columns: columns, settings).lines
    if !counted.isEmpty {
      let counts = Dictionary(counted.map { ($0.verdict, 1) }, uniquingKeysWith: +)
      lines += note(
        counts, shown.isEmpty ? "" : "more ", "neither leak nor have a finding at medium or above",
        hint: "--all shows them")
    }
    if left > 0 {
      lines += settings.style.lines(
        "\(grouped(left)) more endpoints: write a file with -o to see them all", paint: .dim)
    }
    if !folded.isEmpty { lines += note(folded, "", "did not answer") }
    return lines + unaskedNote
  }

  /// How components that were recognised are asked more.
  private var unaskedNote: [String] {
    guard unasked > 0 else { return [] }
    let text =
      "\(counted(unasked, "component")) not asked further: \(OptionName.components) asks what else strangers get"
    return settings.style.lines(text, paint: .dim)
  }

  /// As in `5 endpoints did not answer: 3 filtered, 2 closed`.
  private func note(
    _ counts: [Verdict: Int], _ more: String, _ clause: String, hint: String? = nil
  ) -> [String] {
    let order = Verdict.allCases.filter { counts[$0] != nil }.sorted { (counts[$0] ?? 0) > (counts[$1] ?? 0) }
    let parts = order.map { "\(grouped(counts[$0] ?? 0)) \($0.rawValue)" }.joined(separator: ", ")
    let total = counts.values.reduce(0, +)
    let text = "\(counted(total, "\(more)endpoint")) \(clause): \(parts)" + (hint.map { " (\($0))" } ?? "")
    return settings.style.lines(text, paint: .dim)
  }
}
