import Exposure
import Foundation
import Testing

@testable import Scanning

@Suite("Reorder buffer")
struct ReorderBufferTests {
  private func observation(_ port: UInt16, body: String = "") -> Observation {
    Observation(
      endpoint: Endpoint(target: Target(text: "t"), address: .v4(1), port: port, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 0),
      connection: .refused,
      responses: body.isEmpty ? [] : [Response(path: "/version", status: 200, body: body)])
  }

  @Test("observations leave in the order in which their endpoints began")
  func order() {
    var buffer = ReorderBuffer()
    let places = (0..<100).map { buffer.reserve(destination: UInt64($0)) }
    for place in places.shuffled() { buffer.complete(place, observation(UInt16(place))) }
    var ports: [UInt16] = []
    while let (observation, destination) = buffer.next() {
      ports.append(observation.endpoint.port)
      #expect(destination == UInt64(observation.endpoint.port))
    }
    #expect(ports == Array(0..<100))
    #expect(buffer.isEmpty)
  }

  @Test("nothing leaves before the first one is there")
  func waits() {
    var buffer = ReorderBuffer()
    let first = buffer.reserve(destination: 0)
    let second = buffer.reserve(destination: 1)
    buffer.complete(second, observation(2))
    #expect(buffer.next() == nil)
    #expect(!buffer.hasNext)
    buffer.complete(first, observation(1))
    #expect(buffer.hasNext)
    #expect(buffer.next()?.observation.endpoint.port == 1)
    #expect(buffer.next()?.observation.endpoint.port == 2)
  }

  @Test("it fills up by number and by the bytes of evidence, and empties again")
  func bounds() {
    var byNumber = ReorderBuffer(capacity: 2, byteCapacity: 1_000)
    _ = byNumber.reserve(destination: 0)
    #expect(byNumber.hasRoom)
    let second = byNumber.reserve(destination: 1)
    #expect(!byNumber.hasRoom)
    byNumber.complete(0, observation(0))
    byNumber.complete(second, observation(1))
    _ = byNumber.next()
    #expect(byNumber.hasRoom)

    var byBytes = ReorderBuffer(capacity: 10, byteCapacity: 1_000)
    let place = byBytes.reserve(destination: 0)
    byBytes.complete(place, observation(0, body: String(repeating: "x", count: 1_000)))
    #expect(!byBytes.hasRoom)
    _ = byBytes.next()
    #expect(byBytes.hasRoom)
  }

  @Test("a number that was never given out changes nothing")
  func unknownPlace() {
    var buffer = ReorderBuffer()
    buffer.complete(7, observation(7))
    #expect(buffer.isEmpty)
  }
}
