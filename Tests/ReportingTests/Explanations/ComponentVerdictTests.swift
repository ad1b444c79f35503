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

  @Test("the verdicts by identifier say first what they mean of other components", arguments: verdicts)
  func identifiers(_ verdict: Verdict) {
    let text = ExplanationText(layout: Paragraphs(width: 10_000)).whole(Explanation.of(verdict: verdict))
    let says = text.contains("\nWHAT IT MEANS\n  This text is about the API server. ")
    #expect(says == (verdict != .inconclusive))
    if verdict == .healthOnly { #expect(text.contains("such as a kubelet, it means less")) }
    if verdict == .anonymousAccess { #expect(text.contains("see `etcd-open`, `kubelet-anonymous` and")) }
    // Of an API server that was asked nothing of it is said.
    #expect(
      !Self.full(ComponentReasonTests.seen(.kubeAPIServer, verdict)).contains(
        "This text is about the API server"))
  }

  @Test(
    "a recognised component is neither not_kubernetes nor plain_http",
    arguments: [Verdict.notKubernetes, .plainHTTP])
  func somethingElse(_ verdict: Verdict) {
    #expect(Explanation.of(verdict: verdict).meaning.contains("has a verdict of its own"))
  }
}
