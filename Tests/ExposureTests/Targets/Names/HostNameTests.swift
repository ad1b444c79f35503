import Testing

@testable import Exposure

@Suite("Host names")
struct HostNameTests {
  @Test(
    "become the ASCII form that goes into the DNS; a trailing dot stays",
    arguments: [
      ("api.example.com", "api.example.com"),
      ("API.Example.COM.", "api.example.com."),
      ("api.", "api."),
      ("localhost", "localhost"),
      ("kube_api.internal", "kube_api.internal"),
      ("10-0-0-1.example.com", "10-0-0-1.example.com"),
      ("1.2.3.4.example", "1.2.3.4.example"),
      ("xn--MNCHEN-3ya.example", "xn--mnchen-3ya.example"),
      ("münchen.example", "xn--mnchen-3ya.example"),
      ("MÜNCHEN.example.", "xn--mnchen-3ya.example."),
      ("mu\u{308}nchen.example", "xn--mnchen-3ya.example"),
      ("straße.example", "xn--strae-oqa.example"),
      ("例え\u{3002}テスト", "xn--r8jz45g.xn--zckzah"),
      ("例え\u{FF0E}テスト\u{FF61}", "xn--r8jz45g.xn--zckzah."),
      ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
      ("παράδειγμα.gr", "xn--hxajbheg2az3al.gr"),
      ("col·legi.cat", "xn--collegi-xma.cat"),
      ("नेपाल.example", "xn--l2bey1c2b.example"),
      ("नी\u{200D}म.example", nil),
      ("क्\u{200D}ष.example", "xn--11b2ezcw70k.example"),
      ("\u{212A}ube.example", "kube.example"),
      ("한국.example", "xn--3e0b707e.example"),
      ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}.example", "xn--3e0b707e.example"),
      ("việt.example", "xn--vit-5kz.example"),
      ("vie\u{302}\u{323}t.example", "xn--vit-5kz.example"),
    ]
  )
  func asciiForm(name: String, expected: String?) {
    #expect((try? HostName.ascii(Array(name.utf8)[...])) == expected)
  }

  @Test(
    "that cannot be are refused with the reason",
    arguments: [
      ("api..example", NameProblem.emptyLabel),
      (".example", .emptyLabel),
      (".", .emptyLabel),
      ("-api.example", .hyphenAtEdge(label: "-api")),
      ("api-.example", .hyphenAtEdge(label: "api-")),
      ("api*.example", .forbidden("*")),
      ("api.example:", .forbidden(":")),
      ("api.1", .numericLastLabel("1")),
      ("10.0.0-5.1-20", .numericLastLabel("1-20")),
      ("0x7f000001", .numericLastLabel("0x7f000001")),
      ("127.0.0.0x1", .numericLastLabel("0x1")),
      ("1.2.3.4\u{3002}", .numericLastLabel("4")),
      ("api\u{A0}.example", .forbidden("\u{A0}")),
      ("☸.example", .forbidden("☸")),
      ("ａpi.example", .forbidden("ａ")),
      ("\u{202E}api.example", .forbidden("\u{202E}")),
      ("api\u{E000}.example", .forbidden("\u{E000}")),
      ("aü--b.example", .reservedHyphens(label: "aü--b")),
      ("ae\u{301}--b.example", .reservedHyphens(label: "aé--b")),
      ("éa--b.example", .reservedHyphens(label: "éa--b")),
      ("\u{301}é.example", .leadingMark(label: "\u{301}é")),
      ("a·é.example", .outOfContext("·", label: "a·é")),
      ("x\u{E1}\u{323}.example", .decomposed(label: "x\u{E1}\u{323}")),
    ]
  )
  func refused(name: String, problem: NameProblem) {
    #expect(refusal(of: name) == problem)
  }

  @Test("may have 63 bytes in a label and 253 in all, counted in ASCII")
  func lengths() {
    let label = String(repeating: "a", count: 63)
    let name = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
    #expect(refusal(of: label) == nil)
    #expect(refusal(of: label + "a") == .labelTooLong(label: label + "a", bytes: 64))
    #expect(refusal(of: name) == nil)
    #expect(refusal(of: name + ".") == nil)
    #expect(refusal(of: name + "b") == .nameTooLong(bytes: 254))
    for letter in ["ü", "日"] {
      #expect(refusal(of: String(repeating: letter, count: 57)) == nil)
      let tooLong = refusal(of: String(repeating: letter, count: 58))
      guard case .labelTooLong(_, bytes: 64) = tooLong else {
        Issue.record("58 times \(letter): \(String(describing: tooLong))")
        continue
      }
    }
    #expect(refusal(of: String(repeating: "ü日", count: 40)) != nil)
  }

  @Test("lose the trailing dot for SNI and Host", arguments: ["api.example.com", "api.example.com."])
  func serverName(name: String) {
    #expect(HostName.withoutTrailingDot(name) == "api.example.com")
  }

  private func refusal(of name: String) -> NameProblem? {
    do {
      _ = try HostName.ascii(Array(name.utf8)[...])
      return nil
    } catch {
      return error
    }
  }
}
