import Exposure
import Testing

@Suite("Confidence of version judgements")
struct VersionConfidenceTests {
  @Test(
    "a version is upstream's, a vendor's build of it, or a patch of the vendor's own",
    arguments: [
      ("v1.36.2", VersionConfidence.upstream), ("v1.37.0-rc.1", .upstream),
      ("v1.31.4-eks-0a1b2c3", .vendorBuild),
      ("v1.32.2-gke.1234000", .vendorBuild), ("v1.32.3+k3s1", .vendorBuild), ("v1.32.3+rke2r1", .vendorBuild),
      ("v1.27.8+4fab27b", .vendorBuild), ("v1.27.102-akslts", .vendorPatch), ("v1.29.3-dirty", .vendorBuild),
    ])
  func versions(text: String, expected: VersionConfidence) {
    let body = #"{"major":"1","minor":"0","gitVersion":"\#(text)"}"#
    #expect(assess(.sample(version: .version(200, body))).versionConfidence == expected)
  }

  @Test("nothing is said where no version is known")
  func unknown() {
    #expect(assess(.sample(version: .version(401, Body.status))).versionConfidence == nil)
  }
}
