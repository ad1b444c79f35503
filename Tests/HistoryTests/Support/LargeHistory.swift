import Exposure
import Foundation
import Testing

@testable import History

/// Makes a large history to measure questions with: `APIEXPOSE_LARGE_HISTORY=FILE swift test --filter LargeHistory`.
@Suite("A large history", .enabled(if: largeHistoryPath != nil, "APIEXPOSE_LARGE_HISTORY names no file"))
struct LargeHistory {
  private static let scans = 100
  private static let endpoints: UInt32 = 10_000
  /// As long as the line of a server that refuses strangers.
  private static let line = [UInt8](repeating: 0x20, count: 1600)

  @Test("of a hundred scans of ten thousand endpoints, of which a few change each day")
  func generate() throws {
    let file = try HistoryFile.writing(try #require(largeHistoryPath))
    for day in 0..<Self.scans {
      let recorder = try ScanRecorder.begin(.sample(day: day), in: file)
      for index in 0..<Self.endpoints {
        let result = Self.result(index, day: day)
        try recorder.add(result, seen: try recorder.seen(with: result), line: Self.line)
      }
      try recorder.finish(at: .sample + Double(day) * 86_400 + 60)
    }
    #expect(try file.scan(.newestFinished).counts.endpoints == Int64(Self.endpoints))
    file.close()
  }

  private static func result(_ index: UInt32, day: Int) -> EndpointResult {
    let turn = Int(index) + day
    let verdict: Verdict =
      switch Int(index) % 4 {
      case 0: turn.isMultiple(of: 500) ? .lockedDown : .versionLeak
      case 1: .lockedDown
      case 2: turn.isMultiple(of: 300) ? .filtered : .forbidden
      default: .filtered
      }
    return .sample(
      verdict, address: index, day: day, version: verdict == .versionLeak ? "v1.30.\(turn / 1000)" : nil,
      certificate: verdict.decides ? String(repeating: "0a", count: 32) : nil,
      startedHoursBefore: verdict.decides ? Double(24 * (turn % 100) + 1) : nil)
  }
}

private let largeHistoryPath = ProcessInfo.processInfo.environment["APIEXPOSE_LARGE_HISTORY"]
