import Exposure
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("What to do first about an open component")
struct ComponentReasonTests {
  static func seen(
    _ component: Component, _ verdict: Verdict, _ finding: FindingID? = nil, _ severity: Severity = .critical,
    answers: [ComponentAnswer] = []
  ) -> (Observation, Assessment) {
    var observation = Observation(
      endpoint: Endpoint(
        target: Target(text: "10.0.0.1"), address: IPAddress("10.0.0.1"), port: 10250, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 1_795_471_440), connection: .connected)
    observation.componentAnswers = answers
    let findings = [finding].compactMap { $0.map { Finding(id: $0, severity: severity, evidence: "") } }
    return (observation, Assessment(verdict: verdict, findings: findings, component: component))
  }

  @Test("it is the component's own remedy, and not the API server's")
  func remedies() {
    let kubelet = Self.seen(.kubelet, .anonymousAccess, .kubeletAnonymous)
    #expect(FirstRemedy.sentence(kubelet.0, kubelet.1)?.contains("authorization.mode: Webhook") == true)
    let ignition = Self.seen(.machineConfigServer, .anonymousAccess, .ignitionOpen, .high)
    #expect(FirstRemedy.sentence(ignition.0, ignition.1)?.contains("22623") == true)
    #expect(ignition.1.severity == .high)
    #expect(SeverityReason.sentence(ignition.0, ignition.1).hasPrefix("High: anyone can fetch"))
  }

  @Test("of a kubelet that shows the list of its pods alone, nothing says that it runs commands")
  func listing() {
    let open = Self.seen(.kubelet, .anonymousAccess, .kubeletAnonymous)
    let listing = Self.seen(.kubelet, .anonymousAccess, .kubeletAnonymous, .high)
    #expect(
      SeverityReason.sentence(open.0, open.1)
        == "Critical: anyone can list the kubelet's pods, and run commands in them.")
    #expect(SeverityReason.sentence(listing.0, listing.1) == "High: anyone can list the kubelet's pods.")
    #expect(EndpointFacts.facts(listing.0, listing.1) == ["kubelet", "pods listed"])
  }

  @Test("a component that was asked two paths alone says what would ask more, unless it is locked down")
  func further() {
    let open = Self.seen(.kubelet, .healthOnly)
    #expect(FirstRemedy.sentence(open.0, open.1)?.contains("--components") == true)
    let asked = Self.seen(.kubelet, .healthOnly, answers: [ComponentAnswer(path: "/pods", status: 403)])
    #expect(FirstRemedy.sentence(asked.0, asked.1)?.contains("--components") == false)
    var unanswered = Self.seen(.kubelet, .forbidden)
    unanswered.0.unanswered = [UnansweredPath(path: "/pods", reason: .closed)]
    #expect(FirstRemedy.sentence(unanswered.0, unanswered.1)?.contains("--components") == false)
    let locked = Self.seen(.kubelet, .lockedDown)
    #expect(FirstRemedy.sentence(locked.0, locked.1) == nil)
    let server = Self.seen(.kubeAPIServer, .healthOnly)
    #expect(FirstRemedy.sentence(server.0, server.1)?.contains("--components") == false)
  }
}
