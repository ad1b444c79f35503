import Testing

@testable import CommandSupport

@Suite("A value behind the = of an option that may stand alone")
struct AttachedValueTests {
  @Test(
    "that the option takes is no mistake",
    arguments: [
      ["--components=kubelet,etcd"], ["--components"], ["--components", "kublet"], ["--randomize=7"],
      ["--", "--components=kublet"], [],
    ])
  func right(_ words: [String]) {
    #expect(AttachedValue.problem(in: words) == nil)
  }

  @Test(
    "that the option does not take is told, and not passed over",
    arguments: [
      ("--components=kublet", "--components does not take `kublet`: write a list of "),
      ("--components=", "--components does not take ``"),
      ("--randomize=often", "--randomize does not take `often`: write a whole number"),
    ])
  func wrong(_ word: String, _ words: String) throws {
    let problem = try #require(AttachedValue.problem(in: ["a.txt", word]))
    #expect(problem.hasPrefix(words))
  }
}
