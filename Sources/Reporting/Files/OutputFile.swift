import PortableLibc

/// A report on its way to a file: written as `FILE.partial` and renamed when complete, so that nobody reads half
/// a report. Where the path is no regular file (`/dev/null`, a FIFO, `/dev/stdout`), it is written straight.
///
/// Not thread-safe: one writer at a time.
public final class OutputFile {
  private enum Place {
    case partial(String)
    case straight
    case borrowed
    case nameless
  }

  /// The name under which the complete report appears; links are resolved.
  public let path: String
  /// Bytes appended so far, those of the buffer included.
  public private(set) var length: UInt64 = 0

  private let place: Place
  /// Whether the partial file was there before: what it holds is another run's and is not thrown away.
  private let isResumed: Bool
  /// Whether what was written before a failure is worth keeping: rows are, half a document is not.
  private let holdsRows: Bool
  /// Whether the report is complete and has its own name.
  private(set) var isComplete = false
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var failure: OutputFileError?

  /// What standard output is called in errors.
  public static let standardOutputName = "standard output"

  private static let bufferSize = 64 * 1024

  /// Creates the partial file, or opens what is no regular file, after checking that the report can appear
  /// under its own name in the end.
  /// - Parameter holdsRows: Whether it is written row by row, so that its beginning is of use.
  public convenience init(creating path: String, holdsRows: Bool = true) throws(OutputFileError) {
    try self.init(opening: path, keeping: nil, holdsRows: holdsRows)
  }

  /// Opens the partial file of an interrupted scan and cuts it to `length`, the bytes that its checkpoint vouches
  /// for.
  public convenience init(resuming path: String, length: UInt64) throws(OutputFileError) {
    try self.init(opening: path, keeping: length)
  }

  /// A report that got its own name before the process was killed; nothing is opened, and nothing can be appended.
  /// - Parameters:
  ///   - path: The complete report.
  ///   - length: The bytes of its rows.
  init(complete path: String, length: UInt64) {
    self.path = path
    self.length = length
    holdsRows = true
    place = .partial(path + OutputLocation.partialEnding)
    isResumed = true
    isComplete = true
    descriptor = -1
  }

  /// Creates the file in which a document is rendered beside its place, while its rows are in the partial file.
  convenience init(rendering path: String) throws(OutputFileError) {
    try self.init(opening: path, keeping: nil, beside: ".new")
  }

  /// Creates a file without a name that goes when it is closed: rows that only a document will show.
  /// - Parameter path: Where the document goes, for errors.
  init(holdingRowsOf path: String) throws(OutputFileError) {
    self.path = path
    place = .nameless
    holdsRows = true
    isResumed = false
    do {
      descriptor = try Descriptor.openNameless()
    } catch {
      throw .cannotCreate(path: path, reason: "no temporary file: \(error)")
    }
  }

  /// Writes to a descriptor that is open already and stays open. SIGPIPE must be ignored by the process.
  public init(standardOutput descriptor: Int32 = 1) {
    path = Self.standardOutputName
    place = .borrowed
    holdsRows = true
    isResumed = false
    self.descriptor = descriptor
  }

  private init(
    opening given: String, keeping length: UInt64?, beside ending: String = OutputLocation.partialEnding,
    holdsRows: Bool = true
  ) throws(OutputFileError) {
    self.holdsRows = holdsRows
    let location = try OutputLocation(given)
    path = location.path
    isResumed = length != nil
    if location.isStraight {
      place = .straight
      descriptor = try Self.openStraight(location)
    } else if let length {
      place = .partial(location.partialPath)
      descriptor = try PartialFile.resume(location.partialPath, at: length)
      self.length = length
    } else {
      place = .partial(location.path + ending)
      descriptor = try PartialFile.create(location, at: location.path + ending)
    }
  }

  deinit { close() }

  /// The name while the report is not complete; nil once it is, and where it is written straight.
  public var partialPath: String? {
    guard case .partial(let path) = place, !isComplete else { return nil }
    return path
  }

