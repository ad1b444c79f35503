#if !History
  import ArgumentParser
  import Reporting

  // What the other commands ask of a history, in a build without the package trait `History`: there is none to name.

  struct HistoryOptions: ParsableArguments {
    static let example = ""

    var changesOnly: Bool { false }
    var isKept: Bool { false }
    var files: [String] { [] }

    func open(
      scope: String, listFingerprint: String, knowledgeDate: String, changesAs format: ListingFormat?,
      isQuiet: Bool
    ) throws -> (any ScanArchive)? { nil }
  }

  struct PastScanOptions: ParsableArguments {
    static let orHistory = ""
    static let overTime = ""
    static let example = ""
    static let nothingNamed = "Name files of JSON Lines."

    var isNamed: Bool { false }
    var files: [String] { [] }

    func open() throws -> (any PastScan)? { nil }
  }

  enum HistoryCommands {
    static let all: [any ParsableCommand.Type] = []
  }
#endif
