import Fixtures
import Testing

@testable import Exposure
import Targets

@Suite("Answers to access probes")
struct AccessAnswerTests {
  @Test(
    "recorded ones are counted",
    arguments: [
      ("metadata-secrets", AccessPath.secrets, "PartialObjectMetadataList", 0),
      ("metadata-namespaces", .namespaces, "PartialObjectMetadataList", 4),
      ("api-v1-namespaces_limit1", .namespaces, "NamespaceList", 4),
      ("api", .api, "APIVersions", nil),
    ] as [(String, AccessPath, String, Int?)])
  func recorded(name: String, path: AccessPath, kind: String, count: Int?) throws {
    let answer = try #require(try Transcript(named: "anonymous-cluster-admin-\(name)").answers.first)
    let read = AccessAnswer(path, status: answer.status, body: answer.body)
    #expect(read == AccessAnswer(path: path.rawValue, status: 200, kind: kind, count: count))
  }

  @Test("a recorded refusal is a Status")
  func refusal() throws {
    let answer = try #require(try Transcript(named: "anonymous-default-metadata-secrets").answers.first)
    let read = AccessAnswer(.secrets, status: answer.status, body: answer.body)
    #expect(read == AccessAnswer(path: "/api/v1/secrets", status: 403, kind: "Status"))
  }

  @Test(
    "whatever else is in a body, it is not believed",
    arguments: [
      ("", nil, nil), ("ok", nil, nil), ("[1,2]", nil, nil), ("{", nil, nil),
      (#"{"kind":7,"items":[1,"a",{},null,[[]]]}"#, nil, 5),
      (#"{"kind":"","items":[]}"#, nil, 0),
      (#"{"kind":"PodList","items":{}}"#, "PodList", 0),
      (#"{"kind":"PodList","items":[{}],"metadata":7}"#, "PodList", 1),
      (#"{"kind":"PodList","items":[{}],"metadata":{"remainingItemCount":-5}}"#, "PodList", 1),
      (#"{"kind":"PodList","items":[{}],"metadata":{"remainingItemCount":"5"}}"#, "PodList", 1),
      (
        #"{"kind":"PodList","items":[{}],"metadata":{"remainingItemCount":9223372036854775807}}"#, "PodList",
        .max
      ),
      (#"{"kind":"PodList","metadata":{"remainingItemCount":3}}"#, "PodList", nil),
      (#"{"kind":"PodList","items":[{}],"metadata":{"remainingItemCount":3.0}}"#, "PodList", 4),
      (#"{"kind":"PodList","items":[{}],"metadata":{"remainingItemCount":3.5}}"#, "PodList", 1),
      (#"{"kind":"PodList","items":[{}],"metadata":null}"#, "PodList", 1),
      (#"{"kind":null,"items":null}"#, nil, 0), (#"{"kind":"Pod\u0041","items":[]}"#, "PodA", 0),
      (#"{"kind":"\ud800","items":[{"a":[{"items":[1,2]}]}]}"#, nil, 1),
      (#"{"kind":"PodList","items":[{}]}}"#, nil, nil),
      (#"{"kind":"\#(String(repeating: "x", count: 129))","items":[]}"#, nil, 0),
    ] as [(String, String?, Int?)])
  func odd(body: String, kind: String?, count: Int?) {
    #expect(
      AccessAnswer(.pods, status: 200, body: body)
        == AccessAnswer(path: "/api/v1/pods", status: 200, kind: kind, count: count))
  }

  @Test("no more than one object is asked for, and never its content")
  func requests() {
    let lists = AccessPath.allCases.filter { $0.requestTarget.hasSuffix("?limit=1") }
    #expect(lists.count == 6)
    #expect(
      lists.allSatisfy { $0.accept == "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1" })
    #expect(AccessPath.clusterInfo.accept.contains("as=PartialObjectMetadata;"))
    #expect(AccessPath.allCases.allSatisfy { $0.accept.contains("as=") || !$0.rawValue.hasPrefix("/api/v1") })
  }
}
