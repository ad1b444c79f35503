import PortableFoundation

/// Why a scan cannot be resumed.
public enum CheckpointError: Error, Equatable {
  /// There is no checkpoint: nothing was interrupted, or the report is complete.
  case missing(path: String)
  /// The checkpoint cannot be read.
  case unreadable(path: String, reason: String)
  /// The target list is another one.
  case listChanged(startedAt: Date)
  /// The checkpoint is another version's.
  case versionChanged(was: String, now: String)
  /// A setting is another one; nil where it was not given.
  case settingChanged(name: String, was: String?, now: String?)
  /// The interrupted scan did not write this report.
  case unknownReport(path: String)
  /// The interrupted scan wrote this report too.
  case missingReport(path: String)
  /// The interrupted scan wrote this report in another format.
  case formatChanged(path: String, was: OutputFormat, now: OutputFormat)
  /// The checkpoint says of a file, of the list or of itself what is not so.
  case doesNotFit(reason: String)
  /// There is no file beside which a checkpoint could lie.
  case noFile
}

extension CheckpointError: CustomStringConvertible {
  /// What happened.
  public var description: String {
    switch self {
    case .missing(let path):
      "there is nothing to resume: \(printable(path)) does not exist"
    case .unreadable(let path, let reason):
      "cannot resume: \(printable(path)) is unreadable: \(printable(reason))"
    case .listChanged(let startedAt):
      "cannot resume: the target list has changed since the scan that is to be resumed began: "
        + "\(Timestamp.text(startedAt))"
    case .versionChanged(let was, let now):
      "cannot resume: the scan was begun by apiexpose \(printable(was)), this is \(printable(now))"
    case .settingChanged(let name, let was, let now):
      "cannot resume: \(printable(name)) was \(quoted(was)) and is now \(quoted(now))"
    case .unknownReport(let path):
      "cannot resume: the interrupted scan did not write \(printable(path)); give the files that were given before"
    case .missingReport(let path):
      "cannot resume: the interrupted scan also wrote \(printable(path)); give the files that were given before"
    case .formatChanged(let path, let was, let now):
      "cannot resume: the interrupted scan wrote \(printable(path)) as \(was.rawValue), not as \(now.rawValue)"
    case .doesNotFit(let reason):
      "cannot resume: the checkpoint does not fit: \(printable(reason))"
    case .noFile:
      "cannot resume: no report is a file, beside which a checkpoint could lie"
    }
  }

  private func quoted(_ value: String?) -> String { value.map { "\"\(printable($0))\"" } ?? "not given" }
}
