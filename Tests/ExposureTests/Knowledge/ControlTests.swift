import Exposure
import Foundation
import Targets
import Testing

@Suite("Controls")
struct ControlTests {
  private static let anonymous = ["CIS-1.2.1:1.12", "STIG-V-242390", "OWASP-K09:2025", "KUBESCAPE-C-0113"]

  static let verdicts: [(Verdict, [String])] = [
    (.healthOnly, anonymous),
    (.forbidden, anonymous + ["CIS-1.2.1:2.1.0"]),
    (.versionLeak, anonymous + ["CIS-1.2.1:2.1.0", "OWASP-K06:2025"]),
    (
      .anonymousAccess,
      anonymous + [
        "CIS-1.2.1:2.1.0", "OWASP-K02:2025", "ATT&CK-T1613", "MS-TA9029", "KUBESCAPE-C-0262",
      ]
    ),
    (.insecurePort, ["STIG-V-242386", "STIG-V-242388", "KUBESCAPE-C-0005"]),
    (.lockedDown, []), (.clientCertificateRequired, []), (.inconclusive, []), (.notKubernetes, []),
    (.plainHTTP, []), (.tlsFailed, []), (.closed, []), (.filtered, []), (.unreachable, []), (.unresolved, []),
    (.failed, []),
  ]

  @Test("each verdict speaks against the controls of docs/output.md", arguments: verdicts)
  func ofVerdict(_ verdict: Verdict, _ expected: [String]) {
    #expect(Set(Assessment(verdict: verdict).controls.map(\.id)) == Set(expected))
  }

  @Test("the table of verdicts is complete")
  func complete() {
    #expect(Set(Self.verdicts.map(\.0)) == Set(Verdict.allCases))
  }

  static let findings: [(FindingID, [String])] = [
    (.internalNames, ["OWASP-K06:2025"]),
    (.endOfLifeRelease, ["OWASP-K07:2025"]), (.knownVulnerabilities, ["OWASP-K07:2025"]),
    (.weakTLS, ["STIG-V-242378"]),
    (.insecurePort, ["STIG-V-242386", "STIG-V-242388", "KUBESCAPE-C-0005"]),
    (
      .anonymousResources,
      ["OWASP-K02:2025", "OWASP-K09:2025", "ATT&CK-T1613", "MS-TA9029", "KUBESCAPE-C-0262"]
    ),
    (.anonymousVersion, []), (.anonymousHealth, []), (.healthDetails, []), (.clusterInfo, []),
    (.startTime, []), (.recentRestart, []), (.certificateExpired, []), (.certificateExpiring, []),
    (.inconsistentControlPlane, []), (.plaintextHTTP, []),
  ]

  @Test("each finding adds its own", arguments: findings)
  func ofFinding(_ finding: FindingID, _ expected: [String]) {
    let assessment = Assessment(
      verdict: .lockedDown, findings: [Finding(id: finding, severity: .low, evidence: "")])
    #expect(Set(assessment.controls.map(\.id)) == Set(expected))
  }

  @Test(
    "a cloud's benchmark counts on its own clusters, and there for public addresses",
    arguments: [
      ("eks", Confidence.high, true, ["CIS-EKS-5.4.1", "CIS-EKS-5.4.2", "ATT&CK-T1133"]),
      ("aks", .medium, true, ["CIS-AKS-5.4.1", "CIS-AKS-5.4.2", "ATT&CK-T1133"]),
      ("gke", .high, true, ["CIS-GKE-5.6.3", "ATT&CK-T1133"]),
      ("k3s", .high, true, ["ATT&CK-T1133"]),
      ("eks", .low, true, ["ATT&CK-T1133"]),
      ("eks", .high, false, []),
    ])
  func clouds(id: String, confidence: Confidence, isPublic: Bool, expected: [String]) {
    let assessment = Assessment(
      verdict: .versionLeak,
      distribution: RecognisedDistribution(id: id, name: id, confidence: confidence, evidence: []),
      isExposedToInternet: isPublic)
    let everywhere = Set(Assessment(verdict: .versionLeak).controls.map(\.id))
    #expect(Set(assessment.controls.map(\.id)).subtracting(everywhere) == Set(expected))
  }

