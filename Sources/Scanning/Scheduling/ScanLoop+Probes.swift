import Exposure
import NIOCore

// What the loop does for the probes under way: it dials, hands on connections that are up, and takes in what came of both.

extension ScanLoop {
  mutating func resumePauses(now: NIODeadline) {
    while let pause = pauses.min, pause.end <= now {
      pauses.removeMin()
      ready.append(pause.slot)
    }
  }

  mutating func dialReady() {
    while let slot = ready.first, exhaustedUntil == nil {
      let now = clock.now()
      guard let probe = probes[slot] else {
        ready.removeFirst()
        continue
      }
      guard probe.deadline > now, probe.silent?.report?.hasSession != true else {
        ready.removeFirst()
        conclude(probe, slot: slot)
        continue
      }
      guard hasToken(now: now) else { return }
      ready.removeFirst()
      dial(probe, slot: slot, now: now)
    }
  }

  mutating func dial(_ probe: EndpointProbe, slot: Int, now: NIODeadline) {
    let endpoint = probe.progress.endpoint
    guard let address = probe.route?.address ?? endpoint.address else { return }
    bucket?.spend()
    probe.progress.beginAttempt()
    probe.dialledAt = clock.machineNow()
    let outcome = dialer.dial(
      address, port: probe.route?.url.port ?? endpoint.port, deadline: attemptEnd(of: probe, now: now),
      token: slot)
    if let outcome { receive(outcome, slot: slot) }
  }

  /// Until when a connection attempt has to come up that begins now.
  private func attemptEnd(of probe: EndpointProbe, now: NIODeadline) -> NIODeadline {
    min(now + TimeAmount(settings.connectTimeout), probe.deadline)
  }

  mutating func receive(_ outcome: DialOutcome, slot: Int) {
    guard let probe = probes[slot] else { return }
    if probe.route != nil, let fault = outcome.proxyFault {
      probe.exhaustions = 0
      return receive(.proxy(fault), of: probe, slot: slot)
    }
    switch outcome {
    case .connected(let descriptor):
      converse(probe, slot: slot, descriptor: descriptor)
      preferSilent(probe, slot: slot)
    case .reset:
      probe.exhaustions = 0
      let report = ConnectionReport.reset(over: probe.progress.plan.transport)
      let step = probe.progress.absorb(report, dialledAt: probe.dialledAt, retryPause: Self.retryPause())
      carryOut(step, probe, slot: slot)
    case .failed(let connection):
      probe.exhaustions = 0
      carryOut(probe.progress.absorb(connection, retryPause: Self.retryPause()), probe, slot: slot)
    case .exhausted(let reason):
      probe.progress.takeBackAttempt(.notAttempted(reason: reason))
      // What it holds itself may be what is missing.
      if probe.silent?.report == nil { dismissSilent(probe) }
      probe.exhaustions += 1
      control.report(exhaustion: reason)
      // Only what is under way can give something back; where nothing is, waiting helps nobody.
      let isHopeless =
        dialer.pending == 0 && talking.count == 0 && probe.exhaustions >= Bounds.hopelessAttempts
      guard !isHopeless else { return conclude(probe, slot: slot) }
      exhaustedUntil = clock.now() + TimeAmount(Bounds.exhaustionPause)
      carryOut(.connect(after: Bounds.exhaustionPause), probe, slot: slot)
    }
  }

  private mutating func converse(_ probe: EndpointProbe, slot: Int, descriptor: CInt) {
    turn &+= 1
    conversationCount += 1
    probe.conversation = conversationCount
    let handle = ConversationHandle()
    probe.handle = handle
    probe.exhaustions = 0
    probe.hasTalked = true
    talking.begin(now: clock.now())
    let (inbox, conversation) = (inbox, Conversation(slot: slot, number: conversationCount))
    conversations.converse(
      descriptor: descriptor,
      plan: probe.progress.plan,
      deadline: EndpointDeadline(moment: probe.deadline, clock: clock),
      tunnelEnd: attemptEnd(of: probe, now: clock.now()),
      userAgent: settings.userAgent,
      turn: turn,
      handle: handle
    ) { report, loop in
      inbox.put(report, of: conversation, on: loop)
    }
  }

  private static func retryPause() -> Duration {
    .milliseconds(Int64.random(in: Bounds.retryPauseMilliseconds))
  }
}

