/// Starts a thread that nobody waits for, and says what pthread_create(3) returned: 0, or EAGAIN where a limit or the
/// memory allows no more threads. SwiftNIO and Foundation end the process there.
/// - Parameters:
///   - stackSize: In bytes; nil for the system's own choice.
///   - body: What the thread does.
package func startDetachedThread(stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void) -> CInt {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  if let stackSize { pthread_attr_setstacksize(&attributes, stackSize) }
  let work = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Glibc)
    var thread = pthread_t()
  #else
    var thread: pthread_t?
  #endif
  let code = pthread_create(&thread, &attributes, { runThreadBody($0) }, work.toOpaque())
  if code != 0 { work.release() }
  return code
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

private func runThreadBody(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run()
  return nil
}
