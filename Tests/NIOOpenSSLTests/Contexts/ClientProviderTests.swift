import NIOCore
import Testing

@testable import NIOOpenSSL

@Suite("What a client uses of OpenSSL")
struct ClientProviderTests {
  @Test("offers a server exactly what the whole of OpenSSL would offer")
  func sameHello() throws {
    let whole = try (0..<8).map { _ in try Self.hello(library: LibraryContext(for: .everything)) }
    let slim = try Self.hello(library: LibraryContext(for: .client))
    let first = try #require(whole.first)
    #expect(first.count > 200)
    try #require(slim.count == first.count)
    // The random, the session's identifier and the key share differ each time.
    let constant = first.indices.filter { index in whole.allSatisfy { $0[index] == first[index] } }
    #expect(constant.count > first.count / 2)
    #expect(constant.allSatisfy { slim[$0] == first[$0] })
  }

  @Test("can be had wherever it is of use")
  func made() {
    #expect(!ClientProvider.isOfUse || ClientProvider.makeLibraryContext() != nil)
  }

  @Test("is never handed to a server when a library context is used again")
  func usedAgain() throws {
    let client = try LibraryContext(for: .client).raw
    let serving = try (0..<8).map { _ in try LibraryContext(for: .everything) }
    #expect(serving.allSatisfy { $0.raw != client })
  }

  private static func hello(library: LibraryContext) throws -> [UInt8] {
    let talk = try EmbeddedConversation(client: .scanningClient(library: library), server: .apiServer())
    return try talk.client.takeWrites().flatMap { Array($0.readableBytesView) }
  }
}
