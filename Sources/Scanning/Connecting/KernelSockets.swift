import CEpoll
import Exposure
import Targets
import PortableLibc

/// How a connection attempt began.
enum SocketAttempt: Sendable, Hashable {
  /// The connection is up at once.
  case connected(CInt)
  /// The attempt is under way; `poll` reports the descriptor once when it has ended.
  case underWay(CInt)
  /// It failed with this `errno`, and nothing is left open.
  case failed(CInt)
  /// The machine refused a socket that leaves from where it shall, with this `errno`: nothing was tried.
  case refusedHere(CInt)
}

/// What a dialer asks of the system; a test has one of its own. Used by one thread.
protocol SocketSystem: AnyObject {
  /// Something by which another thread ends `poll`.
  var waker: Waker { get }
  /// Begins a connection attempt on a new non-blocking socket.
  func connect(to address: IPAddress, port: UInt16) -> SocketAttempt
  /// Waits at most `milliseconds` and hands over descriptors whose attempts have ended.
  func poll(milliseconds: CInt, ready: (CInt) -> Void) -> PollEnd
  /// The `errno` with which an attempt ended; 0 where the connection is up.
  func result(of descriptor: CInt) -> CInt
  /// Gives up a descriptor.
  func close(_ descriptor: CInt)
}

/// The kernel's own sockets.
final class KernelSockets: SocketSystem {
  private var poller: Poller
  private let origin: SocketOrigin

  /// Opens what sockets are polled by; throws the `errno` of the call that failed. `origin` is where all connections
  /// leave from.
  init(from origin: SocketOrigin = SocketOrigin()) throws(SystemCallError) {
    self.origin = origin
    poller = try Poller()
  }

  var waker: Waker { poller.waker }

  func connect(to address: IPAddress, port: UInt16) -> SocketAttempt {
    let descriptor = Self.openSocket(family: address.isV4 ? AF_INET : AF_INET6)
    guard descriptor >= 0 else { return .failed(errno) }
    let refusal = origin.bind(descriptor, isV6: !address.isV4)
    guard refusal == 0 else {
      close(descriptor)
      return .refusedHere(refusal)
    }
    let result = SocketAddress.with(address, port: port) { PortableLibc.connect(descriptor, $0, $1) }
    guard result != 0 else { return .connected(descriptor) }
    guard errno == EINPROGRESS else {
      let code = errno
      close(descriptor)
      return .failed(code)
    }
    do {
      try poller.add(descriptor)
      return .underWay(descriptor)
    } catch {
      close(descriptor)
      return .failed(error.code)
    }
  }

  func poll(milliseconds: CInt, ready: (CInt) -> Void) -> PollEnd {
    poller.wait(milliseconds: milliseconds, ready: ready)
  }

  func result(of descriptor: CInt) -> CInt {
    var code: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
  }

  func close(_ descriptor: CInt) {
    poller.forget(descriptor)
    _ = PortableLibc.close(descriptor)
  }
}

extension KernelSockets {
  private static func openSocket(family: CInt) -> CInt {
    #if os(Linux)
      return socket(family, CEpoll_stream_socket, 0)
    #else
      let descriptor = socket(family, streamSocket, 0)
      guard descriptor >= 0 else { return descriptor }
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      // NIO asks for the same, which the system refuses once the peer has reset the connection; NIO then closes the
      // descriptor.
      _ = fcntl(descriptor, F_SETNOSIGPIPE, 1)
      return descriptor
    #endif
  }
}

extension IPAddress {
  fileprivate var isV4: Bool {
    switch self {
    case .v4: true
    case .v6: false
    }
  }
}
