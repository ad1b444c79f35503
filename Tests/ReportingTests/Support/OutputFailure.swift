import Reporting

extension OutputFileError {
  /// Whether the file cannot be created.
  var isRefusal: Bool {
    switch self {
    case .cannotCreate, .inUse: true
    case .cannotResume, .partialTooShort, .writeFailed, .readerGone: false
    }
  }

  /// Whether writing failed later.
  var isFailedWrite: Bool {
    switch self {
    case .writeFailed, .readerGone: true
    case .cannotCreate, .inUse, .cannotResume, .partialTooShort: false
    }
  }
}
