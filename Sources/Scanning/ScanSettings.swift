import Exposure
import NIOCore

/// Which addresses of a name are scanned.
public enum AddressFamilies: Sendable, Hashable {
  case any
  case v4Only
  case v6Only
}

/// What a scan may take: time, load, and how it introduces itself.
public struct ScanSettings: Sendable {
  /// How long one connection attempt may stay without an answer.
  public var connectTimeout: Duration
  /// How long all that is done for one endpoint may take, retries included; every endpoint ends by then.
  public var deadline: Duration
  /// How often a connection attempt that timed out or broke is repeated.
  public var retries: Int
  /// How many endpoints are worked on at the same time, 1 or more.
  public var concurrency: Int
  /// New connections a second, or nil for as many as come.
  public var rate: Double?
  /// The `User-Agent` that owners find in their audit log.
  public var userAgent: String
  /// Which addresses of a name are scanned.
  public var addressFamilies: AddressFamilies
  /// How long a name may take to resolve, from the moment the resolver is asked.
  public var resolveTimeout: Duration
  /// Whether a second handshake asks an API server for the certificate that tells when it started.
  public var startTime: Bool
  /// Whether an API server that lets anonymous requests in is asked what they may read.
  public var accessProbes: Bool
  /// The components other than API servers that are asked what they tell strangers.
  public var components: Set<Component>
  /// Threads that talk TLS, 1 or more.
  public var eventLoops: Int
  /// The proxy through which all endpoints are asked whose targets name none of their own; nil for none.
  public var proxy: ProxyRoute?
  /// How many endpoints are worked on at the same time through proxies, 1 or more; each has one connection at a time.
  public var proxyConnections = ScanSettings.usualProxyConnections
  /// Whether a scan ends where `proxy` fails for one endpoint after the other; otherwise they are reported as failed.
  public var endsWithProxy = true
  /// Where connections leave this machine.
  public var origin = SocketOrigin()

  /// How many endpoints are worked on at the same time through proxies unless told otherwise.
  public static let usualProxyConnections = Bounds.proxyConnections

  /// How long an endpoint may take that is never answered.
  var longestSilence: Duration {
    let pause = Duration.milliseconds(Int64(Bounds.retryPauseMilliseconds.upperBound))
    return min(deadline, connectTimeout * (retries + 1) + pause * retries)
  }

  /// The most event loops of a scan. Each has up to three library contexts of OpenSSL, which take two of the 1,024
  /// thread-specific keys that glibc has (PTHREAD_KEYS_MAX): beyond 169 loops, every handshake would fail.
  public static let mostEventLoops = 128
  /// Threads that ask the system's resolver, 1 or more.
  public var resolverThreads: Int

  /// Makes settings; the defaults are the command's, with an event loop for each core.
  public init(
    connectTimeout: Duration = .seconds(3),
    deadline: Duration = .seconds(10),
    retries: Int = 1,
    concurrency: Int = 512,
    rate: Double? = nil,
    userAgent: String,
    addressFamilies: AddressFamilies = .any,
    resolveTimeout: Duration = .seconds(5),
    startTime: Bool = true,
    accessProbes: Bool = false,
    components: Set<Component> = [],
    eventLoops: Int? = nil,
    resolverThreads: Int = ScanSettings.mostResolverThreads
  ) {
    self.connectTimeout = connectTimeout
    self.deadline = deadline
    self.retries = retries
    self.concurrency = concurrency
    self.rate = rate
    self.userAgent = userAgent
    self.addressFamilies = addressFamilies
    self.resolveTimeout = resolveTimeout
    self.startTime = startTime
    self.accessProbes = accessProbes
    self.components = components
    self.eventLoops = min(max(1, eventLoops ?? System.coreCount), Self.mostEventLoops)
    self.resolverThreads = max(1, resolverThreads)
  }

  /// Threads that ask the system's resolver where nothing is short.
  public static let mostResolverThreads = Bounds.resolverThreads
}
