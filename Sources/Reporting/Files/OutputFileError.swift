/// Why a report cannot be written.
public enum OutputFileError: Error, Equatable {
  /// The file cannot be created; known before the first packet leaves.
  case cannotCreate(path: String, reason: String)
  /// Another process is writing the same partial file.
  case inUse(partial: String)
  /// The partial file of the scan that is to be resumed cannot be opened.
  case cannotResume(partial: String, reason: String)
  /// The partial file is shorter than the checkpoint says, in bytes.
  case partialTooShort(partial: String, length: UInt64, expected: UInt64)
  /// Writing failed; what was written so far stays under `kept`, whole rows only, where there is a file.
  case writeFailed(path: String, kept: String?, reason: String)
  /// The reader of a pipe has gone (EPIPE): nobody wants the rest.
  case readerGone(path: String)
}

extension OutputFileError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason):
      "cannot create \(printable(path)): \(reason)"
    case .inUse(let partial):
      "cannot create \(printable(partial)): another scan is writing it; wait for it or choose another name"
    case .cannotResume(let partial, let reason):
      "cannot resume: \(printable(partial)): \(reason)"
    case .partialTooShort(let partial, let length, let expected):
      "cannot resume: \(printable(partial)) has \(length) bytes where the checkpoint says \(expected)"
    case .writeFailed(let path, let kept?, let reason):
      "cannot write \(printable(path)): \(reason); the rows so far are in \(printable(kept))"
    case .writeFailed(let path, nil, let reason):
      "cannot write \(printable(path)): \(reason)"
    case .readerGone(let path):
      "cannot write \(printable(path)): its reader has gone"
    }
  }

}
