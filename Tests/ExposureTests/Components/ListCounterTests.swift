import Exposure
import Testing

@Suite("Counting the objects of a list as it passes by")
struct ListCounterTests {
  static let lists: [(text: String, count: Int, isComplete: Bool)] = [
    (#"{"kind":"PodList","items":[{"a":1},{"b":[{"c":2}]}]}"#, 2, true),
    (#"{"kind":"PodList","items":null}"#, 0, true),
    (#"{"items":[]}"#, 0, true),
    ("{ \"metadata\": {\"x\": {}}, \"items\" : [ {} , {} , {} ] }\n", 3, true),
    (#"{"items":[{"name":"a \"{\" b [{"},{"name":"\\"}]}"#, 2, true),
    (#"{"items":[{"a":1},{"b":"#, 2, false),
    // What it is a list of is told by its beginning, not here.
    ("<html>{[{", 1, false), ("<html>{{", 0, false),
    ("", 0, false),
    ("]]]]{[{", 0, false),
  ]

  @Test("it counts what stands in an array of the outermost object", arguments: lists)
  func counts(_ row: (text: String, count: Int, isComplete: Bool)) {
    var whole = ListCounter()
    whole.take(row.text.utf8)
    #expect(whole.count == row.count)
    #expect(whole.isComplete == row.isComplete)
  }

  @Test("in whatever pieces the bytes come", arguments: 1...9)
  func pieces(_ size: Int) {
    let bytes = Array(#"{"kind":"PodList","items":[{"a":"\"}"},{"b":{}},{"c":[1,{}]}]}"#.utf8)
    var counter = ListCounter()
    for start in stride(from: 0, to: bytes.count, by: size) {
      counter.take(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(counter.count == 3)
    #expect(counter.isComplete)
  }
}
