import DequeModule
import Exposure
import HeapModule
import NIOConcurrencyHelpers
import NIOCore
import Targets

/// Runs a scan on one thread: begins endpoints as time, load and order allow, dials, hands connections that are
/// up to the event loops, takes their reports in, and hands observations on in order.
///
/// This thread polls, and does nothing that could wait for something else. All its moments are of the scan's clock.
struct ScanLoop<Sockets: SocketSystem, Starter: ConversationStarter>: ~Copyable {
  struct Pause: Comparable {
    let end: NIODeadline
    let slot: Int

    static func < (left: Pause, right: Pause) -> Bool { left.end < right.end }
  }

  /// How many endpoints begin before the poller gets its turn again: few, so that the budget knows of those that are
  /// already talking; more where hundreds were done and none of them said anything.
  private var admissionsInARow: Int { !budget.hasHeard && completed > 512 ? 256 : 32 }

  private let time = ScanTime()
  let settings: ScanSettings
  let conversations: Starter
  let inbox: Inbox
  let control: ScanControl
  let clock: DeadlineClock

  private var intake: EndpointIntake
  var dialer: Dialer<Sockets>
  var probes = ProbeTable()
  var order = ReorderBuffer()
  var budget = MemoryBudget()
  /// What the sink held when it was last asked.
  private var waiting = (count: 0, bytes: 0)
  var talking = TalkingConnections()
  /// Connections whose server speaks, when they were last counted.
  private var speaking = 0
  var bucket: TokenBucket?
  var health: ProxyHealth
  /// Endpoints under way that are asked through a proxy.
  var proxied = 0
  /// Probes that dial as soon as the rate allows, and those that pause first.
  var ready = Deque<Int>()
  var pauses = Heap<Pause>()
  var exhaustedUntil: NIODeadline?
  private var nextToken: NIODeadline?
  /// When the endpoint began that began last.
  private var lastBegin: NIODeadline?
  private var intakeWait: IntakeWait = .moreAtOnce
  var turn = 0
  /// Endpoints that are finished.
  var completed: UInt64 = 0
  var conversationCount: UInt64 = 0

  private enum IntakeWait {
    case moreAtOnce
    case until(NIODeadline?)
    case ended
  }

  init(
    settings: ScanSettings, sockets: Sockets, clock: DeadlineClock, intake: EndpointIntake,
    conversations: Starter, control: ScanControl
  ) {
    self.settings = settings
    self.clock = clock
    self.intake = intake
    self.conversations = conversations
    self.control = control
    inbox = Inbox(waker: sockets.waker)
    dialer = Dialer(sockets, clock: clock)
    health = ProxyHealth(isWatched: settings.proxy != nil && settings.endsWithProxy)
    bucket = settings.rate.map { TokenBucket(rate: $0, now: clock.now()) }
  }

  /// Works until every endpoint is in the sink, or, once stopped, every one that had begun, or until the sink closes or the
  /// proxy cannot be used.
  mutating func run(into sink: any ObservationSink) -> ScanEnd {
    while true {
      handOver(to: sink) { $0.mayHandOver }
      switch sink.load {
      case .holding(let count, let bytes): waiting = (count, bytes)
      case .closed: return .sinkClosed
      }
      resumePauses(now: clock.now())
      countTalkers()
      dialReady()
      admit()
      control.update(progress)
      if let fault = health.end { return .proxyFailed(fault, hasWorked: health.isProven) }
      if probes.count == 0, order.isEmpty || health.isInDoubt, let end {
        if end == .complete, let fault = health.endOfAll {
          return .proxyFailed(fault, hasWorked: false)
        }
        handOver(to: sink) { _ in true }
        return end
      }
      wait()
      for (conversation, report) in inbox.takeAll() { receive(report, of: conversation) }
    }
  }

  /// How the scan ends when nothing is under way any more; nil while more is to come.
  private var end: ScanEnd? {
    if control.isStopped { return .stopped }
    if case .ended = intakeWait { return .complete }
    return nil
  }

  private var progress: ScanProgress {
    var progress = ScanProgress(completed: completed, underWay: probes.count, surplus: intake.surplus)
    progress.silent = min(probes.count, dialer.pending + pauses.count)
    guard probes.count > 0, let lastBegin else { return progress }
    let most = progress.silent == probes.count ? settings.longestSilence : settings.deadline
    progress.longestWait = max(.zero, most - .nanoseconds((clock.now() - lastBegin).nanoseconds))
    return progress
  }

  private mutating func handOver(to sink: any ObservationSink, while mayHandOver: (borrowing Self) -> Bool) {
    var batch: [OrderedObservation] = []
    while order.hasNext, mayHandOver(self), let ordered = order.next() { batch.append(ordered) }
    if !batch.isEmpty { sink.put(batch) }
  }

  /// Whether the first row may go: while the proxy is in doubt, those stay that it may have cost, unless they fill all the room
  /// that an endpoint would need to find out.
  private var mayHandOver: Bool { !health.isInDoubt || order.nextStands || isFullOfRows }

