import Exposure
import Targets
import Foundation
import Testing

@testable import Scanning

@Suite("Reorder buffer")
struct ReorderBufferTests {
  private static let target = Target(text: "t")

  private func observation(_ port: UInt16, body: String = "") -> Observation {
    Observation(
      endpoint: Endpoint(target: Self.target, address: .v4(1), port: port, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 0),
      connection: .refused,
      responses: body.isEmpty ? [] : [Response(path: "/version", status: 200, body: body)])
  }

  @Test("observations leave in the order in which their endpoints began")
  func order() {
    var buffer = ReorderBuffer()
    let places = (0..<100).map { buffer.reserve(destination: UInt64($0), target: Self.target) }
    for place in places.shuffled() { buffer.complete(place, observation(UInt16(place))) }
    var ports: [UInt16] = []
    while let ordered = buffer.next() {
      ports.append(ordered.observation.endpoint.port)
      #expect(ordered.destination == UInt64(ordered.observation.endpoint.port))
    }
    #expect(ports == Array(0..<100))
    #expect(buffer.isEmpty)
  }

  @Test("nothing leaves before the first one is there")
  func waits() {
    var buffer = ReorderBuffer()
    let first = buffer.reserve(destination: 0, target: Self.target)
    let second = buffer.reserve(destination: 1, target: Self.target)
    buffer.complete(second, observation(2))
    #expect(buffer.next() == nil)
    #expect(!buffer.hasNext)
    buffer.complete(first, observation(1))
    #expect(buffer.hasNext)
    #expect(buffer.next()?.observation.endpoint.port == 1)
    #expect(buffer.next()?.observation.endpoint.port == 2)
  }

  @Test("its places fill up, and empty again")
  func places() {
    var buffer = ReorderBuffer(capacity: 2)
    _ = buffer.reserve(destination: 0, target: Self.target)
    #expect(buffer.hasPlace)
    let second = buffer.reserve(destination: 1, target: Self.target)
    #expect(!buffer.hasPlace)
    buffer.complete(0, observation(0))
    buffer.complete(second, observation(1))
    _ = buffer.next()
    #expect(buffer.hasPlace)
  }

  @Test("its bytes are those of all that it holds, and none are left when it is empty")
  func bytes() {
    var buffer = ReorderBuffer()
    #expect(buffer.bytes == 0)
    let place = buffer.reserve(destination: 0, target: Self.target)
    let empty = buffer.bytes
    let large = observation(0, body: String(repeating: "x", count: 10_000))
    #expect(buffer.complete(place, large) == large.retainedBytes)
    #expect(buffer.bytes == empty + large.retainedBytes)
    #expect(buffer.next()?.bytes == large.retainedBytes)
    #expect(buffer.bytes == 0)
  }

  @Test("the endpoints of a block count their target once")
  func targets() {
    let labelled = Target(
      text: "192.0.2.0/24", labels: [Label(key: "note", value: String(repeating: "x", count: 1_000))])
    var buffer = ReorderBuffer()
    _ = buffer.reserve(destination: 0, target: labelled)
    let first = buffer.bytes
    #expect(first > 1_000)
    _ = buffer.reserve(destination: 1, target: labelled)
    #expect(buffer.bytes - first < 100)
    _ = buffer.reserve(destination: 2, target: Self.target)
    _ = buffer.reserve(destination: 3, target: labelled)
    #expect(buffer.bytes > 2_000)
  }

  @Test("a number that was never given out changes nothing")
  func unknownPlace() {
    var buffer = ReorderBuffer()
    buffer.complete(7, observation(7))
    #expect(buffer.isEmpty)
    #expect(buffer.bytes == 0)
  }
}
