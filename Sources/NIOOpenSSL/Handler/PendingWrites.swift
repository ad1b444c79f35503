import NIOCore

/// Plaintext on its way to libssl: what was written, and of that what was flushed.
///
/// All buffers of a flush become one, so that they share a record.
struct PendingWrites {
  /// Bytes and the promise that stands for all their writes.
  struct Batch {
    var bytes: ByteBuffer
    var promise: EventLoopPromise<Void>?

    mutating func append(_ other: Batch) {
      var other = other
      bytes.writeBuffer(&other.bytes)
      promise = promise.joined(with: other.promise)
    }
  }

  private var written: Batch?
  private(set) var flushed: Batch?

  mutating func write(_ bytes: ByteBuffer, promise: EventLoopPromise<Void>?) {
    let batch = Batch(bytes: bytes, promise: promise)
    if written?.append(batch) == nil { written = batch }
  }

  mutating func flush() {
    guard let batch = written else { return }
    written = nil
    if flushed?.append(batch) == nil { flushed = batch }
  }

  /// Forgets the flushed bytes: libssl has them.
  mutating func takeFlushed() -> Batch? {
    defer { flushed = nil }
    return flushed
  }

  /// Fails and forgets everything.
  mutating func fail(_ error: any Error) {
    let batches = [flushed, written]
    flushed = nil
    written = nil
    for batch in batches { batch?.promise?.fail(error) }
  }
}

extension EventLoopPromise<Void>? {
  /// One promise that also completes the other.
  func joined(with other: EventLoopPromise<Void>?) -> EventLoopPromise<Void>? {
    guard let promise = self else { return other }
    if let other { promise.futureResult.cascade(to: other) }
    return promise
  }
}
