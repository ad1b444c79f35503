/// The lines of an input; where it is another program's list, the lines of our own that it gives.
struct InputLines {
  /// A line, and its number in the input; nil where every line of the input comes.
  struct Line {
    let bytes: ArraySlice<UInt8>
    let number: UInt64?
  }

  /// Why the rest of the list cannot be read.
  private(set) var problem: ListProblem?
  /// The format of the input, once it has begun.
  private(set) var format: ListFormat?
  /// What was left out of the list on purpose.
  var leftOut: ListedTargets.LeftOut { targets.leftOut }
  /// The beginning of what was read so far.
  var head: [UInt8] { lines?.head ?? [] }
  /// Why reading ended before the end, as the system says it; nil where it did not.
  var failure: String? { lines?.failure ?? early }

  private let settings: ListSettings
  private let read: () -> InputChunk
  private var lines: LineReader?
  private var reader: (any LineByLineReader)?
  private var number: UInt64 = 0
  private var targets: ListedTargets
  /// Lines that the last ones read gave, and where each comes from.
  private var given: SourceLines?
  private var numbers: [UInt32] = []
  private var isAtEnd = false
  private var early: String?

  init(_ settings: ListSettings, _ read: @escaping () -> InputChunk) {
    self.settings = settings
    self.read = read
    targets = ListedTargets(keeping: settings.keptPorts)
  }

  /// The next line; nil at the end, where reading failed, and where the list cannot be read (`problem`).
  mutating func next() -> Line? {
    if format == nil { begin() }
    while true {
      if let bytes = given?.next(), let number = given?.number {
        return Line(bytes: bytes, number: UInt64(numbers[Int(number) - 1]))
      }
      guard !isAtEnd else { return nil }
      guard reader != nil else {
        guard let line = lines?.next() else { return nil }
        return Line(bytes: line[...], number: nil)
      }
      do {
        try readOn()
      } catch {
        problem = error
        isAtEnd = true
      }
    }
  }

  private mutating func readOn() throws(ListProblem) {
    if let line = lines?.next() {
      number += 1
      try reader?.read(SourceLines.withoutMark(line[...]), number: number, into: &targets)
    } else {
      isAtEnd = true
      if failure == nil { try reader?.end(into: &targets) }
    }
    takeGiven()
  }

  private mutating func takeGiven() {
    let (text, numbers) = targets.takeLines()
    given = SourceLines(text)
    self.numbers = numbers
  }

  /// Reads until it is known what the input is.
  private mutating func begin() {
    let chunks = Chunks(read)
    let format = settings.knownFormat ?? recognise(chunks)
    self.format = format
    reader = ListReaders.reader(of: format, settings)
    if format.isReadByLine {
      lines = LineReader(
        keeping: format == .lines ? LineReader.longestLine : ListReaders.longestLine + 1, chunks.next)
      return
    }
    isAtEnd = true
    do {
      try readWhole(chunks, as: format)
    } catch {
      problem = error
    }
  }

  private func recognise(_ chunks: Chunks) -> ListFormat {
    while true {
      let isComplete = chunks.buffered.count >= Self.recognised || chunks.isAtEnd
      // Of a line that has not come to its end, nothing can be said.
      let end = isComplete ? chunks.buffered.endIndex : chunks.buffered.lastIndex { $0.isLineEnd } ?? 0
      let head = chunks.buffered[..<end]
      if let format = ListFormat.recognised(head) { return format }
      guard !isComplete else { return .lines }
      chunks.buffer()
    }
  }

  /// How much of the input is looked at to recognise it, in bytes.
  private static let recognised = 1 << 16

  private mutating func readWhole(_ chunks: Chunks, as format: ListFormat) throws(ListProblem) {
    guard let documents = settings.documents else { throw ListProblem(.unsupported(format)) }
    while !chunks.isAtEnd {
      chunks.buffer()
      guard chunks.buffered.count <= TargetSource.largestDocument else {
        throw ListProblem(.tooLarge(bytes: TargetSource.largestDocument))
      }
    }
    if let failure = chunks.failure {
      early = failure
      return
    }
    try documents.read(chunks.buffered, as: format, into: &targets)
    takeGiven()
  }
}

/// The chunks of an input, some of which may be looked at before they are taken.
private final class Chunks {
  private(set) var buffered: [UInt8] = []
  private(set) var isAtEnd = false
  private(set) var failure: String?
  private let read: () -> InputChunk

  init(_ read: @escaping () -> InputChunk) {
    self.read = read
  }

  /// Reads one more.
  func buffer() {
    switch read() {
    case .bytes(let bytes): buffered += bytes
    case .end: isAtEnd = true
    case .failed(let reason):
      failure = reason
      isAtEnd = true
    }
  }

  /// What was buffered, and then what comes.
  func next() -> InputChunk {
    if !buffered.isEmpty {
      defer { buffered = [] }
      return .bytes(buffered)
    }
    if let failure { return .failed(reason: failure) }
    return isAtEnd ? .end : read()
  }
}
