import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import Testing

@testable import Scanning

@Suite("The handle of a connection")
struct ConversationHandleTests {
  @Test("closes the channel that it was given")
  func dismissed() throws {
    let channel = EmbeddedChannel()
    let handle = ConversationHandle()
    try handle.attach(channel)
    #expect(channel.isOpen)
    handle.dismiss()
    #expect(!channel.isOpen)
  }

  @Test("refuses a channel after it was dismissed, and leaves closing it to whoever registers it")
  func dismissedBefore() {
    let channel = EmbeddedChannel()
    let handle = ConversationHandle()
    handle.dismiss()
    #expect(throws: ConversationHandle.Dismissed.self) { try handle.attach(channel) }
    #expect(channel.isOpen)
  }
}

extension EmbeddedChannel {
  fileprivate var isOpen: Bool {
    let isOpen = NIOLockedValueBox(true)
    closeFuture.whenComplete { _ in isOpen.withLockedValue { $0 = false } }
    embeddedEventLoop.run()
    return isOpen.withLockedValue { $0 }
  }
}
