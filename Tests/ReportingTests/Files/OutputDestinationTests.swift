import Testing

@testable import Reporting

@Suite("What -o takes")
struct OutputDestinationTests {
  @Test(
    "a file whose ending tells the format, or a format and a path",
    arguments: [
      ("exposure.csv", .csv, "exposure.csv"),
      ("exposure.jsonl", .jsonl, "exposure.jsonl"),
      ("EXPOSURE.CSV", .csv, "EXPOSURE.CSV"),
      ("/var/lib/a.b/scan.JsonL", .jsonl, "/var/lib/a.b/scan.JsonL"),
      ("csv:PATH", .csv, "PATH"),
      ("jsonl:/tmp/report", .jsonl, "/tmp/report"),
      ("csv:scan.jsonl", .csv, "scan.jsonl"),
      ("csv:a:b", .csv, "a:b"),
      ("csv:jsonl:x", .csv, "jsonl:x"),
      ("a:b.csv", .csv, "a:b.csv"),
      ("CSV:x.csv", .csv, "CSV:x.csv"),
      ("csv:/dev/stdout", .csv, "/dev/stdout"),
      (".csv", .csv, ".csv"),
      ("two words.csv", .csv, "two words.csv"),
      ("page.html", .html, "page.html"),
      ("page.HTM", .html, "page.HTM"),
      ("wiki.md", .markdown, "wiki.md"),
      ("board.sarif", .sarif, "board.sarif"),
      ("apiexpose.prom", .prometheus, "apiexpose.prom"),
      ("prometheus:metrics", .prometheus, "metrics"),
      ("markdown:a.html", .markdown, "a.html"),
      ("exposure.xml", .junit, "exposure.xml"),
      ("2026-11-23.Shadowserver.CSV", .shadowserver, "2026-11-23.Shadowserver.CSV"),
      ("shadowserver.csv", .csv, "shadowserver.csv"),
      (
        "shadowserver:2026-11-23-scan_kubernetes-own.csv", .shadowserver, "2026-11-23-scan_kubernetes-own.csv"
      ),
      ("template:wiki.html", .template, "wiki.html"),
    ] as [(String, OutputFormat, String)])
  func read(text: String, format: OutputFormat, path: String) throws {
    let destination = try OutputDestination(text)
    #expect(destination.format == format)
    #expect(destination.path == path)
  }

  @Test(
    "anything else is refused",
    arguments: [
      ("report", .unknownEnding("report", OutputFormat.allCases)),
      ("report.txt", .unknownEnding("report.txt", OutputFormat.allCases)),
      ("report.csv/", .unknownEnding("report.csv/", OutputFormat.allCases)),
      ("dir.csv/report", .unknownEnding("dir.csv/report", OutputFormat.allCases)),
      ("report.table", .unknownEnding("report.table", OutputFormat.allCases)),
      ("xml:report", .unknownEnding("xml:report", OutputFormat.allCases)),
      ("", .noPath("")),
      ("csv:", .noPath("csv:")),
      ("-", .standardOutput),
      ("csv:-", .standardOutput),
      ("table:report", .tableInFile("report")),
    ] as [(String, OutputDestinationError)])
  func refused(text: String, error: OutputDestinationError) {
    #expect(throws: error) { try OutputDestination(text) }
  }

  @Test("a build without pages names the formats that it has, and refuses a page in a sentence")
  func withoutPages() {
    let formats = OutputFormat.available(withPages: false)
    #expect(formats.usualEndings == ".csv, .jsonl, .md, .sarif, .prom, .xml or .shadowserver.csv")
    #expect(formats.briefEndings == ".csv, .jsonl, .md or .sarif")
    #expect(formats.documentNames == "markdown, sarif, prometheus and junit")
    #expect(formats.endingForPeople == "md")
    for text in ["page.html", "html:page"] {
      #expect(throws: OutputDestinationError.noPages) { try OutputDestination(text, among: formats) }
    }
    #expect(throws: OutputDestinationError.noTemplates) {
      try OutputDestination("template:page", among: formats)
    }
    #expect(throws: OutputDestinationError.noTemplate) {
      try ReportSet(ReportPlan(standardOutput: .template), scan: nil)
    }
    #expect(throws: OutputDestinationError.unknownEnding("page.txt", formats)) {
      try OutputDestination("page.txt", among: formats)
    }
    #expect(throws: OutputDestinationError.noPages) {
      try ReportSet(ReportPlan(standardOutput: .html), scan: nil)
    }
  }

  @Test("an error says what was expected, without what would steer a terminal")
  func messages() {
    #expect(
      OutputDestinationError.unknownEnding("a\u{1B}[2J", OutputFormat.allCases).description
        == #"-o a\x1b[2J: its ending tells no format; use FILE with .csv, .jsonl, .html, .md, .sarif, .prom, .xml "#
        + "or .shadowserver.csv, or a format in front: csv:PATH")
    #expect(OutputDestinationError.noPath("csv:").description == #"-o "csv:": the name of a file is missing"#)
    #expect(OutputDestinationError.standardOutput.description.contains("--format jsonl"))
    #expect(OutputDestinationError.tableInFile("x").description.contains("--format table"))
  }
}
