/// Reads the list of another program line by line, and gives its targets as lines of our own.
protocol LineByLineReader {
  /// Reads the next line, without its end.
  mutating func read(
    _ line: ArraySlice<UInt8>, number: UInt64, into targets: inout ListedTargets) throws(ListProblem)
  /// Is told that there is no other line.
  mutating func end(into targets: inout ListedTargets) throws(ListProblem)
}

extension LineByLineReader {
  mutating func end(into targets: inout ListedTargets) throws(ListProblem) {}
}

/// What reads the lists of one format.
enum ListReaders {
  /// The longest line that is kept of a list that comes as a stream: the longest observation of JSON Lines.
  static let longestLine = 4 << 20

  /// The reader of a format; nil where it is not read line by line, and for lines of our own.
  static func reader(of format: ListFormat, _ settings: ListSettings) -> (any LineByLineReader)? {
    switch format {
    case .csv: TableReader(settings)
    case .results: JSONEntryReader(format: .results, read: ResultEntry.read)
    case .masscanJSON: JSONEntryReader(format: .masscanJSON, read: MasscanEntry.read)
    case .nmapGrepable: GrepableReader()
    case .masscanList: MasscanListReader()
    case .lines, .nmapXML, .kubeconfig: nil
    }
  }
}

extension TargetSource {
  /// The largest document that is read as a whole, in bytes: those of nmap have some hundreds for each host.
  public static let largestDocument = 256 << 20

  /// Makes the source of a file in the format that the settings name, or in the one that is recognised.
  /// - Parameter notice: Is given a sentence on what was left out.
  public init(
    name: String, text: [UInt8], _ settings: ListSettings, notice: (String) -> Void = { _ in }
  ) throws(ListProblem) {
    let format = settings.knownFormat ?? ListFormat(recognizing: text)
    guard format != .lines else {
      self.init(name: name, text: text)
      return
    }
    var targets = ListedTargets(keeping: settings.keptPorts)
    if var reader = ListReaders.reader(of: format, settings) {
      var lines = SourceLines(text)
      while let line = lines.next() { try reader.read(line, number: lines.number, into: &targets) }
      try reader.end(into: &targets)
    } else {
      try Self.read(text, as: format, settings, into: &targets)
    }
    for sentence in targets.leftOut.sentences { notice("\(name): \(sentence)") }
    self.init(name: name, targets)
  }

  private static func read(
    _ text: [UInt8], as format: ListFormat, _ settings: ListSettings, into targets: inout ListedTargets
  ) throws(ListProblem) {
    guard let documents = settings.documents else { throw ListProblem(.unsupported(format)) }
    guard text.count <= largestDocument else { throw ListProblem(.tooLarge(bytes: largestDocument)) }
    try documents.read(text, as: format, into: &targets)
  }
}
