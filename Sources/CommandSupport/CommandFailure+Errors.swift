import ArgumentParser
import Reporting
import Sessions
import Targets
import PortableLibc

// The exit status of every error of the libraries, and what to do about it on this command line: the libraries know
// neither. HistoryError's are in HistoryCommands, because a build may lack histories.

extension CommandFailure {
  /// The failure for an error of any library.
  /// - Parameter task: What cannot be done where the error is unexpected, as in "the scan cannot go on".
  package init(_ error: any Error, _ task: String) {
    self = CommandFailure(known: error) ?? CommandFailure(.systemError, "\(task): \(error)")
  }

  /// The failure for an error of a library; nil where it is of another kind.
  init?(known error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as OutputFileError: self.init(error)
    case let error as CheckpointError: self.init(error)
    case let error as JSONLinesError: self.init(error)
    case let error as ShardMergeError: self.init(error)
    case let error as TargetListError: self.init(error)
    case let error as ProxyUnusable: self.init(error)
    default: return nil
    }
  }

  /// The failure of a report, or of standard output.
  ///
  /// A reader of standard output that has had enough (`| head -1`) ends the command silently, as SIGPIPE would.
  package init(_ error: OutputFileError) {
    switch error {
    case .readerGone(let path) where Self.namesOfStandardOutput.contains(path):
      self.init(.signal(SIGPIPE), "")
    case .cannotCreate, .inUse: self.init(.cannotCreate, error.description)
    case .cannotResume, .partialTooShort: self.init(.noInput, "\(error); \(Self.anew)")
    case .writeFailed, .readerGone: self.init(.writeFailed, error.description)
    }
  }

  /// The failure of a scan that cannot be resumed.
  package init(_ error: CheckpointError) {
    switch error {
    case .missing: self.init(.noInput, "\(error); start the scan without --resume")
    case .unreadable: self.init(.noInput, error.description)
    case .listChanged: self.init(.badData, "\(error); restore the list, or \(Self.anew)")
    case .doesNotFit: self.init(.badData, "\(error); \(Self.anew)")
    case .versionChanged: self.init(.wrongUsage, "\(error); use that version, or \(Self.anew)")
    case .settingChanged:
      self.init(.wrongUsage, "\(error); give what was given before, or \(Self.anew)")
    case .unknownReport, .missingReport, .formatChanged: self.init(.wrongUsage, error.description)
    case .noFile: self.init(.wrongUsage, "\(error); --resume needs -o with the file of the interrupted scan")
    }
  }

  /// The failure of results that are read back: a file that is missing, or a line that is not an observation.
  package init(_ error: JSONLinesError) {
    switch error {
    case .unreadable: self.init(.noInput, error.description)
    case .badLine: self.init(.badData, error.description)
    }
  }

  /// The failure of shards that cannot be merged.
  package init(_ error: ShardMergeError) {
    switch error {
    case .cutOff, .rowsMissing, .noLine: self.init(.badData, "\(error); \(Self.again)")
    case .noShard, .differentLists, .sameShard, .notInOrder, .otherPosition, .samePosition:
      self.init(.badData, error.description)
    }
  }

  /// The failure of a list of targets.
  package init(_ error: TargetListError) {
    switch error {
    case .tooMany(let excess): self.init(.badTargets, excess.text(limitedBy: OptionName.maxTargets.rawValue))
    case .badInput, .noTargets: self.init(.badTargets, error.description)
    }
  }

  private static let namesOfStandardOutput = [
    OutputFile.standardOutputName, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1",
  ]
  private static let again =
    "scan that shard again, with --resume where its .partial file is left, or merge what there is with --partial"
  private static let anew = "start the scan anew without --resume"
}
