import Testing

@testable import Reporting

@Suite("Names that are cut")
struct NameCutTests {
  private let cut = NameCut(ellipsis: "~")

  @Test(
    "keep both ends",
    arguments: [("short", 10, "short"), ("abcdefghij", 7, "abc~hij"), ("abcdef", 1, "~"), ("abc", 0, "")])
  func ends(name: String, width: Int, shown: String) {
    #expect(cut.cut([name], to: width) == [shown])
  }

  @Test("keep the part in which they differ, with whole numbers")
  func middle() {
    let names = (1...300).map { "prod-cluster-eu-west-1-api-\(1000 + $0).k8s.example.com" }
    let shown = cut.cut(names, to: 18)
    #expect(shown[16] == "prod-cl~1017~e.com" || shown[16].contains("1017"))
    #expect(Set(shown).count == 300)
    #expect(shown.allSatisfy { $0.count <= 18 })
  }

  @Test("are kept apart where they differ in two places, and where only some are alike")
  func places() {
    let names = ["eu-west", "us-east", "ap-south"].flatMap { region in
      (0..<40).map { "cluster-in-\(region)-number-\($0)-of-the-company.example" }
    }
    let shown = cut.cut(names + ["something.else.altogether.example.org"], to: 24)
    #expect(Set(shown).count == 121)
    #expect(shown.allSatisfy { $0.count <= 24 })
  }

  @Test(
    "are cut alike and fill the width, with the host told apart before the port", arguments: [20, 24, 32])
  func alike(width: Int) {
    let names = (0..<140).map {
      "api.cluster-\(100 + $0).\(["eu-west-1", "us-east-1"][$0 % 2]).prod.example.com:\(30000 + 131 * $0)"
    }
    let shown = cut.cut(names, to: width)
    #expect(shown.allSatisfy { $0.count == width })
    #expect(Set(shown.map { $0.firstIndex(of: "~") }).count == 1)
    #expect(zip(names, shown).allSatisfy { $1.hasSuffix($0.suffix(6)) })
    #expect(width < 24 || shown[39].hasPrefix("api.cluster-139"))
  }

  @Test("need a certain width to be kept apart")
  func width() {
    let names = (0..<10).map { "node-\($0)-of-a-cluster.example.com" }
    let width = cut.width(keepingApart: names, from: 4, to: 40)
    #expect((7..<20).contains(width))
    #expect(Set(cut.cut(names, to: width)).count == 10)
    #expect(cut.width(keepingApart: ["a", "a"], from: 3, to: 9) == 3)
  }

  @Test("are cut by columns beyond ASCII")
  func wide() {
    let shown = cut.cut(["漢字漢字漢字漢字", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}"], to: 7)
    #expect(shown == ["漢~字", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}"])
    #expect(shown.allSatisfy { displayWidth($0) <= 7 })
  }
}
