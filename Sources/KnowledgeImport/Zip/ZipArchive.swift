import CZlib

/// A zip archive in memory, read by its central directory. Only what bounds allow is unpacked, one entry at a time, and
/// each is checked against its checksum.
struct ZipArchive {
  /// The entries in the order of the directory.
  let entries: [ZipEntry]
  private let bytes: [UInt8]
  private let bounds: ZipBounds

  /// Whether a file begins as a zip archive does: with an entry, or with the end of an empty directory.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Reads the directory. Throws where it is not whole, or of a kind that is not read.
  init(_ bytes: [UInt8], bounds: ZipBounds = ZipBounds()) throws(ZipError) {
    self.bytes = bytes
    self.bounds = bounds
    let end = try Self.end(of: bytes)
    guard end.entries <= bounds.entries else {
      throw .tooMuch("it has \(end.entries) entries, and at most \(bounds.entries) are read")
    }
    var reader = LittleEndianReader(bytes, at: end.directory, until: end.directory + end.directoryBytes)
    var entries: [ZipEntry] = []
    for _ in 0..<end.entries { entries.append(try Self.entry(&reader)) }
    self.entries = entries
    try Self.checkPlaces(entries, before: end.directory)
  }

  /// The content of an entry.
  func content(of entry: ZipEntry) throws(ZipError) -> [UInt8] {
    try entry.check(bounds)
    var reader = LittleEndianReader(bytes, at: entry.offset, until: bytes.count)
    guard reader.uint32() == 0x0403_4B50 else { throw .damaged("an entry is not where the directory says") }
    reader.skip(22)
    guard let name = reader.uint16(), let extra = reader.uint16(), reader.skip(Int(name) + Int(extra)),
      let packed = reader.take(entry.packedBytes)
    else { throw .damaged("an entry is cut off") }
    let content = entry.method == 0 ? Array(packed) : try inflated(packed, to: entry.unpackedBytes)
    let checksum = content.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
    guard content.isEmpty ? entry.checksum == 0 : UInt32(truncatingIfNeeded: checksum) == entry.checksum
    else {
      throw .damaged("its checksum is another")
    }
    return content
  }

  private func inflated(_ packed: ArraySlice<UInt8>, to count: Int) throws(ZipError) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unsupported("an entry for which there is no memory")
    }
    defer { inflateEnd(&stream) }
    // One byte more tells whether there is more than the directory says.
    let capacity = count + 1
    var status = Z_OK
    let content = packed.withUnsafeBufferPointer { input in
      // zlib does not write through this pointer.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = CUnsignedInt(input.count)
      return [UInt8](unsafeUninitializedCapacity: capacity) { target, filled in
        stream.next_out = target.baseAddress
        stream.avail_out = CUnsignedInt(capacity)
        status = inflate(&stream, Z_FINISH)
        filled = capacity - Int(stream.avail_out)
      }
    }
    guard status == Z_STREAM_END, content.count == count, stream.avail_in == 0 else {
      throw .damaged("it does not unpack to what the directory says")
    }
    return content
  }
}

extension ZipArchive {
  /// The record at the end (APPNOTE.TXT 4.3.16), which a comment of at most 65,535 bytes may follow.
  private static func end(
    of bytes: [UInt8]
  ) throws(ZipError) -> (entries: Int, directory: Int, directoryBytes: Int) {
    let size = 22
    guard bytes.count >= size else { throw .damaged("it has no directory") }
    let last = bytes.count - size
    let first = max(0, last - 0xFFFF)
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    guard
      let place = (first...last).reversed().first(where: { place in
        bytes[place] == mark[0] && bytes[place..<place + 4].elementsEqual(mark)
          && place + size + Int(bytes[place + 20]) + Int(bytes[place + 21]) << 8 == bytes.count
      })
    else { throw .damaged("it has no directory") }
    var reader = LittleEndianReader(bytes, at: place + 4, until: bytes.count)
    guard let disk = reader.uint16(), let start = reader.uint16(), let here = reader.uint16(),
      let all = reader.uint16(), let directoryBytes = reader.uint32(), let directory = reader.uint32()
    else { throw .damaged("it has no directory") }
    let isBig = place >= 20 && bytes[place - 20..<place - 16].elementsEqual([0x50, 0x4B, 0x06, 0x07])
    if isBig || all == 0xFFFF || directory == .max || directoryBytes == .max {
      throw .unsupported("the form zip64, for archives beyond 4 GB")
    }
    guard disk == 0, start == 0, here == all else { throw .unsupported("an archive in several parts") }
    guard Int(directory) + Int(directoryBytes) <= place else { throw .damaged("its directory is cut off") }
    return (Int(all), Int(directory), Int(directoryBytes))
  }

  private static func entry(_ reader: inout LittleEndianReader) throws(ZipError) -> ZipEntry {
    guard reader.uint32() == 0x0201_4B50, reader.skip(4), let flags = reader.uint16(),
      let method = reader.uint16(),
      reader.skip(4), let checksum = reader.uint32(), let packed = reader.uint32(),
      let unpacked = reader.uint32(),
      let name = reader.uint16(), let extra = reader.uint16(), let comment = reader.uint16(), reader.skip(8),
      let offset = reader.uint32(), let path = reader.take(Int(name)), reader.skip(Int(extra) + Int(comment))
    else { throw .damaged("its directory is cut off") }
    if packed == .max || unpacked == .max || offset == .max {
      throw .unsupported("the form zip64, for archives beyond 4 GB")
    }
    return ZipEntry(
      name: String(decoding: path, as: UTF8.self), flags: flags, method: method, checksum: checksum,
      packedBytes: Int(packed), unpackedBytes: Int(unpacked), offset: Int(offset))
  }

  /// Refuses entries that lie in each other: they unpack the same bytes again and again.
  private static func checkPlaces(_ entries: [ZipEntry], before directory: Int) throws(ZipError) {
    var end = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      guard entry.offset >= end else { throw .damaged("its entries overlap") }
      // A header of an entry has 30 bytes and its name.
      end = entry.offset + 30 + entry.packedBytes
      guard end <= directory else { throw .damaged("an entry is cut off") }
    }
  }
}

/// Takes numbers from bytes, the least significant byte first; nil, and nothing taken, where they end.
struct LittleEndianReader {
  private let bytes: [UInt8]
  private var at: Int
  private let end: Int

  init(_ bytes: [UInt8], at: Int, until end: Int) {
    self.bytes = bytes
    self.at = at
    self.end = min(end, bytes.count)
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, at >= 0, at <= end, end - at >= count else { return nil }
    defer { at += count }
    return bytes[at..<at + count]
  }

  @discardableResult
  mutating func skip(_ count: Int) -> Bool { take(count) != nil }

  mutating func uint16() -> UInt16? {
    take(2).map { $0.reversed().reduce(0) { $0 << 8 | UInt16($1) } }
  }

  mutating func uint32() -> UInt32? {
    take(4).map { $0.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
  }
}
