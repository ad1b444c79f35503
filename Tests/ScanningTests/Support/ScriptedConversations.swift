import Exposure
import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded

@testable import Scanning

/// Conversations that are over as soon as they begin, or when a test says so.
final class ScriptedConversations: ConversationStarter {
  private let loop = EmbeddedEventLoop()
  private let answer: @Sendable (ConnectionPlan) -> ConnectionReport
  /// Reports that wait for `finishHeld`, where conversations are held.
  private let held = NIOLockedValueBox<[@Sendable () -> Void]?>(nil)

  /// What connections end with that stayed open in silence, once `finishSilent` is called.
  private let late: ConnectionReport?
  private let silent = NIOLockedValueBox<[@Sendable () -> Void]>([])

  init(
    holding: Bool = false, late: ConnectionReport? = nil,
    answer: @escaping @Sendable (ConnectionPlan) -> ConnectionReport = { _ in
      ConnectionReport(tls: TLSFacts(handshake: .established), ending: .deadline)
    }
  ) {
    self.answer = answer
    self.late = late
    if holding { held.withLockedValue { $0 = [] } }
  }

  /// Ends those that stayed open in silence.
  func finishSilent() {
    for finish in silent.withLockedValue({ $0 }) { finish() }
  }

  /// A scripted server speaks at once.
  var speaking: Int { heldCount }

  /// How many are held.
  var heldCount: Int { held.withLockedValue { $0?.count ?? 0 } }

  /// Ends the one that has been held for longer than all but `index` others.
  func finishHeld(at index: Int) {
    let finish = held.withLockedValue { held -> (@Sendable () -> Void)? in
      guard let count = held?.count, index < count else { return nil }
      return held?.remove(at: index)
    }
    finish?()
  }

  /// Ends those that have been held for longest.
  func finishHeld(_ count: Int = .max) {
    let finished = held.withLockedValue { held in
      let finished = held?.prefix(count) ?? []
      held?.removeFirst(finished.count)
      return Array(finished)
    }
    for finish in finished { finish() }
  }

  func converse(
    descriptor: CInt, plan: ConnectionPlan, deadline: EndpointDeadline, tunnelEnd: NIODeadline,
    userAgent: String, turn: Int,
    handle: ConversationHandle, report tell: @escaping @Sendable (ConnectionReport, any EventLoop) -> Void
  ) {
    let loop = NIOLoopBound(self.loop, eventLoop: self.loop)
    let report = answer(plan)
    let finish: @Sendable () -> Void = { tell(report, loop.value) }
    if report.staysOpen, let late {
      silent.withLockedValue { $0.append { tell(late, loop.value) } }
      return finish()
    }
    let isHeld = held.withLockedValue { held in
      held?.append(finish)
      return held != nil
    }
    if !isHeld { finish() }
  }
}
