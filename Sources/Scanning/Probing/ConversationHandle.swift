import NIOConcurrencyHelpers
import NIOCore

/// By which the scan loop ends a connection whose report it no longer wants. Any thread may use it.
final class ConversationHandle: Sendable {
  private struct State {
    var channel: (any Channel)?
    var isDismissed = false
  }

  private let state = NIOLockedValueBox(State())

  /// The connection was dismissed before it had a channel.
  struct Dismissed: Error {}

  /// Names the channel of the connection. Throws where it was dismissed before: a channel must be open when it is
  /// registered, so that closing it here would be too early.
  func attach(_ channel: any Channel) throws(Dismissed) {
    let isDismissed = state.withLockedValue { state in
      state.channel = channel
      return state.isDismissed
    }
    if isDismissed { throw Dismissed() }
  }

  /// Ends the connection.
  func dismiss() {
    let channel = state.withLockedValue { state in
      state.isDismissed = true
      return state.channel
    }
    channel?.close(promise: nil)
  }
}
