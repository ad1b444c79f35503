import Targets
import Testing

@Suite("Labels of a list")
struct ListLabelsTests {
  @Test("come target by target, without those that have none")
  func labels() throws {
    let source = TargetSource(
      name: "list", text: Array("a.example k=1 b=2\nb.example # c=3\n10.0.0.0/30 k=2\n!c.example\n".utf8))
    let list = try TargetList(sources: [source], maximum: 100)
    #expect(list.labels.map { $0.map { "\($0.key)=\($0.value)" } } == [["k=1", "b=2"], ["k=2"]])
  }
}
