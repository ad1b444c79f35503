import Exposure
import Fixtures
import Foundation
import Pages
import Targets
import Testing

@testable import Reporting

/// A template in front of endpoints.
enum SampleTemplate {
  static func document(
    _ text: String, name: String = "t.txt", _ observations: [Observation], filter: RowSelection = .all,
    most: Int = TemplateWriter.mostEndpoints
  ) throws -> String {
    let template = try MustacheTemplates().template(TemplateSource(Array(text.utf8), name: name))
    return try TemplateWriter(.sample(filter: filter), filling: template, most: most).document(observations)
  }
}

@Suite("A report by a template")
struct TemplateWriterTests {
  @Test(
    "has the values of the scan and of its endpoints",
    arguments: [
      ("{{summary.sentence}}", "1 of 2 clusters leaks its version; 1 is locked down."),
      ("{{summary.endpoints}} {{summary.clusters_exposed}} {{summary.locked_down}}", "2 1 1"),
      ("{{#summary.is_exposed}}yes{{/summary.is_exposed}}", "yes"),
      ("{{summary.started_at}} {{apiexpose_version}}", "2026-11-23T22:04:55Z 1.2.3"),
      ("{{#endpoints}}{{verdict}}{{^last()}}, {{/last()}}{{/endpoints}}", "version_leak, locked_down"),
      (
        "{{#endpoints}}{{#git_version}}{{.}}{{/git_version}}{{^git_version}}-{{/git_version}} {{/endpoints}}",
        "v1.36.2 - "
      ),
      ("{{#worst}}{{#first()}}{{label.cluster}}/{{label.none}}{{/first()}}{{/worst}}", "prod/"),
      ("{{#endpoints}}{{#labels}}{{key}}={{value}} {{/labels}}{{/endpoints}}", "cluster=prod owner=a b "),
      ("{{count(endpoints)}} {{count(worst)}}", "2 2"),
      (
        "{{#worst}}{{#first()}}{{count(labels)}} {{tls.certificate.subject}}{{/first()}}{{/worst}}",
        "2 CN=kube-apiserver"
      ),
      ("{{#endpoints_left_out}}{{.}} left{{/endpoints_left_out}}", ""),
      ("{{#summary.verdicts}}{{verdict}}:{{count}} {{/summary.verdicts}}", "version_leak:1 locked_down:1 "),
      ("{{^stale_knowledge}}fresh{{/stale_knowledge}}", "fresh"),
    ])
  func values(text: String, expected: String) throws {
    #expect(try SampleTemplate.document(text, [.lockedDown(), .complete]) == expected)
  }

  @Test("counts on from the greatest number that anyone can have put into a file")
  func greatest() throws {
    var observation = Observation.complete
    observation.accessAnswers[0].count = .max
    let text = "{{#endpoints}}{{#access}}{{#count}}{{plusone(.)}} {{/count}}{{/access}}{{/endpoints}}"
    #expect(try SampleTemplate.document(text, [observation]).hasPrefix("9007199254740993"))
  }

