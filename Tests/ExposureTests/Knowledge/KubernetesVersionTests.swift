import Testing

@testable import Exposure

@Suite("Versions as Kubernetes writes them")
struct KubernetesVersionTests {
  static let versions: [(text: String, upstream: String, vendor: String)] = [
    ("v1.36.2", "1.36.2", ""), ("1.36.2", "1.36.2", ""), ("v1.29.3-eks-adc7111", "1.29.3", "-eks-adc7111"),
    ("v1.29.3-eks-1-29-11", "1.29.3", "-eks-1-29-11"), ("v1.32.3+k3s1", "1.32.3", "+k3s1"),
    ("v1.32.3-rc1+k3s1", "1.32.3", "-rc1+k3s1"), ("v1.35.7+rke2r1", "1.35.7", "+rke2r1"),
    ("v1.27.8-gke.1067004", "1.27.8", "-gke.1067004"), ("v1.27.102-akslts", "1.27.102", "-akslts"),
    ("v1.27.6+b49f9d1", "1.27.6", "+b49f9d1"), ("v1.30.0-rc.1", "1.30.0-rc.1", ""),
    ("v1.30.0-rc.1+b49f9d1", "1.30.0-rc.1", "+b49f9d1"), ("v1.30.0-alpha.1", "1.30.0-alpha.1", ""),
    ("v1.30.0-alpha.1.23+0123456789abcd", "1.30.0-alpha.1.23", "+0123456789abcd"),
    ("v1.30.0-beta.0-dirty", "1.30.0-beta.0", "-dirty"), ("v1.30.0-rc.x", "1.30.0", "-rc.x"),
    ("v1.21.7-r0-CCE21.11.1.B007", "1.21.7", "-r0-CCE21.11.1.B007"),
    ("v1.33.6+vmware.1-fips-vkr.2", "1.33.6", "+vmware.1-fips-vkr.2"),
    ("v0.0.0-master+$Format:%H$", "0.0.0", "-master+$Format:%H$"),
  ]

  @Test("are read into what upstream numbers and what a vendor adds", arguments: versions)
  func reading(_ row: (text: String, upstream: String, vendor: String)) throws {
    let version = try #require(KubernetesVersion(row.text))
    #expect(version.upstreamText == row.upstream)
    #expect(version.vendorSuffix == row.vendor)
    #expect(version.isVendorBuild == !row.vendor.isEmpty)
    #expect(version.description == (row.text.hasPrefix("v") ? row.text : "v" + row.text))
  }

  @Test(
    "what is none is refused, however long or strange",
    arguments: [
      "", "v", "v1", "v1.2", "v1.2.", "v1..3", "v1.2.3.4", "vv1.2.3", "v1.2.x", "v-1.2.3", "v1.02.3",
      "v1.2.3 ", "v1.2.3\n", "v1.2.3-é", "v1.٢.3", "v1.2.1234567", "v99999999999999999999.1.1", "v1.2.3_4",
      "v1.2.3+" + String(repeating: "a", count: 128), "master", "1.2.3\u{0}",
    ])
  func refusing(_ text: String) {
    #expect(KubernetesVersion(text) == nil)
  }

  static let order = [
    "v1.9.11", "v1.10.0", "v1.27.7-gke.1", "v1.27.16", "v1.27.102-akslts", "v1.30.0-alpha.1",
    "v1.30.0-alpha.1.23", "v1.30.0-alpha.2", "v1.30.0-beta.0", "v1.30.0-rc.0", "v1.30.0-rc.1", "v1.30.0",
    "v1.30.0+k3s1", "v1.30.0-eks-adc7111", "v1.30.1", "v2.0.0",
  ]

  @Test("are in upstream's order, a vendor's build right after what it names")
  func ordering() throws {
    let versions = try Self.order.map { try #require(KubernetesVersion($0)) }
    for (index, version) in versions.enumerated() {
      for (other, later) in versions.enumerated() {
        #expect((version < later) == (index < other), "\(version) and \(later)")
        #expect((version == later) == (index == other))
      }
    }
  }

  @Test("a patch from 100 on is no upstream patch")
  func patches() throws {
    #expect(try #require(KubernetesVersion("v1.27.102-akslts")).hasUpstreamPatch == false)
    #expect(try #require(KubernetesVersion("v1.27.16")).hasUpstreamPatch)
  }

  @Test("a minor release is two numbers", arguments: ["1", "1.", ".1", "1.29.3", "v1.29", "1.029", "1.29 "])
  func minors(_ text: String) {
    #expect(MinorRelease(text) == nil)
    #expect(MinorRelease("1.29") == MinorRelease(1, 29))
    #expect(MinorRelease(1, 9) < MinorRelease(1, 10))
  }

  @Test(
    "a day is exactly year, month and day",
    arguments: ["2026-9-30", "2026-09-31", "2026-09-30T", "20260930", ""])
  func days(_ text: String) {
    #expect(CalendarDay(text) == nil)
    #expect(CalendarDay("2026-09-30")?.description == "2026-09-30")
    #expect(CalendarDay("2026-09-30")?.start.timeIntervalSince1970 == 1_790_726_400)
  }
}
