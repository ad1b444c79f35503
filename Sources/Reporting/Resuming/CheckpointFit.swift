import Targets
import PortableLibc

/// What the list says of the part that a checkpoint calls done.
public struct DoneDestinations: Sendable, Equatable {
  /// How many destinations there are, up to those that are done.
  public var destinations: UInt64
  /// The endpoints of those that are addresses: one for each port.
  public var endpoints: UInt64
  /// The most endpoints that the names among them can have come to.
  public var mostOfNames: UInt64

  /// Makes the part of a list.
  public init(destinations: UInt64 = 0, endpoints: UInt64 = 0, mostOfNames: UInt64 = 0) {
    self.destinations = destinations
    self.endpoints = endpoints
    self.mostOfNames = mostOfNames
  }
}

extension Checkpoint {
  /// Refuses a checkpoint that cannot be of a scan of this list: what it calls done is not there, or has other endpoints.
  public func verify(_ done: DoneDestinations) throws(CheckpointError) {
    guard done.destinations >= destinationsDone else {
      throw .doesNotFit(
        reason: "\(destinationsDone) entries are done, and the list has \(done.destinations)")
    }
    let (most, isTooMany) = done.endpoints.addingReportingOverflow(done.mostOfNames)
    guard endpointsDone >= done.endpoints, isTooMany || endpointsDone <= most else {
      throw .doesNotFit(
        reason:
          "\(endpointsDone) endpoints are done, and the first \(destinationsDone) entries of the list have "
          + (done.mostOfNames == 0 ? "\(done.endpoints)" : "\(done.endpoints) to \(most)"))
    }
  }

  /// Refuses a checkpoint whose partial files do not hold the rows that it vouches for.
  func verifyRows() throws {
    guard UInt64(clamping: summary.endpoints) == endpointsDone else {
      throw CheckpointError.doesNotFit(
        reason: "\(endpointsDone) endpoints are done, and \(summary.endpoints) are counted")
    }
    for (path, report) in reports.sorted(by: { $0.key < $1.key }) {
      let isComplete = report.isComplete(at: path)
      // Nobody can read the rows out of a document.
      if isComplete, report.format.isDocument { continue }
      let partial = isComplete ? path : path + OutputLocation.partialEnding
      let (rows, endsWithRow) = try Self.rows(of: report, in: partial)
      guard endsWithRow else {
        throw CheckpointError.doesNotFit(
          reason: "\(partial) has no end of a line at byte \(report.length)")
      }
      // Documents keep what they do not show, to count it.
      let expected = report.format.isDocument ? summary.endpoints : summary.rows
      // Shadowserver's format has rows for exposed API servers alone.
      let isFitting = report.format == .shadowserver ? rows >= 0 && rows <= expected : rows == expected
      guard isFitting else {
        throw CheckpointError.doesNotFit(
          reason: "\(partial) has \(rows) rows up to byte \(report.length) where there should be \(expected)")
      }
    }
  }

  /// Counts the rows in the bytes that are vouched for.
  private static func rows(
    of report: Report, in partial: String
  ) throws -> (count: Int, endsWithRow: Bool) {
    let descriptor: Int32
    do {
      descriptor = try Descriptor.openRegular(partial, O_RDONLY).descriptor
    } catch {
      throw OutputFileError.cannotResume(partial: partial, reason: error.description)
    }
    defer { close(descriptor) }
    var left = report.length
    var counter = RowCounter(quotes: report.format.isCSV)
    while left > 0 {
      let bytes = try readBytes(descriptor, atMost: Int(min(left, 256 * 1024)))
      guard !bytes.isEmpty else {
        throw OutputFileError.partialTooShort(
          partial: partial, length: report.length - left, expected: report.length)
      }
      for byte in bytes { counter.take(byte) }
      left -= UInt64(bytes.count)
    }
    let header = report.format.isCSV ? 1 : 0
    return (counter.rows - header, counter.isAtStart)
  }
}

extension Checkpoint.Report {
  /// Whether the report has its own name already, because the process was killed while all reports got theirs.
  func isComplete(at path: String) -> Bool {
    guard let completeLength,
      (try? Descriptor.status(path + OutputLocation.partialEnding, followingLinks: false)) == nil,
      let status = try? Descriptor.status(path, followingLinks: false), status.kind == S_IFREG
    else { return false }
    return UInt64(clamping: status.st_size) == completeLength
  }
}

/// Counts rows that end in a line feed; in CSV not those within quotes (RFC 4180).
private struct RowCounter {
  let quotes: Bool
  private var isQuoted = false
  private(set) var rows = 0
  /// Whether the last byte was the end of a row, or there was none.
  private(set) var isAtStart = true

  init(quotes: Bool) {
    self.quotes = quotes
  }

  mutating func take(_ byte: UInt8) {
    if quotes, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
    isAtStart = byte == 0x0A && !isQuoted
    if isAtStart { rows += 1 }
  }
}
