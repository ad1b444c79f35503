/// Why an archive, or one entry of it, is not read.
enum ZipError: Error, Hashable {
  /// It has no directory at its end, or one that contradicts itself.
  case damaged(String)
  /// It is of a kind that is not read: zip64, encrypted, in parts, another compression.
  case unsupported(String)
  /// It is larger than anything that is meant.
  case tooMuch(String)
}

extension ZipError: CustomStringConvertible {
  /// What is wrong, as the end of a sentence that names the archive or the entry.
  var description: String {
    switch self {
    case .damaged(let what): "it is damaged: \(what)"
    case .unsupported(let what): "\(what) is not read"
    case .tooMuch(let what): what
    }
  }
}

/// How much of an archive is read. The archive of all of Go's database has some 5,000 entries and 20 MB.
struct ZipBounds: Sendable {
  /// Entries, folders included.
  var entries = 100_000
  /// Bytes of one entry when unpacked.
  var entryBytes = 4 << 20
  /// Bytes of all entries that are unpacked.
  var totalBytes = 512 << 20
  /// Unpacked bytes for one packed byte, where an entry has more than `ratioFrom`: JSON comes to about 10.
  var ratio = 200
  /// From how many unpacked bytes on the ratio counts: a few hundred equal bytes pack well.
  var ratioFrom = 1 << 16
}
