/// Every bound on what a stranger may send and on what the scanner may hold, with its reason.
enum Bounds {
  /// A head of an answer, status line and fields together. A kube-apiserver's has about 400 bytes; nginx and
  /// Go refuse heads beyond 64 KiB to 1 MiB themselves.
  static let headBytes = 64 * 1024
  /// Fields in a head: none of a real server's answers comes near, and each field costs an allocation.
  static let headFields = 256
  /// The line of a chunk, its extensions included. A proxy that signs chunks adds some 100 bytes.
  static let chunkLineBytes = 4 * 1024
  /// How much of a body is read before the connection is given up.
  static let bodyBytesRead = 256 * 1024
  /// Chunks of a body, or what else it comes in: each costs time, and a body of chunks with a byte each costs a second of it
  /// that belongs to other endpoints. Go writes chunks of 2 KiB.
  static let bodyPieces = 64 * 1024
  /// How much of a body is kept as evidence: a version document has 350 bytes, a list of checks 2 KiB.
  static let bodyBytesKept = 16 * 1024
  /// How much of a coded body is kept until it is decoded: what decodes to `bodyBytesKept` is smaller, but for
  /// attacks.
  static let codedBodyBytesKept = 64 * 1024
  /// All that is read from one connection: both answers at their largest, and as much again as a head for what
  /// the parser passes over (status lines, informational answers, chunk extensions, trailers).
  static let bytesForEachConnection = 2 * (headBytes + bodyBytesRead) + headBytes
  /// Connections to one endpoint, retries and missing paths included. Further questions come on top: one handshake,
  /// and at most one connection for each path of the access probes.
  static let connectionsForEachEndpoint = 8
  /// How much of an answer to an access probe is read to count what is in it: one object without its content has a
  /// few KiB, and a list that does not keep to `limit=1` is not worth more.
  static let accessBodyBytes = 256 * 1024
  /// How much of an answer to an access probe is read whose content says nothing more (`/metrics`, the index of the
  /// API descriptions). It is read to the end, because a server logs an error for each body that is cut off; a large
  /// cluster's metrics have some MiB, and come compressed.
  static let accessBodyBytesPassedOver = 8 * 1024 * 1024
  /// How much is kept of an answer that is only counted or recognised: a refusal has some hundred bytes.
  static let beginningKept = 4 * 1024
  /// How often a path is asked again that answered 429 or 5xx.
  static let repeatsAfterPassingAnswer = 3
  /// The pause before that without `Retry-After`, doubled each time: a balancer that has just lost a backend finds
  /// another within a second or two.
  static let firstRepeatPause = Duration.milliseconds(500)
  /// The shortest pause before a path is asked again, whatever `Retry-After` says.
  static let shortestRepeatPause = Duration.milliseconds(100)
  /// How often paths are asked again that a server refused which may not have loaded RBAC yet, and the pause before
  /// each: it takes about a second.
  static let repeatsWhileStarting = 3
  static let startingPause = Duration.seconds(1)
  /// How long the answer to the second of two pipelined requests may take after the first one's, and a body without
  /// a length may pause, before it counts as lost. Never more than one in `quietShare` parts of the time
  /// that is left.
  static let quietPause = Duration.seconds(1)
  static let quietShare = 4
  /// A port that is silent to a ClientHello is asked in plain HTTP after one in so many parts of the time, for which it
  /// has one in so many parts of the rest, and then over TLS once more. The first connection stays open meanwhile.
  static let silentHandshakeShare = 3
  static let silentPlainShare = 4
  /// The handshake for the loopback client's certificate may take one in so many parts of the time left.
  static let certificateShare = 2
  /// How long bytes that lie in the socket when the deadline comes may take to be read.
  static let lateReading = Duration.seconds(1)
  /// The pause before a connection attempt is repeated: long enough for a dropped SYN's queue to drain, random
  /// so that the retries of a block do not arrive as one burst.
  static let retryPauseMilliseconds: ClosedRange<Int64> = 50...250
  /// The pause after the machine ran out of descriptors, ports or buffers.
  static let exhaustionPause = Duration.milliseconds(100)
  /// How often in a row an endpoint finds the machine exhausted, while nothing else is under way that could give
  /// something back, before it ends as not tried.
  static let hopelessAttempts = 3
  /// How much of an HTTP proxy's answer to CONNECT is read before it counts as no proxy: a head at its largest, and as
  /// much again for informational answers before it.
  static let tunnelBytes = 2 * headBytes
  /// Endpoints that are worked on at the same time through proxies: tinyproxy serves 100 clients by default.
  static let proxyConnections = 64
  /// The pause before a proxy is tried again that worked a moment ago.
  static let proxyPause = Duration.seconds(1)
  /// Endpoints that may be ahead of the first unfinished one.
  static let reorderWindow = 65_536
  /// Bytes that observations may take which wait for the first unfinished one, or for the writer: 40,000 closed ports, or
  /// 170 servers with 64 KB of certificate names each, are about as much.
  static let heldBytes = 20 * 1024 * 1024
  /// Observations that may wait for the writer.
  static let sinkCount = 16_384
  /// Endpoints that are expanded ahead of the scanner.
  static let feedCapacity = 2_048
  /// Names whose resolution is remembered, so that one name on several lines is asked for once.
  static let namesRemembered = 4_096
  /// Threads that wait in `getaddrinfo`.
  static let resolverThreads = 32
  /// Addresses of one name that become endpoints, the lowest ones by number; a control plane has three to nine.
  static let addressesForEachName = 256
  /// Names of which it is told that not all their addresses are scanned.
  static let namesReported = 100
}
