/// One entry of an archive's central directory (APPNOTE.TXT 4.3.12).
struct ZipEntry: Hashable {
  /// The path as it is written there; never a place to write to.
  let name: String
  let flags: UInt16
  let method: UInt16
  let checksum: UInt32
  let packedBytes: Int
  let unpackedBytes: Int
  /// Where its own header stands.
  let offset: Int

  /// Refuses what cannot be read, or is more than is meant.
  func check(_ bounds: ZipBounds) throws(ZipError) {
    if flags & 0x1 != 0 || flags & 0x40 != 0 { throw .unsupported("an encrypted entry") }
    guard method == 0 || method == 8 else { throw .unsupported("an entry packed by method \(method)") }
    guard unpackedBytes <= bounds.entryBytes else {
      throw .tooMuch("it has \(unpackedBytes) bytes, and at most \(bounds.entryBytes) are read")
    }
    guard method == 8 || packedBytes == unpackedBytes else { throw .damaged("its sizes differ") }
    if unpackedBytes > bounds.ratioFrom, unpackedBytes / bounds.ratio > packedBytes {
      throw .tooMuch("it unpacks to more than \(bounds.ratio) times its size")
    }
  }
}