extension ScanLoop {
  mutating func receive(_ report: ConnectionReport, of conversation: Conversation) {
    guard let probe = probes[conversation.slot] else { return }
    if probe.silent?.conversation == conversation.number {
      talking.end()
      if report.hasBytes { budget.noteSpeech() }
      probe.silent?.report = report
      return preferSilent(probe, slot: conversation.slot)
    }
    guard probe.conversation == conversation.number else { return }
    if let failure = report.noTunnel {
      talking.end()
      probe.conversation = 0
      probe.handle = nil
      return receive(failure, of: probe, slot: conversation.slot)
    }
    probe.proxyFault = nil
    noteProxyWorks(for: probe)
    if report.hasBytes { budget.noteSpeech() }
    if report.staysOpen, let handle = probe.handle {
      probe.silent = SilentConnection(
        conversation: conversation.number, handle: handle, dialledAt: probe.dialledAt)
    } else {
      talking.end()
    }
    probe.conversation = 0
    probe.handle = nil
    let step = probe.progress.absorb(report, dialledAt: probe.dialledAt, retryPause: Self.retryPause())
    carryOut(step, probe, slot: conversation.slot)
  }

  /// The proxy gave no connection. One that worked a moment ago is waited for, as long as the endpoint has time: it says
  /// nothing of the endpoint that the proxy is being restarted.
  private mutating func receive(_ failure: TunnelFailure, of probe: EndpointProbe, slot: Int) {
    let isProven = health.isProven || probe.route != settings.proxy
    let fault = failure.fault(of: probe.route?.url.scheme, isProven: isProven)
    probe.proxyFault = fault
    guard let fault else {
      noteProxyWorks(for: probe)
      return carryOut(
        probe.progress.absorb(failure, retryPause: Self.retryPause()), probe, slot: slot)
    }
    guard health.isProven, probe.route == settings.proxy, fault.mayPass else {
      return carryOut(
        probe.progress.absorb(failure, retryPause: Self.retryPause()), probe, slot: slot)
    }
    probe.progress.takeBackAttempt(failure.outcome)
    carryOut(.connect(after: Bounds.proxyPause), probe, slot: slot)
  }

  private mutating func noteProxyWorks(for probe: EndpointProbe) {
    if probe.route != nil, probe.route == settings.proxy { health.noteWork() }
  }

  private mutating func carryOut(_ step: ProbeProgress.Step, _ probe: EndpointProbe, slot: Int) {
    if probe.progress.isTalking { dismissSilent(probe) }
    switch step {
    case .finished:
      conclude(probe, slot: slot)
    case .connect(let pause):
      let moment = clock.now() + TimeAmount(pause)
      guard moment < probe.deadline else { return conclude(probe, slot: slot) }
      if pause > .zero {
        pauses.insert(Pause(end: moment, slot: slot))
      } else {
        ready.append(slot)
      }
    }
  }

  /// No other connection is wanted: takes in what the silent one came to, waits for it, or finishes.
  private mutating func conclude(_ probe: EndpointProbe, slot: Int) {
    guard let silent = probe.silent else { return finish(slot) }
    probe.silent = nil
    probe.progress.abandonPlainTrial()
    probe.dialledAt = silent.dialledAt
    guard let report = silent.report else {
      probe.conversation = silent.conversation
      probe.handle = silent.handle
      return
    }
    let step = probe.progress.absorb(report, dialledAt: silent.dialledAt, retryPause: Self.retryPause())
    carryOut(step, probe, slot: slot)
  }

  /// Leaves the connection that is talked on where the silent one has come to a session meanwhile.
  private mutating func preferSilent(_ probe: EndpointProbe, slot: Int) {
    guard probe.conversation != 0, probe.silent?.report?.hasSession == true else { return }
    probe.handle?.dismiss()
    probe.handle = nil
    probe.conversation = 0
    talking.end()
    conclude(probe, slot: slot)
  }

  private mutating func dismissSilent(_ probe: EndpointProbe) {
    guard let silent = probe.silent else { return }
    probe.silent = nil
    guard silent.report == nil else { return }
    silent.handle.dismiss()
    talking.end()
  }

  private mutating func finish(_ slot: Int) {
    guard let probe = probes.remove(slot) else { return }
    completed += 1
    if probe.route != nil {
      proxied -= 1
      if let fault = probe.proxyFault, probe.route == settings.proxy { health.noteLoss(to: fault) }
    }
    var observation = probe.progress.observation
    observation.elapsed = .nanoseconds((clock.machineNow() - probe.begunAt).nanoseconds)
    let bytes = order.complete(probe.place, observation, read: probe.progress.reading)
    if probe.hasTalked { budget.count(bytes) }
  }
}

extension DialOutcome {
  /// What it says of a proxy that was dialled; nil where it is no failure of the proxy.
  var proxyFault: ProxyFault? {
    switch self {
    case .connected, .exhausted: nil
    case .reset: .unreachable(reason: "it resets connections")
    case .failed(.refused): .unreachable(reason: "it refuses connections")
    case .failed(.timedOut): .unreachable(reason: "nothing answers")
    case .failed(.unreachable(let reason)), .failed(.unresolved(let reason)),
      .failed(.notAttempted(let reason)), .failed(.proxyFailed(let reason)):
      .unreachable(reason: reason)
    case .failed(.connected): nil
    }
  }
}
