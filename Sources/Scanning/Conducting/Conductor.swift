import DequeModule
import Exposure
import HeapModule
import NIOConcurrencyHelpers
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A report that came from an event loop, on its way to the conductor's thread.
struct Arrival: Sendable {
  let slot: Int
  let conversation: UInt64
  let report: ConnectionReport
}

/// Runs a scan on one thread: begins endpoints as time, load and order allow, dials, hands connections that are
/// up to the event loops, takes their reports in, and delivers observations in order.
struct Conductor: ~Copyable {
  private struct Pause: Comparable {
    let end: NIODeadline
    let slot: Int

    static func < (left: Pause, right: Pause) -> Bool { left.end < right.end }
  }

  /// How many endpoints begin before the poller gets its turn again.
  private static let admissionsInARow = 256

  private let settings: ScanSettings
  private let conversations: ConversationGroup
  private let inbox: Inbox
  private let control: ScanControl

  private var intake: EndpointIntake
  private var dialer: Dialer
  private var visits = VisitTable()
  private var order = ReorderBuffer()
  private var bucket: TokenBucket?
  /// Visits that dial as soon as the rate allows, and those that pause first.
  private var ready = Deque<Int>()
  private var pauses = Heap<Pause>()
  private var exhaustedUntil: NIODeadline?
  private var nextToken: NIODeadline?
  private var intakeWait: IntakeWait = .moreAtOnce
  private var turn = 0
  private var conversationCount: UInt64 = 0

  private enum IntakeWait {
    case moreAtOnce
    case until(NIODeadline?)
    case ended
  }

  init(
    settings: ScanSettings, dialer: consuming Dialer, intake: EndpointIntake,
    conversations: ConversationGroup, control: ScanControl
  ) {
    self.settings = settings
    self.intake = intake
    self.conversations = conversations
    self.control = control
    inbox = Inbox(waker: dialer.waker)
    self.dialer = dialer
    bucket = settings.rate.map { TokenBucket(rate: $0, now: .now()) }
  }

  /// Works until every endpoint has been delivered, or, once stopped, every one that had begun.
  mutating func run(deliver: (Observation, _ destination: UInt64) throws -> Void) throws -> ScanEnd {
    while true {
      while let (observation, destination) = order.next() {
        try deliver(observation, destination)
        control.countDelivered()
      }
      resumePauses(now: .now())
      dialReady()
      admit()
      if order.isEmpty, visits.count == 0 {
        if control.isStopped { return .stopped }
        if case .ended = intakeWait { return .complete }
      }
      control.setUnderWay(visits.count)
      wait()
      for arrival in inbox.takeAll() { receive(arrival) }
    }
  }

  private mutating func wait() {
    var ended: [(token: Int, outcome: DialOutcome)] = []
    dialer.wait(until: nextMoment()) { ended.append(($0, $1)) }
    for (slot, outcome) in ended { receive(outcome, slot: slot) }
  }

  /// When the next thing is due that neither the dialer nor another thread announces.
  private func nextMoment() -> NIODeadline? {
    if order.hasNext { return .now() }
    if !ready.isEmpty, nextToken == nil, exhaustedUntil == nil { return .now() }
    var moments = [pauses.min?.end, exhaustedUntil].compactMap(\.self)
    if !ready.isEmpty || mayAdmit { moments += [nextToken].compactMap(\.self) }
    if mayAdmit, exhaustedUntil == nil {
      switch intakeWait {
      case .moreAtOnce: if nextToken == nil { return .now() }
      case .until(let moment): if let moment { moments.append(moment) }
      case .ended: break
      }
    }
    return moments.min()
  }
}

extension Conductor {
  private var mayAdmit: Bool {
    !control.isStopped && visits.count < settings.concurrency && order.hasRoom && ready.isEmpty
  }

  private mutating func admit() {
    if let until = exhaustedUntil {
      guard NIODeadline.now() >= until else { return }
      exhaustedUntil = nil
    }
    var admitted = 0
    intakeWait = .moreAtOnce
    while mayAdmit, exhaustedUntil == nil, admitted < Self.admissionsInARow {
      let now = NIODeadline.now()
      guard hasToken(now: now) else { return }
      switch intake.take(now: now) {
      case .endpoint(let planned):
        admitted += 1
        begin(planned, now: now)
      case .nothing(let until):
        intakeWait = .until(until)
        return
      case .ended:
        intakeWait = .ended
        return
      }
    }
  }

