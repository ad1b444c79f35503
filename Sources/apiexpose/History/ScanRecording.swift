#if History
  import Exposure
  import History
  import Pipeline
  import Reporting

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// Turns endpoints into what a history keeps of them. One caller at a time.
  final class ScanRecording: ArchivedScan {
    /// The scan's number in the history.
    let number: Int64

    private let recorder: ScanRecorder
    /// The wall clock at the beginning, and how long ago that is by a clock that nobody sets.
    private let startedAt = Date.now
    private let began = ContinuousClock.now
    private let writer = JSONLinesWriter()

    init(_ recorder: ScanRecorder) {
      number = recorder.number
      self.recorder = recorder
    }

    func add(_ observation: Observation, _ assessment: Assessment) throws {
      var line: [UInt8] = []
      writer.append(observation, assessment, to: &line)
      if line.last == 0x0A { line.removeLast() }
      try asking {
        try recorder.add(StoredResult(observation, assessment, position: recorder.endpoints), line: line)
      }
    }

    /// The end by the clock of the beginning: a wall clock that is set meanwhile changes no duration.
    private var end: Date { startedAt + began.duration(to: .now) / .seconds(1) }

    func flush() throws { try asking { try recorder.flush() } }

    func finish() throws { try asking { try recorder.finish(at: end) } }

    func abandon() { recorder.abandon(at: end) }
  }
#endif
