import Exposure
import Testing

@testable import Reporting

@Suite("What a verdict means of a component other than the API server")
struct ComponentVerdictTests {
  private static let verdicts: [Verdict] = [
    .anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden, .lockedDown, .inconclusive,
  ]
  private static let components = Component.allCases.filter { $0 != .kubeAPIServer }

  private static func full(_ seen: ObservationJudge.Judged) -> String {
    var explanation = EndpointExplanation(layout: Paragraphs(width: 10_000))
    return explanation.full([seen], asking: "apiexpose explain 10.0.0.1 --components --full")
  }

  @Test("it speaks of that component, and of no API server's settings", arguments: components, verdicts)
  func component(_ component: Component, _ verdict: Verdict) {
    for answers in [[], [ComponentAnswer(path: "/metrics", status: 403)]] {
      let text = Self.full(ComponentReasonTests.seen(component, verdict, answers: answers))
      #expect(
        text.contains("\n\(verdict.rawValue): ")
          && text.contains("\(component.rawValue) answered, not an API"))
      for word in ["EKS", "RBAC", "anonymous-auth", "system:", "kube-apiserver", "state to aim for"] {
        #expect(!text.contains(word), "\(word): \(text)")
      }
    }
  }

  @Test(
    "where it was not asked further, that is not known yet, and how to ask", arguments: components, verdicts)
  func unasked(_ component: Component, _ verdict: Verdict) {
    let text = Self.full(ComponentReasonTests.seen(component, verdict))
    #expect(text.contains("is not known yet") && text.contains("Ask with --components."))
    if verdict != .lockedDown { #expect(!text.contains("Nothing has to be done")) }
    let asked = Self.full(
      ComponentReasonTests.seen(component, verdict, answers: [ComponentAnswer(path: "/pods", status: 403)]))
    #expect(!asked.contains("not known yet") && asked.contains("/pods 403"))
  }

  @Test("the command that asks further stands below what leaves it open, once")
  func command() {
    let text = Self.full(ComponentReasonTests.seen(.kubelet, .healthOnly))
    #expect(text.hasSuffix("To ask it further: `apiexpose explain 10.0.0.1 --components --full`.\n"))
    #expect(!Self.full(ComponentReasonTests.seen(.kubelet, .lockedDown)).contains("To ask it further"))
  }

  @Test("a finding says what is open, and the verdict points to it, asked further or not")
  func finding() {
    let text = Self.full(ComponentReasonTests.seen(.etcd, .anonymousAccess, .etcdOpen))
    #expect(text.contains("See `etcd-open`.") && !text.contains("Not known yet"))
  }

  @Test(
    "what to do first about a component that was asked is nothing of an API server's", arguments: verdicts)
  func first(_ verdict: Verdict) {
    let seen = ComponentReasonTests.seen(
      .kubelet, verdict, answers: [ComponentAnswer(path: "/pods", status: 403)])
    let sentence = FirstRemedy.sentence(seen.0, seen.1) ?? ""
    for word in ["STIG", "RBAC", "role bindings", "--insecure-port"] { #expect(!sentence.contains(word)) }
  }

  @Test("the verdicts by identifier say what they mean of other components")
  func identifiers() {
    #expect(
      Explanation.of(verdict: .healthOnly).meaning.contains(
        "Of another component, such as a kubelet, it means less"))
    #expect(
      Explanation.of(verdict: .anonymousAccess).meaning.hasPrefix(
        "This text is about the API server. Of another component that lets strangers in, see `etcd-open`, "
          + "`kubelet-anonymous`"))
    for verdict in [Verdict.notKubernetes, .plainHTTP] {
      #expect(Explanation.of(verdict: verdict).meaning.contains("has a verdict of its own"))
    }
  }
}
