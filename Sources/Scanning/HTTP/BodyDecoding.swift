import CZlib

/// A body without its codings.
struct DecodedBody: Sendable, Hashable {
  /// What could be read, at most as much as was asked for. Empty where it could not be read and is no text.
  var bytes: [UInt8]
  /// Whether there was more than was asked for.
  var isTruncated = false
  /// Whether the coded data stopped before its own end.
  var isCut = false
  /// The coding that made the body unreadable, in lower case; nil where it was read.
  var unreadableCoding: String?

  /// Takes codings away, the last one first (RFC 9110 §8.4). No more than `limit` bytes come of any of them, so a
  /// bomb costs no more than that.
  ///
  /// A body that is plain text although it is said to be coded is taken as it is, because that is what a client shows
  /// that does not decode.
  init(_ body: [UInt8], codings: [String], limit: Int) {
    bytes = body
    guard !body.isEmpty else { return }
    for (depth, coding) in codings.reversed().enumerated() {
      guard depth < Self.mostCodings, let windows = Self.windows(of: coding) else {
        leaveUnread(coding)
        return
      }
      let source = bytes
      let outcomes = windows.lazy.map { Inflation(source, windowBits: $0, limit: limit) }
      guard let inflated = outcomes.first(where: { $0.isBelievable(of: source) }) else {
        leaveUnread(coding)
        return
      }
      bytes = inflated.bytes
      isTruncated = isTruncated || inflated.end == .limit
      // What is not whole has decoded to something: its beginning is what a client shows.
      isCut = isCut || inflated.end == .input || inflated.end == .fault
    }
    guard bytes.count > limit else { return }
    bytes.removeLast(bytes.count - limit)
    isTruncated = true
  }

  private mutating func leaveUnread(_ coding: String) {
    let isText = String(validating: bytes, as: UTF8.self) != nil
    if !isText { bytes = [] }
    // gzip and deflate have a beginning of their own: text is not coded by them, whatever the head says.
    if !isText || Self.windows(of: coding) == nil {
      unreadableCoding = String(coding.prefix(Self.longestName))
    }
  }

  /// Codings that are taken away from one body; more than two are not seen outside of attacks.
  private static let mostCodings = 4
  private static let longestName = 64

  /// The windows with which zlib is to try a coding; nil for a coding that it does not know. 32 more than the largest
  /// window recognises the heads of gzip and zlib, a negative one is for data without a head: what servers send as
  /// `deflate` is one or the other (RFC 9110 §8.4.1.2).
  private static func windows(of coding: String) -> [CInt]? {
    switch coding {
    case "gzip", "x-gzip": [MAX_WBITS + 32]
    case "deflate": [MAX_WBITS + 32, -MAX_WBITS]
    default: nil
    }
  }
}

/// What zlib makes of compressed bytes.
private struct Inflation {
  enum End {
    /// The compressed data came to its end.
    case stream
    /// As much came out as was asked for, and there is more.
    case limit
    /// The bytes ended before the compressed data did.
    case input
    /// The data is damaged.
    case fault
  }

  private(set) var bytes: [UInt8] = []
  private(set) var end = End.fault

  /// Whether the source is compressed data. Text may decode to a few bytes before the fault shows; compressed data of
  /// any length is no text.
  func isBelievable(of source: [UInt8]) -> Bool {
    switch end {
    case .stream, .limit: true
    case .input: !bytes.isEmpty
    case .fault: !bytes.isEmpty && String(validating: source, as: UTF8.self) == nil
    }
  }

  init(_ source: [UInt8], windowBits: CInt, limit: Int) {
    var stream = z_stream()
    let size = CInt(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else { return }
    defer { inflateEnd(&stream) }
    // One byte more than is wanted tells whether there is more.
    let capacity = limit + 1
    var status = Z_OK
    source.withUnsafeBufferPointer { input in
      // zlib does not write through this pointer.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = CUnsignedInt(clamping: input.count)
      bytes = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
        stream.next_out = target.baseAddress
        stream.avail_out = CUnsignedInt(clamping: capacity)
        status = inflate(&stream, Z_SYNC_FLUSH)
        // A gzip file is a series of members (RFC 1952 §2.2).
        while status == Z_STREAM_END, stream.avail_out > 0, stream.avail_in > 1,
          stream.next_in[0] == 0x1F, stream.next_in[1] == 0x8B, inflateReset(&stream) == Z_OK
        {
          status = inflate(&stream, Z_SYNC_FLUSH)
        }
        count = capacity - Int(stream.avail_out)
      }
    }
    if bytes.count > limit {
      bytes.removeLast()
      end = .limit
      return
    }
    switch status {
    case Z_STREAM_END: end = .stream
    case Z_OK, Z_BUF_ERROR: end = .input
    default: end = .fault
    }
  }
}
