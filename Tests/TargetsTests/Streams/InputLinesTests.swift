import Fixtures
import Testing

@testable import Targets

@Suite("The lines of an input")
struct InputLinesTests {
  private func lines(
    _ chunks: [InputChunk], _ settings: ListSettings = ListSettings()
  ) -> (InputLines, [String]) {
    var rest = chunks[...]
    var lines = InputLines(settings) { rest.popFirst() ?? .end }
    var texts: [String] = []
    while let line = lines.next() {
      texts.append("\(line.number.map { "\($0):" } ?? "")" + String(decoding: line.bytes, as: UTF8.self))
    }
    return (lines, texts)
  }

  @Test("are those of the input where they are targets")
  func plain() {
    let (_, texts) = lines([.bytes(Array("# a\n10.0".utf8)), .bytes(Array(".0.1\n\nx".utf8))])
    #expect(texts == ["# a", "10.0.0.1", "", "x"])
  }

  @Test(
    "are those of another program's list, with their numbers there, in whatever pieces it comes",
    arguments: [
      ("ip,port\n10.0.0.1,443\n\n10.0.0.2,444", ["2:10.0.0.1:443", "4:10.0.0.2:444"]),
      ("#masscan\nopen tcp 6443 10.0.0.1 1\n# end\n", ["2:10.0.0.1:6443"]),
      (
        "[\n{\"ip\": \"10.0.0.1\", \"ports\": [{\"port\": 6443}]}\n,\n{\"ip\": \"10.0.0.2\", \"ports\": [{\"port\": 6443}]}\n]",
        ["2:10.0.0.1:6443", "4:10.0.0.2:6443"]
      ),
      ("# Nmap 7\nHost: 10.0.0.1 ()\tPorts: 6443/open/tcp//x///\n", ["2:10.0.0.1:6443"]),
    ])
  func listed(_ text: String, expected: [String]) {
    #expect(lines([.bytes(Array(text.utf8))]).1 == expected)
    #expect(lines(text.utf8.map { .bytes([$0]) }).1 == expected)
  }

  @Test("come before the input ends")
  func early() {
    var rest: ArraySlice<InputChunk> = [.bytes(Array("ip,port\n10.0.0.1,443\n".utf8))]
    var isAsked = false
    var lines = InputLines(ListSettings()) {
      isAsked = rest.isEmpty
      return rest.popFirst() ?? .end
    }
    #expect(lines.next() != nil)
    #expect(!isAsked)
  }

  @Test("end where the list cannot be read on, or the input fails")
  func problems() throws {
    let (bad, texts) = lines([.bytes(Array("ip,note\n10.0.0.1,a\n10.0.0.2,\"b\"c\n10.0.0.3,d\n".utf8))])
    #expect(texts == ["2:10.0.0.1 note=a"])
    #expect(bad.problem == ListProblem(.behindQuote, line: 3))
    let (failed, _) = lines([.bytes(Array("ip\n10.0.0.1\n".utf8)), .failed(reason: "Input/output error")])
    #expect(failed.failure == "Input/output error")
    let (unsupported, _) = lines([.bytes(try ListFixture.bytes("kubeconfig.yaml"))])
    #expect(unsupported.problem == ListProblem(.unsupported(.kubeconfig)))
  }
}
