import Testing

@testable import Scanning

@Suite("Memory budget")
struct MemoryBudgetTests {
  @Test("has room while what is held, and what is to be expected, is below its bytes")
  func room() {
    let budget = MemoryBudget(capacity: 1_000_000)
    #expect(budget.hasRoom(held: 0, talking: 0))
    #expect(budget.hasRoom(held: 999_999, talking: 0))
    #expect(!budget.hasRoom(held: 1_000_000, talking: 0))
    // A server that has said nothing yet is taken for one with a large certificate.
    #expect(budget.hasRoom(held: 0, talking: 1))
    #expect(!budget.hasRoom(held: 0, talking: 2))
  }

  @Test("lets more begin where servers stay silent, until one speaks")
  func silence() {
    var budget = MemoryBudget(capacity: 1_000_000)
    for _ in 0..<10 { budget.count(silent: 16) }
    #expect(budget.hasRoom(held: 0, talking: 500, silent: 1_000_000))
    budget.noteSpeech()
    #expect(budget.hasRoom(held: 0, talking: 1))
    #expect(!budget.hasRoom(held: 0, talking: 2))
    #expect(budget.hasRoom(held: 0, talking: 0, silent: 3))
    #expect(!budget.hasRoom(held: 0, talking: 0, silent: 4))
    budget.count(silent: 100)
    #expect(!budget.hasRoom(held: 0, talking: 2))
  }

  @Test("learns from few")
  func few() {
    var budget = MemoryBudget(capacity: 1_000_000)
    for _ in 0..<8 { budget.count(0) }
    #expect(budget.hasRoom(held: 0, talking: 13))
  }

  @Test("learns what servers say", arguments: [500, 4_000, 200_000])
  func learns(_ bytes: Int) {
    var budget = MemoryBudget(capacity: 100 * bytes)
    for _ in 0..<500 { budget.count(bytes) }
    #expect(budget.hasRoom(held: 0, talking: 24))
    #expect(!budget.hasRoom(held: 0, talking: 26))
  }
}
