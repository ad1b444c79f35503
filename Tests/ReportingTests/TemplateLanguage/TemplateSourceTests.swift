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
      "{{#worst}}{{#findings}}{{id}}{{^last()}}, {{/last()}}{{/findings}}{{label.any_key_at.all}}{{/worst}}",
      "{{#worst}}{{#label}}{{any_key}}{{/label}}{{#label.owner}}{{.}}{{/label.owner}}{{/worst}}",
      "{{#summary.notices}}{{.}}{{/summary.notices}}{{#worst}}{{#controls}}{{.}}{{/controls}}{{/worst}}",
      "{{! a comment with {{ in it }}", "{{=<% %>=}}<%knowledge_date%>",
      "{{{knowledge_date}}}{{&knowledge_date}}", "{{ knowledge_date }}",
      "{{#worst}}{{count(findings)}} {{uppercased(severity)}} {{index()}} {{empty(target)}}{{/worst}}",
      "{{#first(endpoints)}}{{target}}{{#last(findings)}}{{id}}{{/last(findings)}}{{/first(endpoints)}}",
      // A list of the scan within another one, and a value of the outer section within the inner one.
      "{{#endpoints}}{{#by_finding}}{{title}}{{/by_finding}}{{#summary.verdicts}}{{target}}{{/summary.verdicts}}{{/endpoints}}",
      "{{#by_finding}}{{#endpoints}}{{#findings}}{{id}}{{/findings}}{{/endpoints}}{{/by_finding}}",
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
      ("{{#worst}}\n{{end_of_live}}{{/worst}}", .unknownName(line: 2, name: "end_of_live")),
      (
        "{{evidence}}",
        .misplacedName(
          line: 1, name: "evidence",
          places: ["by_finding.examples", "endpoints.distribution", "endpoints.findings"])
      ),
      (
        "{{#summary}}{{target}}{{/summary}}",
        .misplacedName(line: 1, name: "target", places: ["by_finding.examples", "endpoints"])
      ),
      (
        "{{#worst}}{{.target}}{{#tls}}{{.target}}{{/tls}}{{/worst}}",
        .misplacedName(line: 1, name: "target", places: ["by_finding.examples", "endpoints"])
      ),
      // Mistakes within a section that is closed behind it.
      (
        "{{#worst}}{{/worst}}{{target}}",
        .misplacedName(line: 1, name: "target", places: ["by_finding.examples", "endpoints"])
      ),
      (
        "{{summary.verdicts.count}}",
        .severalValues(
          line: 1, name: "summary.verdicts", members: ["count"],
          isList: true)
      ),
      (
        "{{#summary.verdicts}}\n{{.}}{{/summary.verdicts}}",
        .severalValues(
          line: 2, name: ".", members: ["clusters", "count", "posture", "verdict"], isList: false)
      ),
      (
        "{{#worst}}{{distribution}}{{/worst}}",
        .severalValues(
          line: 1, name: "distribution",
          members: ["authority_made_at", "confidence", "evidence", "id", "name"], isList: false)
      ),
      ("{{#endpoints}}\n{{#worst}}{{/worst}}{{/endpoints}}", .withinItself(line: 2, name: "worst")),
      (
        "{{#worst}}{{#findings}}{{#findings}}{{/findings}}{{/findings}}{{/worst}}",
        .withinItself(line: 1, name: "findings")
      ),
      ("{{count(summary.sentence)}}", .notForThis(line: 1, name: "count", needsList: true)),
      ("{{uppercased(endpoints)}}", .notForThis(line: 1, name: "uppercased", needsList: false)),
      ("{{#upper(target)}}{{/upper(target)}}", .unknownTransform(line: 1, name: "upper")),
      ("x\n\n{{>part}}", .notSupported(line: 3, sign: ">")),
      ("{{<part}}{{/part}}", .notSupported(line: 1, sign: "<")),
      ("{{$block}}{{/block}}", .notSupported(line: 1, sign: "$")),
      ("{{% CONTENT_TYPE:HTML}}", .notSupported(line: 1, sign: "%")),
      ("a\nb {{target", .openTag(line: 2)),
      ("{{{target}}", .openTag(line: 1)),
      (
        "{{#endpoints}}\n{{target}}\n{{/worst}}",
        .malformed(
          line: 3, reason: "{{/worst}} stands where {{/endpoints}} has to: line 1 begins it")
      ),
      ("\n{{#endpoints}}\n", .malformed(line: 2, reason: "{{#endpoints}} is never closed")),
      ("{{^endpoints}}", .malformed(line: 1, reason: "{{^endpoints}} is never closed")),
      ("a\n{{/endpoints}}", .malformed(line: 2, reason: "{{/endpoints}} ends no section")),
      (
        "{{#each endpoints}}",
        .malformed(
          line: 1,
          reason:
            "\"each endpoints\" is no tag of Mustache: it holds one name, as {{#endpoints}}{{target}}{{/endpoints}} does"
        )
      ),
      (
        "{{#worst}}{{labels.owner}}{{/worst}}",
        .severalValues(line: 1, name: "labels", members: ["key", "value"], isList: true)
      ),
      (String(repeating: "{{#summary}}\n", count: 40), .tooDeep(line: 33)),
      (String(repeating: " ", count: 70_000), .tooLarge),
      (
        String(repeating: "{{!}}\n", count: 4097),
        .malformed(line: 4097, reason: "there are more than 4,096 tags")
      ),
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
    #expect(
      TemplateError.misplacedName(line: 1, name: "verdict", places: ["endpoints", "endpoints.accepted"])
        .description
        == "verdict is not known here, but within endpoints or endpoints.accepted")
    #expect(
      TemplateError.severalValues(line: 1, name: "responses", members: ["body", "path"], isList: true)
        .description
        == "responses is a list: write {{#responses}}{{body}}{{/responses}}, or instead of body path")
    #expect(
      TemplateError.severalValues(line: 1, name: "tls", members: ["alert", "alpn", "version"], isList: false)
        .description
        == "tls is not a single value: write {{tls.version}}, or instead of version alert or alpn")
    // What is advised can be written.
    let advised = "{{#last(endpoints)}}{{target}}{{/last(endpoints)}}"
    let members = ["target", "verdict"]
    #expect(
      TemplateError.severalValues(line: 1, name: "last(endpoints)", members: members, isList: false)
        .description
        == "last(endpoints) is not a single value: write \(advised), or instead of target verdict")
    #expect(throws: Never.self) { try TemplateSource(Array(advised.utf8), name: "t.txt") }
    #expect(
      TemplateError.severalValues(line: 1, name: "labels", members: ["key", "value"], isList: true)
        .description
        .hasSuffix("; {{label.owner}} is the value of the label owner"))
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