  @Test("knows all the names that it offers, and offers all that it knows")
  func names() throws {
    let values = TemplateSummary.values(of: Summary())
    #expect(
      Set(TemplateNames.summary).subtracting(["started_at", "ended_at", "duration_s"]) == Set(values.keys))
    let page = try RepositoryPage("docs/templates.md").text
    let spans = Set(page.matches(of: /`([^`\n]+)`/).map { String($0.1) })
    let names = TemplateNames.summary + TemplateShape.root.members.keys
    #expect(names.filter { !spans.contains($0) } == [])
    for name in TemplateNames.transforms { #expect(page.contains(name), "\(name)") }
  }

  @Test("lists findings with what to do and the worst endpoints")
  func findings() throws {
    let text = try SampleTemplate.document(
      "{{#by_finding}}{{id}} {{severity}} {{count}} {{title}}|{{#examples}}{{endpoint}} {{/examples}}\n{{/by_finding}}",
      [.leaking(), .leaking(), .lockedDown()])
    #expect(text.contains("anonymous-version medium 2 "))
    #expect(text.contains("|192.0.2.1:6443 192.0.2.1:6443 \n"))
  }

  @Test(
    "says what to do about a finding in one short sentence, and all of it besides",
    arguments: FindingID.allCases)
  func remedies(finding: FindingID) throws {
    for severity in Severity.allCases {
      let sentence = FirstRemedy.sentence(of: finding, severity)
      #expect(!sentence.isEmpty && sentence.count <= 250 && !sentence.contains("\n"), "\(sentence)")
    }
    let text = try SampleTemplate.document(
      "{{#by_finding}}{{remedy}}|{{instructions}}\n{{/by_finding}}", [.leaking()])
    #expect(text.contains("Limit anonymous requests to the health paths by an AuthenticationConfiguration"))
    #expect(text.contains("|") && text.count > 500)
  }

  @Test("holds the worst endpoints, the worst first, counts the rest, and heeds the filter")
  func bounded() throws {
    let text = "{{#endpoints}}{{verdict}} {{/endpoints}}{{endpoints_left_out}}"
    let observations: [Observation] = [.sample(.refused), .lockedDown(), .leaking(), .complete]
    #expect(try SampleTemplate.document(text, observations, most: 2) == "version_leak version_leak 2")
    #expect(try SampleTemplate.document(text, observations, filter: .lockedDown) == "locked_down ")
    #expect(try SampleTemplate.document(text, []) == "")
  }

  @Test("goes through lists of the scan for each endpoint, and through its own for each finding")
  func nested() throws {
    let list =
      "{{#endpoints}}({{#summary.verdicts}}{{verdict}}{{/summary.verdicts}}{{#by_finding}}x{{/by_finding}}"
    let count = "{{count(endpoints)}}{{#first(worst)}}{{verdict}}{{/first(worst)}}){{/endpoints}}"
    let text = try SampleTemplate.document(list + count, [.lockedDown(), .lockedDown()])
    #expect(text == String(repeating: "(locked_down2locked_down)", count: 2))
  }

  @Test(
    "writes a list between braces with commas",
    arguments: [
      ("{{#worst}}{{labels}}{{/worst}}", "t.txt", "cluster=prod, owner=a b"),
      ("{{#worst}}{{{labels}}}{{/worst}}", "t.txt", "cluster=prod, owner=a b"),
      ("{{#worst}}{{labels}}{{/worst}}", "t.csv", "\"cluster=prod, owner=a b\""),
      ("{{#worst}}{{controls}}{{/worst}}", "t.txt", "CIS"),
      ("{{#worst}}{{findings}}{{/worst}}", "t.txt", ", "),
      ("{{by_finding}}", "t.txt", "anonymous-version, "),
      ("{{#worst}}{{responses}}{{/worst}}", "t.txt", "/version, /healthz"),
    ])
  func lists(text: String, name: String, expected: String) throws {
    let document = try SampleTemplate.document(text, name: name, [.complete])
    #expect(document.contains(expected) && !document.contains("["), "\(document)")
  }

  @Test("makes nothing of what a stranger sends but one line of text", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) throws {
    let observation = Observation.hostileLeak(hostile.text)
    let raw = try SampleTemplate.document(
      "{{#endpoints}}{{{target}}}{{{tls.certificate.subject}}}{{{healthz_body}}}{{/endpoints}}", [observation]
    )
    #expect(!raw.unicodeScalars.contains { TextSanitiser.isHidden($0) || TextSanitiser.isLineSpace($0) })
    let html = try SampleTemplate.document(
      "{{#endpoints}}<a title=\"{{target}}\">{{tls.cipher}}</a>{{/endpoints}}", name: "a.html", [observation])
    #expect(html.unicodeScalars.count { $0 == "<" } == 2)
    #expect(html.unicodeScalars.count { $0 == "\"" } == 2)
    let json = try SampleTemplate.document(
      "[{{#endpoints}}\"{{target}}\", \"{{label.k}}\", \"{{error}}\"{{/endpoints}}]", name: "a.json",
      [observation])
    #expect((try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String])?.count == 3)
    let csv = try SampleTemplate.document(
      "{{#endpoints}}\n{{target}},{{tls.cipher}}\r\n{{/endpoints}}\n", name: "a.csv", [observation])
    #expect(try CSVDocument(Array(csv.utf8)).rows.map(\.count) == [2])
  }
}

@Suite("The examples of docs/templates.md")
struct TemplateExampleTests {
  private func example(_ name: String, _ observations: [Observation]) throws -> String {
    let file = try #require(try RepositoryPage("docs/templates.md").files.first { $0.name == name })
    return try SampleTemplate.document(file.text, name: name, observations)
  }

  @Test("are four")
  func all() throws {
    let names = try RepositoryPage("docs/templates.md").files.map(\.name)
    #expect(names == ["slack.json", "page.xhtml", "mail.html", "inventory.csv.mustache"])
  }

  @Test("make JSON for Slack, with texts that Slack takes literally", arguments: [0, 1, 12])
  func slack(count: Int) throws {
    let hostile = count == 12 ? [Observation].ofAllKinds : Array(repeating: .leaking(), count: count)
    let text = try example("slack.json", hostile)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let blocks = try #require(object["blocks"] as? [[String: Any]])
    #expect(blocks.count == 1 + min(count, 10))
    for block in blocks {
      let text = try #require(block["text"] as? [String: String])
      #expect(text["type"] == "plain_text")
      #expect((1...3000).contains(text["text"]?.count ?? 0), "Slack's limit of a section")
    }
  }

  @Test(
    "make XHTML for Confluence",
    .enabled(if: try OutsideTool.xmllint.isReady, "needs \(OutsideTool.xmllint)"))
  func confluence() async throws {
    for observations in [[Observation].ofAllKinds, []] {
      let text = try example("page.xhtml", observations)
      let outcome = try await #require(OutsideTool.xmllint.program).run(
        ["--noout", "-"], input: "<page>\(text)</page>")
      #expect(outcome.status == 0, "\(outcome.errors.prefix(600))")
    }
    #expect(try example("page.xhtml", []).contains("Nothing."))
    #expect(try example("page.xhtml", [.complete]).contains("<td>a b</td>"))
  }

  @Test("make a mail whose head no stranger writes")
  func mail() throws {
    let text = try example("mail.html", .ofAllKinds)
    let head = try #require(text.firstRange(of: "\n\n")).lowerBound
    #expect(text[..<head].split(separator: "\n").count == 4)
    #expect(text[..<head].contains("Content-Type: text/html; charset=utf-8"))
    #expect(!text.contains("<script"))
    #expect(try !example("mail.html", [.leaking()]).contains("more are in the CSV"))
  }

  @Test("make CSV with as many cells in each row")
  func inventory() throws {
    let text = try example("inventory.csv.mustache", .ofAllKinds)
    let rows = try CSVDocument(Array(text.replacing("\n", with: "\r\n").utf8)).rows
    #expect(Set(rows.map(\.count)) == [8])
    #expect(rows.count == [Observation].ofAllKinds.count + 1)
  }
}
