import Foundation
import Testing

@testable import Exposure

/// Reads the data a second time, with nothing of the program's own, and compares.
@Suite("The judgement and a plain reading of the ranges")
struct KnowledgeRangeTests {
  /// Numbers that compare as versions do; a stage before a release is a negative fourth number.
  typealias Numbers = [Int]

  static func numbers(_ text: String) -> Numbers {
    let parts = text.split(separator: "-", maxSplits: 1)
    let release = parts[0].split(separator: ".").compactMap { Int($0) }
    guard parts.count > 1 else { return release + [0] }
    let number = parts[1].split(separator: ".").last.flatMap { Int($0) } ?? 0
    return release + [parts[1].hasPrefix("rc") ? number - 1000 : -2000]
  }

  struct Flaw {
    let id: String
    let kubernetes: [(from: Numbers, fixed: Numbers?)]
    let go: [(from: Numbers, fixed: Numbers?)]

    static func holds(_ version: Numbers, _ ranges: [(from: Numbers, fixed: Numbers?)]) -> Bool {
      ranges.contains { range in
        let began = !version.lexicographicallyPrecedes(range.from)
        return began && range.fixed.map { version.lexicographicallyPrecedes($0) } ?? true
      }
    }
  }

  static let data: (flaws: [Flaw], releases: [(minor: Numbers, latest: Numbers)]) = {
    let object = try? JSONSerialization.jsonObject(with: Data(PackageResources.knowledge_json))
    let file = object as? [String: Any] ?? [:]
    let ranges = { (value: Any?) in
      (value as? [[String: String]] ?? []).map {
        (from: numbers($0["from"] ?? ""), fixed: $0["fixedIn"].map(numbers))
      }
    }
    let flaws = (file["vulnerabilities"] as? [[String: Any]] ?? []).map {
      Flaw(id: $0["id"] as? String ?? "", kubernetes: ranges($0["affected"]), go: ranges($0["goAffected"]))
    }
    let releases = (file["releases"] as? [[String: Any]] ?? []).map {
      (minor: numbers($0["minor"] as? String ?? ""), latest: numbers($0["latestPatch"] as? String ?? ""))
    }
    return (flaws, releases)
  }()

  @Test("agree for every patch of every release and every vulnerability")
  func kubernetes() throws {
    #expect(Self.data.flaws.count == Knowledge.builtIn.vulnerabilities.count)
    #expect(Self.data.releases.count == Knowledge.builtIn.releases.count)
    for release in Self.data.releases {
      for patch in 0...(release.latest[2] + 2) {
        let plain = [release.minor[0], release.minor[1], patch, 0]
        let version = try #require(KubernetesVersion("v\(plain[0]).\(plain[1]).\(patch)"))
        let expected = Self.data.flaws.filter { Flaw.holds(plain, $0.kubernetes) }.map(\.id)
        let judged = try Assessment.of(version.description).vulnerabilities
        #expect(judged.count == expected.count && Set(judged) == Set(expected), "\(version)")
      }
    }
  }

  @Test("agree for every release of Go from 1.0 to 1.27")
  func go() throws {
    let base = Set(try Assessment.of("v1.36.5").vulnerabilities)
    for minor in 0...27 {
      for patch in 0...20 {
        let expected = Self.data.flaws.filter { Flaw.holds([1, minor, patch, 0], $0.go) }.map(\.id)
        let judged = try Assessment.of("v1.36.5", go: "go1.\(minor).\(patch)").vulnerabilities
        #expect(Set(judged) == base.union(expected), "go1.\(minor).\(patch)")
      }
    }
  }

  @Test("the cure that is named is supported, and has none of what can be fixed")
  func cures() throws {
    let time = try #require(CalendarDay("2026-11-23")).start
    let marks = ["all of them in ", ", but in ", "supported with all fixes: "]
    var seen = 0
    for release in Self.data.releases {
      let text = "v\(release.minor[0]).\(release.minor[1]).0"
      guard let evidence = try VulnerabilityTests.finding(text)?.evidence else { continue }
      for mark in marks {
        guard let place = evidence.range(of: mark) else { continue }
        let name = String(evidence[place.upperBound...].prefix { $0 != ";" })
        let cure = try #require(KubernetesVersion(name), "\(evidence)")
        seen += 1
        let left = Self.data.flaws.filter { flaw in
          Flaw.holds(
            [cure.release.major, cure.release.minor, cure.patch, 0],
            flaw.kubernetes.filter { $0.fixed != nil })
        }
        #expect(left.isEmpty, "\(text): \(name) still has \(left.map(\.id))")
        let known = try #require(Knowledge.builtIn.release(cure.release))
        #expect(known.endOfLife.map { time < $0.end } == true, "\(text): \(name) is not supported")
      }
    }
    #expect(seen > 30)
  }
}
