import Exposure
import Testing

@testable import Reporting

@Suite("Explanations")
struct ExplanationTests {
  @Test("there is one for every verdict and every finding, whole, under its own identifier")
  func complete() {
    let ids = Verdict.allCases.map(\.rawValue) + FindingID.allCases.map(\.rawValue)
    #expect(Explanation.all.map(\.id) == ids)
    for id in ids { #expect(Explanation.of(id: id)?.id == id) }
    #expect(Explanation.of(id: "version-leak") == nil)
  }

  @Test("each says something in every part", arguments: Explanation.all)
  func parts(_ explanation: Explanation) {
    #expect(explanation.title.last != "." && !explanation.title.contains("\n"))
    for text in [explanation.meaning, explanation.attack, explanation.check, explanation.remedy] {
      #expect(!text.isEmpty)
      #expect(!text.contains("\n\n\n") && text.last != "\n")
      for line in text.split(separator: "\n") {
        #expect(line.hasPrefix("  ") || line.first != " ", "\(line)")
      }
    }
  }

  @Test("each is checked by a command that can be typed", arguments: Explanation.all)
  func commands(_ explanation: Explanation) {
    let tools = ["curl ", "openssl ", "getent ", "ulimit "]
    let commands = explanation.check.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(commands.contains { line in tools.contains { line.dropFirst(2).hasPrefix($0) } })
  }

  @Test("the remedies refer to identifiers that exist", arguments: Explanation.all)
  func references(_ explanation: Explanation) {
    for text in [explanation.meaning, explanation.attack, explanation.remedy] {
      for quoted in text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where quoted.offset % 2 == 1 && !quoted.element.contains(" ") {
        #expect(Explanation.of(id: String(quoted.element)) != nil, "\(quoted.element)")
      }
    }
  }

  @Test("paragraphs are joined, what is to be typed is not")
  func unwrapping() {
    #expect(
      "a\nb\n\nc\nd\n\n  one\n  two\n\ne".unwrappedParagraphs == "a b\n\nc d\n\n  one\n  two\n\ne")
    #expect("".unwrappedParagraphs == "")
  }
}

@Suite("The ways out of a leak")
struct LeakRemediesTests {
  static let stages: [(minor: Int, has: [String], hasNot: [String])] = [
    (
      30, ["no such setting", "(2)", "(3)", "(4)"], ["kind: AuthenticationConfiguration", "--feature-gates"]
    ),
    (31, ["config.k8s.io/v1beta1", "--feature-gates=AnonymousAuthConfigurableEndpoints=true", "alpha"], []),
    (32, ["config.k8s.io/v1beta1", "beta"], ["--feature-gates", "config.k8s.io/v1\n"]),
    (33, ["config.k8s.io/v1beta1", "beta"], ["--feature-gates"]),
    (34, ["config.k8s.io/v1\n", "stable"], ["--feature-gates", "v1beta1"]),
    (37, ["config.k8s.io/v1\n", "stable"], ["--feature-gates", "v1beta1"]),
  ]

  @Test("fit the release", arguments: stages)
  func releases(_ row: (minor: Int, has: [String], hasNot: [String])) {
    let text = LeakRemedies.text(release: MinorRelease(1, row.minor))
    for part in row.has { #expect(text.contains(part), "\(part)") }
    for part in row.hasNot { #expect(!text.contains(part), "\(part)") }
  }

  @Test("without a release, all of them are named, in their order")
  func everyRelease() throws {
    let text = LeakRemedies.text()
    var rest = text[...]
    for way in ["(1)", "(2)", "(3)", "(4)"] {
      rest = rest[try #require(rest.firstRange(of: way)).upperBound...]
    }
    for part in [
      "1.31", "1.32", "1.33", "1.34", "--authentication-config", "--anonymous-auth", "tcpSocket", "1.20",
      "1.24",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    for service in Knowledge.builtIn.distributions {
      if let network = service.remedies?.network { #expect(text.contains(network)) }
    }
  }

  @Test("name the setting of a distribution, and of no other")
  func distribution() throws {
    let eks = try #require(Knowledge.builtIn.distribution("eks"))
    let text = LeakRemedies.text(release: MinorRelease(1, 31), distribution: eks)
    #expect(text.contains("publicAccessCidrs") && text.contains("Upgrade to 1.32"))
    #expect(!text.contains("--api-server-authorized-ip-ranges"))
  }
}

@Suite("The settings that close a component")
struct ComponentSettingsTests {
  static let findings: [FindingID] = [.kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .componentMetrics]

  @Test("are all told where nothing is known of the distribution", arguments: findings)
  func everyOne(_ finding: FindingID) {
    #expect(Explanation.of(finding: finding).remedy.contains(ComponentSettings.text(finding)))
  }

  @Test(
    "are those of the distribution alone where it is known, and none where it has none", arguments: findings)
  func ofDistribution(_ finding: FindingID) {
    let remedy = Explanation.of(finding: finding).remedy
    for distribution in Knowledge.builtIn.distributions {
      let own = ComponentSettings.text(finding, of: distribution.id)
      let fitted = ComponentSettings.fitted(remedy, to: finding, of: distribution.id)
      #expect(own.isEmpty || fitted.contains(own))
      #expect(fitted.count < remedy.count)
      #expect(!fitted.contains("\n\n\n") && fitted.last != "\n")
    }
    #expect(ComponentSettings.fitted(remedy, to: finding, of: "k3s").contains("K3s"))
    #expect(!ComponentSettings.fitted(remedy, to: finding, of: "k3s").contains("kubeadm:"))
  }

  @Test("follow the distribution of an endpoint, unless it is a guess", arguments: [Confidence.low, .medium])
  func fitted(confidence: Confidence) {
    let observation = Observation.sample()
    let assessment = Assessment(
      verdict: .anonymousAccess,
      distribution: RecognisedDistribution(id: "k3s", name: "K3s", confidence: confidence, evidence: []),
      component: .kubelet)
    let remedy = Explanation.kubeletAnonymous.fitted(to: observation, assessment).remedy
    #expect(remedy.contains("K3s and RKE2:"))
    #expect(remedy.contains("Talos:") == (confidence == .low))
  }
}
