import Exposure
import Targets
import Testing

@Suite("The addresses of one control plane")
struct ControlPlaneTests {
  typealias Judged = (observation: Observation, assessment: Assessment)

  static func endpoint(
    _ last: UInt32, port: UInt16 = 6443, _ version: Response, _ healthz: Response
  ) -> Judged {
    var observation = Observation.sample(version: version, healthz: healthz)
    observation.endpoint = Endpoint(
      target: Target(text: "api.example.com", serverName: "api.example.com"),
      address: .v4(0xC000_0200 + last), port: port, transport: .tls)
    return (observation, assess(observation, knowing: .none))
  }

  static func leaking(_ last: UInt32, port: UInt16 = 6443, _ gitVersion: String = "v1.36.2") -> Judged {
    endpoint(last, port: port, .version(200, #"{"gitVersion":"\#(gitVersion)"}"#), .healthz(401))
  }

  static func locked(_ last: UInt32, port: UInt16 = 6443) -> Judged {
    endpoint(last, port: port, .version(401, Body.status), .healthz(401, Body.status))
  }

  static func closed(_ last: UInt32) -> Judged {
    let observation = Observation.sample(connection: .refused)
    return (observation, assess(observation))
  }

  static func marked(_ endpoints: [Judged]) -> [Bool] {
    var endpoints = endpoints
    ControlPlane.compare(&endpoints)
    return endpoints.map { $0.assessment.findings.contains { $0.id == .inconsistentControlPlane } }
  }

  @Test("that agree are left alone")
  func consistent() {
    #expect(Self.marked([]) == [])
    #expect(Self.marked([Self.leaking(1)]) == [false])
    #expect(Self.marked([Self.leaking(1), Self.leaking(2)]) == [false, false])
    #expect(Self.marked([Self.locked(1), Self.locked(2), Self.closed(3)]) == [false, false, false])
  }

  @Test("that differ in verdict or version all get the finding")
  func inconsistent() throws {
    #expect(Self.marked([Self.leaking(1), Self.locked(2)]) == [true, true])
    #expect(
      Self.marked([Self.leaking(1), Self.leaking(2, "v1.36.1"), Self.closed(3)]) == [true, true, false])
    let page = Self.endpoint(2, .version(200, Body.page), .healthz(404))
    #expect(Self.marked([Self.locked(1), page]) == [true, true])
    #expect(Self.marked([page, page]) == [false, false])
  }

  @Test("are compared on the same port")
  func ports() {
    #expect(Self.marked([Self.leaking(1), Self.locked(1, port: 443)]) == [false, false])
    #expect(
      Self.marked([Self.leaking(1), Self.locked(1, port: 443), Self.locked(2), Self.locked(2, port: 443)])
        == [true, false, true, false])
  }

  @Test("are those of one name: the addresses of a block are servers of their own")
  func block() {
    let endpoints = [Self.leaking(1), Self.locked(2)].map { endpoint in
      var endpoint = endpoint
      endpoint.observation.endpoint = Endpoint(
        target: Target(text: "192.0.2.0/24"), address: endpoint.observation.endpoint.address, port: 6443,
        transport: .tls)
      return endpoint
    }
    #expect(Self.marked(endpoints) == [false, false])
  }

  @Test("are not compared with what decides nothing")
  func undecided() {
    let busy = Self.endpoint(2, .version(503, Body.status), .healthz(503, Body.status))
    #expect(Self.marked([Self.locked(1), busy]) == [false, false])
  }

  @Test("the evidence names each with what it gave")
  func evidence() throws {
    var endpoints = [Self.leaking(1), Self.locked(2)]
    ControlPlane.compare(&endpoints)
    let finding = try #require(endpoints[1].assessment.findings.first)
    #expect(finding.severity == .medium)
    #expect(finding.evidence == "192.0.2.1:6443 version_leak v1.36.2, 192.0.2.2:6443 locked_down")
    #expect(endpoints[1].assessment.severity == .medium)
    #expect(endpoints[0].assessment.findings.map(\.id) == [.anonymousVersion, .inconsistentControlPlane])
  }
}
