import Exposure
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("CSV, read by Python")
struct CSVInPythonTests {
  @Test(
    "has the same cells, whatever strangers send",
    .enabled(if: try OutsideTool.python.isReady, "needs \(OutsideTool.python)"))
  func cells() async throws {
    let bytes = CSVWriter().file(.ofAllKinds)
    let directory = try TemporaryDirectory()
    let path = try directory.write(bytes, to: "all.csv")
    let outcome = try await #require(OutsideTool.python.program).run([
      "-c",
      "import csv, json, sys; csv.field_size_limit(1 << 20); "
        + "json.dump(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True)), sys.stdout)",
      path,
    ])
    try #require(outcome.status == 0, "\(outcome.errors.suffix(600))")
    let rows = try JSONDecoder().decode([[String]].self, from: Data(outcome.output.utf8))
    #expect(rows == (try CSVDocument(bytes).rows))
    #expect(rows.count == [Observation].ofAllKinds.count + 1)
  }
}
