import Exposure

@testable import Reporting

extension FuzzTarget {
  /// Reads each line of an input as an observation of JSON Lines. What is accepted is written, and what was written is read
  /// as the same.
  static let jsonLines = FuzzTarget("json-lines") { input in
    for observation in observations(in: input) {
      let line = row(JSONLinesWriter(), observation, assess(observation))
      do {
        let again = try JSONLinesReader.observation(in: line.dropLast(), of: "writer", line: 1)
        require(again == observation, "another observation: \(Array(line).text)")
      } catch {
        fatalError("\(error): \(Array(line).text)")
      }
    }
  }

  /// Writes each observation of an input in every format: rows are lines, and documents are whole.
  static let reports = FuzzTarget("reports") { input in
    let observations = observations(in: input)
    guard !observations.isEmpty else { return }
    for observation in observations {
      let assessment = assess(observation)
      for writer in [CSVWriter(CSVSettings()), ShadowserverWriter()] as [any RowWriter] {
        _ = row(writer, observation, assessment)
      }
    }
    for format in OutputFormat.allCases {
      var bytes: [UInt8] = []
      guard let writer = try? format.documentWriter(DocumentRules.settings) else { continue }
      DocumentRules.write(observations, by: writer, to: &bytes)
      DocumentRules.check(bytes, format)
    }
  }

  private static func observations(in bytes: [UInt8]) -> [Observation] {
    bytes.split(separator: UInt8(ascii: "\n")).prefix(8).compactMap { line in
      do throws(JSONLinesError) {
        return try JSONLinesReader.observation(in: Array(line), of: "fuzz", line: 1)
      } catch {
        ListRules.show(error.description)
        return nil
      }
    }
  }

  private static func row(
    _ writer: any RowWriter, _ observation: Observation, _ assessment: Assessment
  ) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    writer.append(observation, assessment, to: &bytes)
    // Some writers leave out what is no exposure.
    require(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"), "a row without an end")
    require(bytes.count { $0 == UInt8(ascii: "\n") } <= 1, "a row of several lines")
    require(String(validating: bytes, as: UTF8.self) != nil, "a row that is no UTF-8")
    return bytes[...]
  }
}
