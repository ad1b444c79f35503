import NIOCore
import Testing

@testable import Scanning

@Suite("Connections that are talked on")
struct TalkingConnectionsTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  @Test("are young for a moment")
  func young() {
    var talking = TalkingConnections()
    for _ in 0..<10 { talking.begin(now: start) }
    #expect(talking.age(now: start) == 0)
    #expect((talking.count, talking.young) == (10, 10))
    let later = start + TalkingConnections.youth + .milliseconds(1)
    talking.begin(now: later)
    #expect(talking.age(now: later) == 10)
    #expect((talking.count, talking.young) == (11, 1))
  }

  @Test("that ended do not count")
  func ended() {
    var talking = TalkingConnections()
    for _ in 0..<4 { talking.begin(now: start) }
    for _ in 0..<3 { talking.end() }
    #expect((talking.count, talking.young) == (1, 1))
  }
}
