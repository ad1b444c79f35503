import Fixtures
import NIOCore
import Testing

@testable import NIOOpenSSL

@Suite("The groups that a client offers")
struct ClientGroupsTests {
  @Test(
    "are limited from OpenSSL 3.5 on",
    arguments: [
      (3, 0, false), (3, 1, false), (3, 4, false), (3, 5, true), (3, 6, true), (4, 0, true),
    ] as [(UInt32, UInt32, Bool)])
  func version(_ major: UInt32, _ minor: UInt32, _ isOfUse: Bool) {
    #expect(ClientGroups.isOfUse(major: major, minor: minor) == isOfUse)
  }

  @Test("make a ClientHello that fits one packet, whatever the OpenSSL")
  func size() throws {
    let talk = try EmbeddedConversation(client: .scanningClient(), server: .apiServer())
    let hello = try talk.client.takeWrites().reduce(0) { $0 + $1.readableBytes }
    #expect((200..<1_200).contains(hello))
  }

  @Test(
    "are suspected where a server refuses by handshake_failure before it says anything else",
    arguments: [([21, 3, 3, 0, 2, 2, 40], true), ([21, 3, 3, 0, 2, 2, 80], false)] as [([UInt8], Bool)])
  func suspect(_ bytes: [UInt8], _ isRefusal: Bool) throws {
    for (library, isLimited) in [(TLSClientLibrary.shortened, ClientGroups.isOfUse), (.configured, false)] {
      let handler = try TLSHandler(context: .scanningClient(library), serverName: nil)
      let side = try EmbeddedConversation.Side(handler)
      try side.connect()
      try side.channel.writeInbound(ByteBuffer(bytes: bytes))
      #expect(side.recorder.failures.count == 1)
      #expect(side.handler.mayLackAlgorithms == (isRefusal && isLimited))
    }
  }
}
