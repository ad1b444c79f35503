import Exposure
import PortableFoundation

@testable import Pages
@testable import Reporting

/// What holds for every document, whatever endpoints it is of.
enum DocumentRules {
  static let settings = DocumentSettings(
    context: DocumentContext(
      toolVersion: "1.2.3", pages: MustachePages(), template: template, renderedAt: Samples.scannedAt))

  /// The endpoints of one scan, judged, with their tally.
  static func write(_ observations: [Observation], by writer: any DocumentWriter, to bytes: inout [UInt8]) {
    var writer = writer
    var summary = Summary()
    for (observation, assessment) in ObservationJudge.judged(observations, knowing: .builtIn) {
      summary.add(observation, assessment)
      writer.add(observation, assessment, to: &bytes)
    }
    while writer.release(to: &bytes) {}
    writer.finish(summary, to: &bytes)
  }

  static func check(_ bytes: [UInt8], _ format: OutputFormat) {
    guard let text = String(validating: bytes, as: UTF8.self) else { fatalError("\(format) is no UTF-8") }
    require(!bytes.isEmpty, "\(format) is empty")
    let controls = text.unicodeScalars.first { $0.value < 0x20 && !"\n\r\t".unicodeScalars.contains($0) }
    require(controls == nil, "a control character in \(format)")
    switch format {
    case .sarif:
      require((try? JSONDocument().read(bytes[...])) != nil, "no JSON: \(text)")
    case .prometheus:
      require(
        text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || $0.contains(" ") }, "no metric: \(text)"
      )
    case .html:
      require(text.ranges(of: "<script").count == scriptsOfPage, "another script in the page")
    default: break
    }
  }

  /// How many scripts a page without endpoints has.
  private static let scriptsOfPage: Int = {
    guard let writer = try? OutputFormat.html.documentWriter(settings) else { return 0 }
    var bytes: [UInt8] = []
    write([], by: writer, to: &bytes)
    return bytes.text.ranges(of: "<script").count
  }()

  private static let template: (any ReportTemplate)? = {
    let text =
      "{{#endpoints}}{{target}} {{verdict}} {{#findings}}{{id}}: {{evidence}}{{/findings}}\n{{/endpoints}}."
    guard let source = try? TemplateSource(Array(text.utf8), name: "t.html") else { return nil }
    return try? MustacheTemplates().template(source)
  }()
}
