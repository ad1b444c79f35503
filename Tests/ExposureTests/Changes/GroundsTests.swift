import Foundation
import Targets
import Testing

@testable import Exposure

@Suite("What an endpoint showed")
struct GroundsTests {
  private func grounds(_ responses: [Response]) -> Grounds {
    let observation = Observation(
      endpoint: Endpoint(
        target: Target(text: "192.0.2.1"), address: .v4(0xC000_0201), port: 6443, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 1_795_471_495), connection: .connected, responses: responses)
    return Grounds(observation, assess(observation))
  }

  static let answers: [(path: String, status: Int, grounds: Grounds)] = [
    ("/version", 200, .version), ("/version", 401, .version), ("/version", 429, []), ("/version", 500, []),
    ("/version", 503, []), ("/healthz", 200, .health), ("/healthz", 403, .health), ("/healthz", 500, .health),
    ("/healthz", 503, []),
  ]

  @Test("is an answer that decides, and no other", arguments: answers)
  func answer(_ row: (path: String, status: Int, grounds: Grounds)) {
    #expect(grounds([Response(path: row.path, status: row.status)]) == row.grounds)
    #expect(grounds([Response(path: row.path, status: row.status, endedEarly: true)]) == [])
  }

  @Test("is a release where the version document is read")
  func release() {
    let body = #"{"major":"1","minor":"36","gitVersion":"v1.36.2"}"#
    #expect(grounds([Response(path: "/version", status: 200, body: body)]) == [.version, .release])
  }

  @Test("is read back from its names, and unknown names are passed over")
  func names() {
    for value in UInt8(0)..<128 { #expect(Grounds(text: Grounds(rawValue: value).text).rawValue == value) }
    #expect(Grounds(text: "health moon version") == [.version, .health])
    #expect(Grounds([.version, .certificate]).text == "version certificate")
  }
}