  private mutating func begin(_ planned: PlannedEndpoint, now: NIODeadline) {
    let place = order.reserve(destination: planned.destination)
    let scannedAt = Date()
    if let reason = planned.unresolved {
      order.complete(
        place,
        Observation(
          endpoint: planned.endpoint, scannedAt: scannedAt, connection: .unresolved(reason: reason),
          attempts: 0))
      return
    }
    let slot = visits.insert(
      Visit(
        place: place,
        deadline: now + TimeAmount(settings.deadline),
        progress: ProbeProgress(
          endpoint: planned.endpoint, scannedAt: scannedAt, retries: settings.retries,
          further: FurtherErrands(startTime: settings.startTime, access: settings.accessProbes)),
        dialledAt: now))
    dial(slot, now: now)
  }

  /// Whether another connection may begin now; spends nothing.
  private mutating func hasToken(now: NIODeadline) -> Bool {
    nextToken = bucket?.nextToken(now: now)
    return nextToken == nil
  }
}

extension Conductor {
  private mutating func resumePauses(now: NIODeadline) {
    while let pause = pauses.min, pause.end <= now {
      pauses.removeMin()
      ready.append(pause.slot)
    }
  }

  private mutating func dialReady() {
    while let slot = ready.first, exhaustedUntil == nil {
      let now = NIODeadline.now()
      guard let visit = visits[slot] else {
        ready.removeFirst()
        continue
      }
      guard visit.deadline > now else {
        ready.removeFirst()
        finish(slot)
        continue
      }
      guard hasToken(now: now) else { return }
      ready.removeFirst()
      dial(slot, now: now)
    }
  }

  private mutating func dial(_ slot: Int, now: NIODeadline) {
    guard var visit = visits[slot], let address = visit.progress.plan.endpoint.address else { return }
    bucket?.spend()
    visit.progress.beginAttempt()
    visit.dialledAt = now
    visits[slot] = visit
    let outcome = dialer.dial(
      address,
      port: visit.progress.plan.endpoint.port,
      deadline: min(now + TimeAmount(settings.connectTimeout), visit.deadline),
      token: slot)
    if let outcome { receive(outcome, slot: slot) }
  }

  private mutating func receive(_ outcome: DialOutcome, slot: Int) {
    guard visits[slot] != nil else { return }
    switch outcome {
    case .connected(let descriptor):
      converse(slot, descriptor: descriptor)
    case .failed(let connection):
      let step = visits[slot]?.progress.absorb(connection, retryPause: Self.retryPause())
      carryOut(step ?? .finished, slot: slot)
    case .exhausted(let reason):
      let now = NIODeadline.now()
      exhaustedUntil = now + TimeAmount(Bounds.exhaustionPause)
      visits[slot]?.progress.takeBackAttempt(reason: reason)
      carryOut(.connect(after: Bounds.exhaustionPause), slot: slot)
    }
  }

  private mutating func converse(_ slot: Int, descriptor: CInt) {
    guard let visit = visits[slot] else { return }
    turn &+= 1
    conversationCount += 1
    visits[slot]?.conversation = conversationCount
    let (inbox, conversation) = (inbox, conversationCount)
    conversations.converse(
      descriptor: descriptor,
      plan: visit.progress.plan,
      deadline: visit.deadline,
      userAgent: settings.userAgent,
      turn: turn
    ) { report, loop in
      inbox.put(Arrival(slot: slot, conversation: conversation, report: report), on: loop)
    }
  }

  private static func retryPause() -> Duration {
    .milliseconds(Int64.random(in: Bounds.retryPauseMilliseconds))
  }
}

extension Conductor {
  private mutating func receive(_ arrival: Arrival) {
    guard let visit = visits[arrival.slot], visit.conversation == arrival.conversation else { return }
    visits[arrival.slot]?.conversation = 0
    let step = visits[arrival.slot]?.progress.absorb(
      arrival.report, dialledAt: visit.dialledAt, now: Date(), retryPause: Self.retryPause())
    carryOut(step ?? .finished, slot: arrival.slot)
  }

  private mutating func carryOut(_ step: ProbeProgress.Step, slot: Int) {
    guard let visit = visits[slot] else { return }
    switch step {
    case .finished:
      finish(slot)
    case .connect(let pause):
      let moment = NIODeadline.now() + TimeAmount(pause)
      guard moment < visit.deadline else { return finish(slot) }
      if pause > .zero {
        pauses.insert(Pause(end: moment, slot: slot))
      } else {
        ready.append(slot)
      }
    }
  }

  private mutating func finish(_ slot: Int) {
    guard let visit = visits[slot] else { return }
    order.complete(visit.place, visit.progress.observation)
    visits.remove(slot)
  }
}
