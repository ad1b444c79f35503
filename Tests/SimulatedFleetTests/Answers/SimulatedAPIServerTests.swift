import Fixtures
import Testing

@testable import SimulatedFleet

@Suite("What a simulated kube-apiserver answers")
struct SimulatedAPIServerTests {
  struct Recording: CustomTestStringConvertible {
    let access: AnonymousAccess
    var condition = Condition.well
    let uri: String
    let transcript: String
    var testDescription: String { transcript }
  }

  static let recordings: [Recording] = [
    Recording(access: .publicInformation, uri: "/version", transcript: "anonymous-default-version"),
    Recording(access: .publicInformation, uri: "/healthz", transcript: "anonymous-default-healthz"),
    Recording(access: .publicInformation, uri: "/livez", transcript: "anonymous-default-livez"),
    Recording(access: .publicInformation, uri: "/readyz", transcript: "anonymous-default-readyz"),
    Recording(
      access: .publicInformation, uri: "/healthz?verbose", transcript: "anonymous-default-healthz_verbose"),
    Recording(
      access: .publicInformation, uri: "/livez?verbose", transcript: "anonymous-default-livez_verbose"),
    Recording(access: .publicInformation, uri: "/", transcript: "anonymous-default-root"),
    Recording(access: .publicInformation, uri: "/metrics", transcript: "anonymous-default-metrics"),
    Recording(access: .off, uri: "/version", transcript: "anonymous-disabled-version"),
    Recording(access: .off, uri: "/healthz", transcript: "anonymous-disabled-healthz"),
    Recording(access: .off, uri: "/readyz", transcript: "anonymous-disabled-readyz"),
    Recording(access: .healthPaths, uri: "/version", transcript: "anonymous-health-only-version"),
    Recording(access: .healthPaths, uri: "/healthz", transcript: "anonymous-health-only-healthz"),
    Recording(access: .healthPaths, uri: "/livez", transcript: "anonymous-health-only-livez"),
    Recording(access: .withoutBindings, uri: "/version", transcript: "rbac-forbidden-version"),
    Recording(access: .withoutBindings, uri: "/healthz", transcript: "rbac-forbidden-healthz"),
    Recording(
      access: .publicInformation, condition: .withoutEtcd, uri: "/healthz", transcript: "etcd-down-healthz"),
    Recording(
      access: .publicInformation, condition: .withoutEtcd, uri: "/livez", transcript: "etcd-down-livez"),
  ]

  @Test("follows the recorded one, header by header", arguments: recordings)
  func followsRecording(_ recording: Recording) throws {
    let real = try #require(try Transcript(named: recording.transcript).answers.first)
    let server = SimulatedAPIServer(
      release: .current, access: recording.access, condition: recording.condition)
    let answer = server.answer(to: Request(method: "GET", uri: recording.uri))

    #expect(answer.status == real.status)
    #expect(answer.headers.map(\.name) == real.headers.map(\.name).filter { !Self.ofTransport.contains($0) })
    for header in answer.headers where !Self.random.contains(header.name) {
      #expect(header.value == real.headers.first { $0.name == header.name }?.value)
    }
    #expect(Self.withoutCommit(answer.body) == Self.withoutCommit(real.body))
  }

  /// Written by whatever serves the answer.
  static let ofTransport: Set = ["Date", "Content-Length", "Connection"]
  /// Different in every request or cluster.
  static let random: Set = [
    "Audit-Id", "X-Kubernetes-Pf-Flowschema-Uid", "X-Kubernetes-Pf-Prioritylevel-Uid",
  ]

  /// The build that was recorded has a placeholder where others have the commit.
  static func withoutCommit(_ body: String) -> [Substring] {
    body.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("gitCommit") }
  }

  @Test("an overloaded one turns everything away and says when to come again")
  func overloaded() {
    let server = SimulatedAPIServer(release: .current, access: .publicInformation, condition: .overloaded)
    let answer = server.answer(to: Request(method: "GET", uri: "/version"))
    #expect(answer.status == 429)
    #expect(answer.headers.contains { $0 == ("Retry-After", "1") })
  }

  @Test("one of 1.9 tells its version, and knows no livez and none of today's headers")
  func legacy() {
    let server = SimulatedAPIServer(release: .v1_9, access: .publicInformation, headers: .v1_9)
    let version = server.answer(to: Request(method: "GET", uri: "/version"))
    #expect(version.headers.map(\.name) == ["Content-Type"])
    #expect(version.body.contains(#""gitVersion": "v1.9.6""#))
    #expect(!version.body.contains("emulationMajor"))
    #expect(server.answer(to: Request(method: "GET", uri: "/healthz")).body == "ok")
    #expect(server.answer(to: Request(method: "GET", uri: "/livez")).status == 403)
  }

  @Test("the insecure port refuses nobody")
  func insecurePort() {
    let server = SimulatedAPIServer(release: .v1_16, access: .unlimited, headers: .v1_16)
    #expect(server.answer(to: Request(method: "GET", uri: "/version")).status == 200)
    #expect(server.answer(to: Request(method: "GET", uri: "/nothing")).status == 404)
  }

  @Test("quotes a client's path without letting it out of its quotation")
  func hostilePath() {
    let server = SimulatedAPIServer(release: .current, access: .withoutBindings)
    let answer = server.answer(to: Request(method: "GET", uri: #"/"},"<script>\"#))
    #expect(answer.body.contains(#"cannot get path \"/?},??script??\""#))
  }
}
