import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("The period of a scan")
struct ScanPeriodTests {
  @Test("goes from the first attempt to the end of the last endpoint, in whatever order they come")
  func period() {
    var later = Observation.sample()
    later.scannedAt = .sample + 60
    later.latency = .milliseconds(200)
    later.elapsed = .milliseconds(1500)
    let period = Summary.of([later, .sample()]).period
    #expect(period?.start == .sample)
    #expect(period?.end == .sample + 61.5)
    #expect(period?.duration == 61.5)
  }

  @Test("ends with the last answer where an older scan tells no more")
  func older() {
    var observation = Observation.sample()
    observation.latency = .milliseconds(1500)
    #expect(ScanPeriod(observation).duration == 1.5)
    observation.latency = nil
    #expect(ScanPeriod(observation).duration == 0)
  }

  @Test("counts the time of an endpoint that never answered")
  func silent() {
    var observation = Observation.sample(.timedOut)
    observation.elapsed = .seconds(6)
    #expect(ScanPeriod(observation).duration == 6)
  }

  @Test("is never negative")
  func clockSetBack() {
    #expect(ScanPeriod(start: .sample, end: .sample - 3600).duration == 0)
  }
}
