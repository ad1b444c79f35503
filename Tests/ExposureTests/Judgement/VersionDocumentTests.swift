import Exposure
import Testing

@Suite("Reading the version document")
struct VersionDocumentTests {
  @Test(
    "what releases are called",
    arguments: [
      "v1.36.2", "1.36.2", "v1.9.6", "v1.29.3-eks-adc7111", "v1.27.6+b49f9d1", "v1.28.5-gke.1200",
      "v1.23.6+k3s1", "v0.0.0-master+$Format:%H$", "v1.17.9-r0-CCE20.7.1.B003-17.36.3", "v1.24.3+kcp-v0.2.1",
    ])
  func release(_ name: String) {
    let document = VersionDocument(readingBodyOf: .version(200, #"{"gitVersion":"\#(name)"}"#))
    #expect(document == VersionDocument(gitVersion: name))
  }

  @Test(
    "what is no release",
    arguments: [
      "", "v", "1", "v1", "v1.", "vv1.36.2", "v.1", "x1.36", "v1.36.2 ", " v1.36.2", "v1.36\\n", "v1.36.ä",
      "<b>1.36</b>", "v1.36.2\\u001b[31m", "latest", "v1." + String(repeating: "0", count: 200),
    ])
  func noRelease(_ name: String) {
    #expect(VersionDocument(readingBodyOf: .version(200, "{\"gitVersion\":\"\(name)\"}")) == nil)
  }

  @Test(
    "what is no document",
    arguments: [
      "", "null", "[]", "\"v1.36.2\"", "{}", #"{"gitVersion":1.36}"#, #"{"gitVersion":null}"#,
      #"{"gitVersion":{"a":"v1.36.2"}}"#, #"{"GitVersion":"v1.36.2"}"#, #"[{"gitVersion":"v1.36.2"}]"#,
      #"{"gitVersion":"v1.36.2""#, #"{"gitVersion":"v1.36.2"} and more"#, "gitVersion: v1.36.2",
      String(repeating: #"{"gitVersion":"#, count: 1000),
    ])
  func noDocument(_ body: String) {
    #expect(VersionDocument(readingBodyOf: .version(200, body)) == nil)
  }

  @Test("fields of another type, too long or empty are as good as missing; unknown ones pass")
  func lenient() {
    let long = String(repeating: "a", count: 129)
    let body = """

      {"major": 1, "gitVersion": "v1.36.2", "gitCommit": 7, "buildDate": "", "goVersion": "\(long)",
       "platform": "linux/arm64", "compiler": ["gc"], "new": {"field": true}}
      """
    #expect(
      VersionDocument(readingBodyOf: .version(200, body))
        == VersionDocument(gitVersion: "v1.36.2", platform: "linux/arm64"))
  }
}