  /// Appends whole rows. They are buffered; a failure may belong to earlier rows, and every later call repeats it.
  public func append(_ rows: [UInt8]) throws(OutputFileError) {
    if let failure { throw failure }
    if isComplete, case .partial = place {
      throw .writeFailed(path: path, kept: nil, reason: "it is complete already")
    }
    buffer.append(contentsOf: rows)
    length += UInt64(rows.count)
    if buffer.count >= Self.bufferSize { try drain() }
  }

  /// Writes out the buffer and waits for the disk.
  /// - Returns: the bytes that are safely in the file.
  @discardableResult
  public func flush() throws(OutputFileError) -> UInt64 {
    if let failure { throw failure }
    guard !isComplete else { return length }
    try drain()
    guard let partial = partialPath else { return length }
    do throws(Descriptor.Failure) {
      try Descriptor.synchronize(descriptor)
      guard try PartialFile.isNamed(partial, descriptor) else { throw Descriptor.Failure(code: ENOENT) }
    } catch {
      throw fail(error)
    }
    return length
  }

  /// Completes the report: flushes it and gives it its own name. Once more does nothing.
  public func commit() throws(OutputFileError) {
    try flush()
    if let partial = partialPath {
      do {
        try Descriptor.rename(partial, to: path)
      } catch {
        throw fail(error)
      }
    }
    isComplete = true
    close()
  }

  /// Where what was written can be read back.
  enum Readback {
    case file(String)
    /// An open file, at its beginning. It stays this one's.
    case descriptor(Int32)
  }

  /// Where what was written so far and flushed can be read from the beginning: a partial file, or a file without a name.
  func readback() throws(OutputFileError) -> Readback? {
    switch place {
    case .straight, .borrowed: return nil
    case .nameless:
      guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw fail(.last) }
      return .descriptor(descriptor)
    case .partial(let partial): return .file(partial)
    }
  }

  /// Lets the descriptor go and removes the partial file, because what it held is in another now.
  func remove() {
    close()
    if let partialPath { unlink(partialPath) }
    isComplete = true
  }

  /// Lets the descriptor go and leaves the partial file as it is; rows that are still buffered are lost.
  public func close() {
    guard descriptor >= 0 else { return }
    if case .borrowed = place {
    } else {
      // A process that another thread has just forked keeps the lock until it runs its own program.
      flock(descriptor, LOCK_UN)
      _ = PortableLibc.close(descriptor)
    }
    descriptor = -1
  }

  /// Lets the descriptor go and removes the partial file, because the scan that was to fill it never began. That of
  /// an interrupted scan stays.
  public func discard() {
    close()
    if let partialPath, !isResumed { unlink(partialPath) }
  }

  private func drain() throws(OutputFileError) {
    guard !buffer.isEmpty else { return }
    let (written, failure) = Descriptor.write(buffer, to: descriptor)
    if let failure {
      cutToWholeRows(written: written)
      throw fail(failure)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Cuts what is in the file back to the end of its last whole row; every row ends in a line feed.
  private func cutToWholeRows(written: Int) {
    let before = length - UInt64(buffer.count)
    let rows = buffer[..<written].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    length = before + UInt64(rows)
    buffer = []
    if case .partial = place { try? Descriptor.truncate(descriptor, to: length) }
  }

  private func fail(_ cause: Descriptor.Failure) -> OutputFileError {
    let error: OutputFileError =
      switch (cause.code, place) {
      // A socket whose other side has closed with data unread says so once by ECONNRESET.
      case (EPIPE, _), (ECONNRESET, _): .readerGone(path: path)
      case (EBADF, .borrowed): .writeFailed(path: path, kept: nil, reason: "it is closed")
      // Its rows go with this process.
      case (ENOENT, .partial(let partial)):
        .writeFailed(path: path, kept: nil, reason: "\(partial) was deleted or replaced during the scan")
      default: .writeFailed(path: path, kept: holdsRows ? partialPath : nil, reason: cause.description)
      }
    failure = error
    return error
  }

  private static func openStraight(_ location: OutputLocation) throws(OutputFileError) -> Int32 {
    do {
      if let number = location.descriptor { return try Descriptor.duplicateForWriting(number) }
      return try Descriptor.openForReader(location.path)
    } catch {
      throw .cannotCreate(path: location.path, reason: error.description)
    }
  }
}