  @Test("GKE's benchmark has bindings of its own to look at")
  func gkeBindings() {
    let assessment = Assessment(
      verdict: .anonymousAccess,
      distribution: RecognisedDistribution(id: "gke", name: "GKE", confidence: .high, evidence: []))
    #expect(
      assessment.controls.map(\.id).filter { $0.hasPrefix("CIS-GKE") } == ["CIS-GKE-4.1.8", "CIS-GKE-4.1.9"])
  }

  static let components: [(Component, Verdict, FindingID?, [String])] = [
    (
      .kubelet, .anonymousAccess, .kubeletAnonymous,
      [
        "CIS-4.2.1", "CIS-4.2.2", "STIG-V-242391", "STIG-V-242392", "OWASP-K06:2025", "OWASP-K07:2025",
        "ATT&CK-T1613", "MS-TA9030", "KUBESCAPE-C-0069",
      ]
    ),
    (.kubelet, .forbidden, nil, ["CIS-4.2.1", "STIG-V-242391", "KUBESCAPE-C-0069"]),
    (
      .kubelet, .insecurePort, .kubeletReadOnlyPort,
      ["CIS-4.2.4", "STIG-V-242387", "OWASP-K06:2025", "OWASP-K07:2025", "ATT&CK-T1613", "MS-TA9030"]
    ),
    (.kubelet, .healthOnly, nil, []), (.kubelet, .lockedDown, nil, []),
    (.etcd, .anonymousAccess, .etcdOpen, ["CIS-2.2", "STIG-V-242423", "OWASP-K06:2025", "MS-TA9025"]),
    (.etcd, .clientCertificateRequired, nil, []),
    (
      .kubeControllerManager, .versionLeak, .componentMetrics,
      ["CIS-1.3.7", "STIG-V-242385", "OWASP-K06:2025"]
    ),
    (.kubeControllerManager, .healthOnly, nil, ["CIS-1.3.7", "STIG-V-242385"]),
    (.kubeScheduler, .forbidden, nil, ["CIS-1.4.2", "STIG-V-242384"]),
    (.kubeProxy, .versionLeak, .componentMetrics, ["CIS-4.3.1", "OWASP-K06:2025"]),
    (.kubeProxy, .healthOnly, nil, []),
    (.kubectlProxy, .insecurePort, .kubectlProxy, []),
    (.machineConfigServer, .anonymousAccess, .ignitionOpen, []), (.supervisor, .healthOnly, nil, []),
  ]

  @Test(
    "another component speaks against its own, and against none of the API server's", arguments: components)
  func ofComponent(
    _ row: (component: Component, verdict: Verdict, finding: FindingID?, expected: [String])
  ) {
    let assessment = Assessment(
      verdict: row.verdict,
      findings: row.finding.map { [Finding(id: $0, severity: .high, evidence: "")] } ?? [],
      component: row.component)
    #expect(Set(assessment.controls.map(\.id)) == Set(row.expected))
  }

  @Test("the API server speaks against none of another component's")
  func apiServer() {
    let others = ControlCatalogue.builtIn.controls.filter { $0.components?.contains(.kubeAPIServer) == false }
    let all = Set(Verdict.allCases.flatMap { Assessment(verdict: $0, component: .kubeAPIServer).controls })
    #expect(all.isDisjoint(with: others))
  }

  @Test(
    "an address is public unless it is private or this machine's",
    arguments: [
      ("192.0.2.1", true), ("8.8.8.8", true), ("2001:db8::1", true), ("10.0.0.1", false),
      ("172.31.0.1", false), ("192.168.1.1", false), ("100.64.0.1", false), ("169.254.0.1", false),
      ("127.0.0.1", false), ("127.255.0.1", false), ("::1", false), ("fd00::1", false), ("fe80::1", false),
      ("::ffff:10.0.0.1", false), ("::ffff:127.0.0.1", false),
    ])
  func addresses(text: String, isPublic: Bool) throws {
    let address = try #require(IPAddress(text))
    var observation = Observation.sample(version: .version(200, Body.version))
    observation.endpoint = Endpoint(
      target: Target(text: text), address: address, port: 6443, transport: .tls)
    #expect(assess(observation).isExposedToInternet == isPublic)
  }

  @Test(
    "a control is asked for by its framework, its identifier or its beginning",
    arguments: [
      ("CIS-1.2.1", ["CIS-1.2.1:1.12", "CIS-1.2.1:2.1.0"]), ("cis-1.2.1:2.1.0", ["CIS-1.2.1:2.1.0"]),
      ("CIS-4.2", ["CIS-4.2.1", "CIS-4.2.2", "CIS-4.2.4"]),
      ("CIS-1.2", ["CIS-1.2.1:1.12", "CIS-1.2.1:2.1.0"]), ("1.2.1", ["CIS-1.2.1:1.12", "CIS-1.2.1:2.1.0"]),
      ("CIS-GKE", ["CIS-GKE-4.1.8", "CIS-GKE-4.1.9", "CIS-GKE-5.6.3"]),
      (
        "STIG",
        [
          "STIG-V-242378", "STIG-V-242384", "STIG-V-242385", "STIG-V-242386", "STIG-V-242387",
          "STIG-V-242388", "STIG-V-242390", "STIG-V-242391", "STIG-V-242392", "STIG-V-242423",
        ]
      ),
      ("V-242390", ["STIG-V-242390"]), ("CNTR-K8-000360", ["STIG-V-242390"]),
      ("ATT&CK", ["ATT&CK-T1133", "ATT&CK-T1613"]), ("attack", ["ATT&CK-T1133", "ATT&CK-T1613"]),
      ("T1613", ["ATT&CK-T1613"]), ("OWASP-K06", ["OWASP-K06:2025"]), ("MS-TA9029", ["MS-TA9029"]),
      ("TA9029", ["MS-TA9029"]), ("C-0113", ["KUBESCAPE-C-0113"]), ("STI", []), ("CIS-1.2.11", []), ("", []),
      ("V-24239", []), ("PCI", []),
    ])
  func names(name: String, expected: [String]) {
    #expect(ControlCatalogue.builtIn.controls(called: name).map(\.id) == expected)
  }

  @Test(
    "every control can be named without spaces, has a framework, a source and something to speak against it")
  func data() {
    let catalogue = ControlCatalogue.builtIn
    #expect(Set(catalogue.controls.map(\.id)).count == catalogue.controls.count)
    for control in catalogue.controls {
      #expect(control.id.hasPrefix(control.framework + "-"))
      #expect(
        control.id.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\",;'".utf8.contains($0) },
        "\(control.id)")
      #expect(catalogue.framework(of: control) != nil, "\(control.id)")
      #expect(control.source.hasPrefix("https://"), "\(control.id)")
      #expect(!(control.verdicts ?? []).isEmpty || !(control.findings ?? []).isEmpty, "\(control.id)")
    }
  }

  @Test("a finding that shows the verdict stands for the verdict's controls, another for its own")
  func ofOneFinding() {
    let catalogue = ControlCatalogue.builtIn
    let assessment = Assessment(
      verdict: .versionLeak,
      findings: [
        Finding(id: .anonymousVersion, severity: .medium, evidence: ""),
        Finding(id: .internalNames, severity: .info, evidence: ""),
      ])
    #expect(
      Set(catalogue.controls(of: .anonymousVersion, in: assessment))
        == Set(Assessment(verdict: .versionLeak).controls))
    #expect(catalogue.controls(of: .internalNames, in: assessment).map(\.id) == ["OWASP-K06:2025"])
    #expect(catalogue.controls(of: .startTime, in: assessment).isEmpty)
  }
}
