import Foundation
import NIOCore
import Testing

@testable import SimulatedFleet

@Suite("A server that restarts", .timeLimit(.minutes(10)))
struct RestartingServerTests {
  private static let request = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

  @Test("is refused between two lives on the same port")
  func lives() async throws {
    let server = try RestartingServer(.anonymousDisabled)
    for life in 0..<3 {
      await #expect(throws: (any Error).self) {
        try await Conversation(port: server.port, overTLS: false, sending: "")
      }
      try await server.start(startedAt: Date(timeIntervalSince1970: 1_795_471_479 + Double(life)))
      let talk = try await Conversation(port: server.port, overTLS: true, sending: Self.request)
      #expect(talk.received.hasPrefix("HTTP/1.1 401"))
      try await server.stop()
    }
    try await server.shutDown()
  }

  @Test("dies from within after its connections")
  func connections() async throws {
    let server = try RestartingServer(.kubeadmDefault)
    let (deaths, died) = AsyncStream<Void>.makeStream()
    try await server.start(startedAt: .now, connections: 2) { died.yield() }
    for _ in 0..<2 {
      _ = try await Conversation(port: server.port, overTLS: true, sending: Self.request)
    }
    for await _ in deaths { break }
    await #expect(throws: (any Error).self) {
      try await Conversation(port: server.port, overTLS: false, sending: "")
    }
    try await server.shutDown()
  }
}
