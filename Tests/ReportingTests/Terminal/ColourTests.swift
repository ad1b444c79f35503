import Exposure
import Testing

@testable import Reporting

@Suite("Colours")
struct ColourTests {
  @Test(
    "are for a terminal, unless the user says no",
    arguments: [
      (true, nil, false, .ansi), (true, "", false, .ansi), (true, "1", false, .plain),
      (true, "0", false, .plain),
      (true, nil, true, .plain), (false, nil, false, .plain), (false, "", true, .plain),
    ] as [(Bool, String?, Bool, ColourMode)])
  func mode(isTerminal: Bool, variable: String?, option: Bool, mode: ColourMode) {
    #expect(ColourMode(isTerminal: isTerminal, noColorVariable: variable, noColorOption: option) == mode)
  }

  @Test("begin and end around the text, and not around nothing")
  func paint() {
    #expect(ColourMode.ansi.paint("x", .boldRed) == "\u{1B}[1;31mx\u{1B}[0m")
    #expect(ColourMode.ansi.paint("x", .none) == "x")
    #expect(ColourMode.ansi.paint("", .red) == "")
    #expect(ColourMode.plain.paint("x", .red) == "x")
  }

  @Test("tell postures apart, and the grave severities")
  func distinct() {
    #expect(Set(Posture.allCases.map { Paint($0) }).count == Posture.allCases.count)
    #expect(Set(Severity.allCases.map { Paint($0) }).count == Severity.allCases.count)
  }
}
