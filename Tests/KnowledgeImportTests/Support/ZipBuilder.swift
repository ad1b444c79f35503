import CZlib

/// Makes zip archives, honest and others.
struct ZipBuilder {
  struct Entry {
    var name: String
    var content: [UInt8]
    var isDeflated = true
    var flags: UInt16 = 0
    var method: UInt16?
    var checksum: UInt32?
    var unpackedBytes: UInt32?
    var packed: [UInt8]?

    init(_ name: String, _ content: String) {
      self.name = name
      self.content = Array(content.utf8)
    }
  }

  var entries: [Entry] = []
  var comment: [UInt8] = []
  /// What the record at the end says; nil for the truth.
  var entriesTold: UInt16?
  var directoryTold: UInt32?
  /// Where all entries of the directory point; nil for their own places.
  var allPointTo: UInt32?

  init(_ entries: [Entry] = []) { self.entries = entries }

  init(_ files: KeyValuePairs<String, String>) {
    entries = files.map { Entry($0.key, $0.value) }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let packed = entry.packed ?? (entry.isDeflated ? Self.deflated(entry.content) : entry.content)
      let sum = entry.content.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
      let checksum = entry.checksum ?? (entry.content.isEmpty ? 0 : UInt32(truncatingIfNeeded: sum))
      let method = entry.method ?? (entry.isDeflated ? 8 : 0)
      let unpackedBytes = entry.unpackedBytes ?? UInt32(entry.content.count)
      let name = Array(entry.name.utf8)
      let common: [[UInt8]] = [
        le16(20), le16(entry.flags), le16(method), le32(0), le32(checksum), le32(UInt32(packed.count)),
        le32(unpackedBytes), le16(UInt16(name.count)), le16(0),
      ]
      let place: [UInt8] = le32(allPointTo ?? UInt32(bytes.count))
      let described: [[UInt8]] =
        [le32(0x0201_4B50), le16(20)] + common + [le16(0), le16(0), le16(0), le32(0), place, name]
      directory += described.joined()
      let stored: [[UInt8]] = [le32(0x0403_4B50)] + common + [name, packed]
      bytes += stored.joined()
    }
    let start = UInt32(bytes.count)
    let count = entriesTold ?? UInt16(entries.count)
    let end: [[UInt8]] = [
      directory, le32(0x0605_4B50), le16(0), le16(0), le16(count), le16(count), le32(UInt32(directory.count)),
      le32(directoryTold ?? start), le16(UInt16(comment.count)), comment,
    ]
    bytes += end.joined()
    return bytes
  }

  private func le16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
  private func le32(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, uLong(content.count))) + 16
    return content.withUnsafeBufferPointer { input in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = uInt(input.count)
      return [UInt8](unsafeUninitializedCapacity: capacity) { target, filled in
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(capacity)
        deflate(&stream, Z_FINISH)
        filled = capacity - Int(stream.avail_out)
      }
    }
  }
}
