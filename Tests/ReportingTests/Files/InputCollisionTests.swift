import Reporting
import Testing

@Suite("A report that would replace what the command reads")
struct InputCollisionTests {
  @Test("is found by its path, or where two paths lead to the same file")
  func collisions() {
    let inputs: KeyValuePairs = ["the list of targets": ["a.txt"], "the history": ["h", "h-wal"]]
    func collision(_ outputs: String...) -> InputCollision? {
      InputCollision(of: outputs, with: inputs) { $0 == "h-wal" && $1 == "link" }
    }
    #expect(collision("a.csv", "b.csv") == nil)
    #expect(
      collision("a.csv", "a.txt")?.description
        == "a.txt would overwrite the list of targets; choose another name")
    #expect(collision("link")?.input == "h-wal")
  }
}
