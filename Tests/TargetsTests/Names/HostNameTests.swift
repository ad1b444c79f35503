import Testing

@testable import Targets

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
      ("x\u{E1}\u{323}.example", "xn--x-xbb923s.example"),
      ("ａpi.example", "api.example"),
      ("אב1.example", "xn--1-zhcd.example"),
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
      ("api\u{A0}.example", .forbidden(" ")),
      ("ü\0.example", .forbidden("\0")),
      ("aü--b.example", .reservedHyphens(name: "aü--b.example")),
      ("éa--b.example", .reservedHyphens(name: "éa--b.example")),
      ("ü-.example", .hyphenAtEdge(label: "ü-.example")),
      ("\u{301}é.example", .leadingMark(name: "\u{301}é.example")),
      ("אa.example", .mixedDirections(name: "אa.example")),
      ("xn--zz.ü", .refused(name: "xn--zz.ü", reason: "string contains invalid punycode data")),
    ]
  )
  func refused(name: String, problem: NameProblem) {
    #expect(refusal(of: name) == problem)
  }

  @Test(
    "with characters that IDNA forbids are refused",
    arguments: ["☸.example", "\u{202E}api.example", "api\u{E000}.example", "😀.example", "नी\u{200D}म.example"])
  func forbidden(name: String) {
    guard case .refused(name, _) = refusal(of: name) else {
      Issue.record("\(name): \(String(describing: refusal(of: name)))")
      return
    }
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
      let tooLong = String(repeating: letter, count: 58)
      #expect(refusal(of: tooLong) == .tooLong(name: tooLong))
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
