import Pages
import Testing

@testable import Reporting

@Suite("What a template may hold")
struct TemplateSourceTests {
  private static func filled(_ text: String, name: String = "t.txt") throws -> any ReportTemplate {
    try MustacheTemplates().template(TemplateSource(Array(text.utf8), name: name))
  }

  @Test(
    "names of the scan, of endpoints and of labels",
    arguments: [
      "", "no tag", "{{summary.sentence}}",
      "{{#endpoints}}{{target}} {{tls.certificate.subject}}{{/endpoints}}",
      "{{#findings}}{{id}}{{^last()}}, {{/last()}}{{/findings}}", "{{label.any_key_at.all}}", "{{.}}",
      "{{! a comment with {{ in it }}", "{{=<% %>=}}<%target%>", "{{{target}}}{{&target}}",
      "{{count(findings)}} {{uppercased(severity)}} {{index()}}", "{{ target }}",
      "{{#summary}}{{clusters_exposed}}{{/summary}}{{#by_finding}}{{#examples}}{{evidence}}{{/examples}}{{/by_finding}}",
    ])
  func valid(text: String) throws {
    #expect(throws: Never.self) { try Self.filled(text) }
  }

  @Test(
    "and nothing else, which is told with its line",
    arguments: [
      ("a\n{{verdct}}", .unknownName(line: 2, name: "verdct")),
      ("{{#endpoints}}\n\n{{summary.no_such}}\n{{/endpoints}}", .unknownName(line: 3, name: "no_such")),
      ("{{#upper(target)}}{{/upper(target)}}", .unknownTransform(line: 1, name: "upper")),
      ("x\n\n{{>part}}", .notSupported(line: 3, sign: ">")),
      ("{{<part}}{{/part}}", .notSupported(line: 1, sign: "<")),
      ("{{$block}}{{/block}}", .notSupported(line: 1, sign: "$")),
      ("{{% CONTENT_TYPE:HTML}}", .notSupported(line: 1, sign: "%")),
      ("a\nb {{target", .openTag(line: 2)),
      ("{{{target}}", .openTag(line: 1)),
      (
        "{{#endpoints}}\n{{target}}\n{{/worst}}",
        .malformed(line: 3, reason: "the end of a section has another name than the section that is open")
      ),
      ("\n{{#endpoints}}\n", .malformed(line: 3, reason: "a section does not end")),
      (String(repeating: "{{#tls}}\n", count: 40), .tooDeep(line: 33)),
      (String(repeating: " ", count: 300_000), .tooLarge),
      ("a\0b", .noText),
    ] as [(String, TemplateError)])
  func invalid(text: String, error: TemplateError) {
    #expect(throws: error) { try Self.filled(text) }
  }

  @Test("bytes that are no UTF-8 are no template")
  func notText() {
    #expect(throws: TemplateError.noText) { try TemplateSource([0x80, 0x81], name: "a") }
  }

  @Test("an error says what was probably meant")
  func sentences() {
    #expect(
      TemplateError.unknownName(line: 1, name: "verdct").description
        == "no value has the name verdct; did you mean verdict?")
    #expect(TemplateError.unknownName(line: 1, name: "\u{1B}[2J").description.contains(#"\x1b"#))
    #expect(TemplateError.notSupported(line: 1, sign: ">").description.contains("partials"))
    #expect(TemplateError.tooLarge.line == nil)
    #expect(TemplateError.openTag(line: 7).line == 7)
  }
}

@Suite("The escaping of a template")
struct TemplateEscapingTests {
  @Test(
    "is told by the ending of its name",
    arguments: [
      ("mail.html", .html), ("/a/b.c/MAIL.HTML.mustache", .html), ("page.xhtml.tmpl", .html),
      ("a.xml", .html),
      ("slack.json", .json), ("x.ndjson.tpl", .json), ("list.csv.mustache", .csv), ("wiki.md", .markdown),
      ("note.txt", .text), ("mustache", .text), ("a.mustache", .text), ("html", .text), ("a.html.bak", .text),
      ("dir.html/a", .text),
    ] as [(String, TemplateEscaping)])
  func endings(name: String, escaping: TemplateEscaping) {
    #expect(TemplateEscaping(fileName: name) == escaping)
  }

  @Test(
    "takes the markup away",
    arguments: [
      (.html, "<b a='1'>&\"", "&lt;b a=&#39;1&#39;&gt;&amp;&quot;"),
      (.json, #"a"b\c"#, #"a\"b\\c"#),
      (.json, "\u{2028}", #"\u2028"#),
      (.csv, "a,b", "\"a,b\""),
      (.csv, "=1+1", "'=1+1"),
      (.markdown, "[x](y) @z <b>", #"\[x\](y) \@<b></b>z \<b\>"#),
      (.text, "<a>", "<a>"),
    ] as [(TemplateEscaping, String, String)])
  func escaped(escaping: TemplateEscaping, text: String, expected: String) {
    #expect(escaping.escaped(text) == expected)
  }
}
