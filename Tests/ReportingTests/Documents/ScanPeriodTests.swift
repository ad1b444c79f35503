import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("The period of a scan")
struct ScanPeriodTests {
  @Test("goes from the first attempt to the last answer, in whatever order they come")
  func period() {
    var later = Observation.sample()
    later.scannedAt = .sample + 60
    later.latency = .milliseconds(1500)
    var period: ScanPeriod?
    period.include(later)
    period.include(.sample())
    #expect(period?.start == .sample)
    #expect(period?.end == .sample + 61.5)
    #expect(period?.duration == 61.5)
  }
}
