import Fixtures
import Testing

@testable import Pages

@Suite("What a browser lets the page do")
struct PagePolicyTests {
  @Test(
    "rests on the digests of its own style and script",
    .enabled(if: try OutsideTool.python.isReady, "needs \(OutsideTool.python)"),
    arguments: [
      ("page.css", PageResource.style, PagePolicy.styleDigest),
      ("page.js", PageResource.script, PagePolicy.scriptDigest),
    ])
  func digests(name: String, text: String, digest: String) async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(text, to: name)
    let outcome = try await #require(OutsideTool.python.program).run([
      "-c",
      "import base64, hashlib, sys; "
        + "print(base64.b64encode(hashlib.sha256(open(sys.argv[1], 'rb').read()).digest()).decode())",
      path,
    ])
    #expect(outcome.lines.first == digest, "put this digest of \(name) into PagePolicy")
  }

  @Test("is nothing but that")
  func policy() {
    #expect(PagePolicy.text.hasPrefix("default-src 'none'; style-src 'sha256-"))
    #expect(!PagePolicy.text.contains("unsafe"))
    #expect(!PagePolicy.text.contains("http"))
  }

  @Test("needs nothing that a style or script could load or run from a string")
  func resources() {
    for word in ["url(", "@import", "http:", "https:"] { #expect(!PageResource.style.contains(word)) }
    for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "http"]
    {
      #expect(!PageResource.script.contains(word))
    }
  }
}