  private var isFullOfRows: Bool {
    probes.count == 0
      && !(order.hasPlace && budget.hasRoom(held: order.bytes, talking: 0, silent: talking.count))
  }

  private mutating func wait() {
    var ended: [(token: Int, outcome: DialOutcome)] = []
    dialer.wait(until: nextMoment()) { ended.append(($0, $1)) }
    for (slot, outcome) in ended { receive(outcome, slot: slot) }
  }

  /// When the next thing is due that neither the dialer nor another thread announces.
  private func nextMoment() -> NIODeadline? {
    if order.hasNext, mayHandOver { return clock.now() }
    if !ready.isEmpty, nextToken == nil, exhaustedUntil == nil { return clock.now() }
    var moments = [pauses.min?.end, exhaustedUntil].compactMap(\.self)
    // The clock notices a gap only where turns are frequent.
    if probes.count > 0 { moments.append(clock.now() + DeadlineClock.beat) }
    if !ready.isEmpty || mayAdmit { moments += [nextToken].compactMap(\.self) }
    if mayAdmit, exhaustedUntil == nil {
      switch intakeWait {
      case .moreAtOnce: if nextToken == nil { return clock.now() }
      case .until(let moment):
        if let moment { moments += [moment, clock.now() + DeadlineClock.beat] }
      case .ended: break
      }
    }
    return moments.min()
  }
}

extension ScanLoop {
  private var mayAdmit: Bool {
    !control.isStopped && probes.count < settings.concurrency && hasRoomBehindProxy && ready.isEmpty
      && order.hasPlace
      && waiting.count < Bounds.sinkCount
      && budget.hasRoom(
        held: order.bytes + waiting.bytes, talking: reckonedTalkers, silent: talking.count - reckonedTalkers)
  }

  /// While the proxy is in doubt, few endpoints find out whether it works.
  private var hasRoomBehindProxy: Bool {
    proxied < settings.proxyConnections && (!health.isInDoubt || proxied < ProxyHealth.concurrencyInDoubt)
  }

  /// Connections that are young or whose server speaks.
  private var reckonedTalkers: Int { min(talking.count, talking.young + speaking) }

  private mutating func countTalkers() {
    speaking = conversations.speaking
    if speaking > 0 { budget.noteSpeech() }
    budget.count(silent: talking.age(now: clock.now()))
  }

  private mutating func admit() {
    if let until = exhaustedUntil {
      guard clock.now() >= until else { return }
      exhaustedUntil = nil
    }
    var admitted = 0
    intakeWait = .moreAtOnce
    while mayAdmit, exhaustedUntil == nil, admitted < admissionsInARow {
      let now = clock.now()
      guard hasToken(now: now) else { return }
      switch intake.take(now: now) {
      case .endpoint(let endpoint):
        admitted += 1
        if let cut = intake.takeAddressesCut() { control.report(cut) }
        if let first = intake.route?.address ?? endpoint.address,
          let reason = settings.origin.refusal(of: first)
        {
          end(endpoint, .notAttempted(reason: reason))
        } else if let route = intake.route, TunnelRequest(to: endpoint, through: route) == nil {
          // Without a tunnel the proxy itself would be asked.
          end(endpoint, .notAttempted(reason: "there is no name or address that its proxy could be told"))
        } else {
          begin(endpoint, now: now)
        }
      case .withoutAddress(let endpoint, let outcome):
        admitted += 1
        end(endpoint, outcome)
      case .nothing(let until):
        intakeWait = .until(until)
        return
      case .ended:
        intakeWait = .ended
        return
      }
    }
  }

  mutating func begin(_ endpoint: Endpoint, now: NIODeadline) {
    lastBegin = now
    let probe = EndpointProbe(
      place: order.reserve(
        destination: intake.destination, target: endpoint.target, endsName: intake.endsName,
        isOnApproval: intake.route != nil && intake.route == settings.proxy),
      deadline: now + TimeAmount(settings.deadline),
      progress: ProbeProgress(
        endpoint: endpoint, scannedAt: time.now, retries: settings.retries, through: intake.route,
        startTime: settings.startTime, access: settings.accessProbes,
        components: settings.components),
      route: intake.route,
      dialledAt: clock.machineNow())
    if probe.route != nil { proxied += 1 }
    dial(probe, slot: probes.insert(probe), now: now)
  }

  /// An endpoint that there is nothing to connect to.
  private mutating func end(_ endpoint: Endpoint, _ outcome: ConnectionOutcome) {
    let place = order.reserve(
      destination: intake.destination, target: endpoint.target, endsName: intake.endsName)
    completed += 1
    order.complete(
      place,
      Observation(
        endpoint: endpoint, scannedAt: time.now, connection: outcome, attempts: 0,
        proxy: (endpoint.target.proxy ?? intake.route?.url).map { ProxyFacts(url: $0.description) }))
  }

  /// Whether another connection may begin now; spends nothing.
  mutating func hasToken(now: NIODeadline) -> Bool {
    nextToken = bucket?.nextToken(now: now)
    return nextToken == nil
  }
}
