import Testing

@testable import History

@Suite("The order of versions")
struct VersionOrderTests {
  @Test(
    "knows which is later",
    arguments: [
      ("v1.29.3", "v1.29.4"), ("v1.9.6", "v1.10.0"), ("v1.30.0-alpha.3", "v1.30.0-beta.0"),
      ("v1.30.0-rc.1", "v1.30.0"), ("v1.32.3+k3s1", "v1.32.3+k3s2"),
      ("v1.27.8-gke.1067004", "v1.27.8-gke.1067005"), ("v1.31.4+rke2r1", "v1.31.4+rke2r2"),
      ("v1.29.3-eks-adc7111", "v1.29.4-eks-036c24b"), ("1.29.3", "v1.30.0"),
    ])
  func ordered(_ earlier: String, _ later: String) {
    #expect(VersionOrder.compare(earlier, later) == .earlier)
    #expect(VersionOrder.compare(later, earlier) == .later)
  }

  @Test(
    "leaves open what nothing tells",
    arguments: [
      ("v1.29.3-eks-adc7111", "v1.29.3-eks-036c24b"), ("v1.29.3", "latest"), ("", "v1.29.3"),
      ("v1.29.3+k3s1", "v1.29.3-gke.1"), ("v1.99999999999999999999999.1", "v1.2.3"),
    ])
  func unordered(_ left: String, _ right: String) {
    #expect(VersionOrder.compare(left, right) == .unordered)
    #expect(VersionOrder.compare(right, left) == .unordered)
  }
}
