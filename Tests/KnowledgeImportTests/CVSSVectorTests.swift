import Testing

@testable import KnowledgeImport

@Suite("A CVSS vector")
struct CVSSVectorTests {
  // Vectors of Kubernetes' announcements, and scores that FIRST's calculator gives.
  static let scores: [(vector: String, score: Double)] = [
    ("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:L", 6.7),
    ("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:N/I:N/A:L", 2.7),
    ("CVSS:3.1/AV:N/AC:H/PR:H/UI:N/S:C/C:H/I:N/A:N", 5.8),
    ("CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N", 3.1),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5),
    ("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:L/I:N/A:N", 4.1),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L", 5.3),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10), ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0),
  ]

  @Test("gives the score that its announcement gives", arguments: scores)
  func score(_ row: (vector: String, score: Double)) throws {
    #expect(try #require(CVSSVector(row.vector)).score == row.score)
  }

  @Test(
    "that lacks something, or is of version 4, is none",
    arguments: [
      "", "CVSS:3.1", "CVSS:3.1/AV:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:X",
      "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/A:H", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A",
      "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N",
      "CVSS:3.1/" + String(repeating: "A", count: 200),
    ])
  func none(_ text: String) {
    #expect(CVSSVector(text) == nil)
  }

  static let attackers: [(vector: String?, attacker: String)] = [
    (nil, "unknown"), ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "anonymous"),
    ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H", "authenticated"),
    ("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:N/I:N/A:H", "authenticated"),
    ("CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N", "unknown"),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H", "unknown"),
  ]

  @Test("tells who can use a flaw only where it says so", arguments: attackers)
  func attacker(_ row: (vector: String?, attacker: String)) {
    let found = FlawMerge.attacker(row.vector.flatMap(CVSSVector.init))
    #expect(found.attacker.rawValue == row.attacker)
    #expect(!found.access.isEmpty)
  }
}
