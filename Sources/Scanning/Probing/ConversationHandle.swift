import NIOConcurrencyHelpers
import NIOCore

/// By which the scan loop ends a connection whose report it no longer wants. Any thread may use it.
final class ConversationHandle: Sendable {
  private struct State {
    var channel: (any Channel)?
    var isDismissed = false
  }

  private let state = NIOLockedValueBox(State())

  /// Names the channel of the connection; it ends at once where it was dismissed before.
  func attach(_ channel: any Channel) {
    let isDismissed = state.withLockedValue { state in
      state.channel = channel
      return state.isDismissed
    }
    if isDismissed { channel.close(promise: nil) }
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
