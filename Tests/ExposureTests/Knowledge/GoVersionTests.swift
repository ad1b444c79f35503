import Testing

@testable import Exposure

@Suite("Releases of Go as programs tell them")
struct GoVersionTests {
  static let versions: [(text: String, release: String, isVendorBuild: Bool)] = [
    ("go1.22.5", "1.22.5", false), ("1.22.5", "1.22.5", false), ("go1.20", "1.20.0", false),
    ("go1.27rc1", "1.27rc1", false), ("1.27.0-rc.3", "1.27rc3", false), ("go1.9beta2", "1.9beta2", false),
    ("1.26.0-0", "1.26", false), ("go1.22.5 X:boringcrypto", "1.22.5", false),
    ("go1.22.5 X:nocoverageredesign,boringcrypto", "1.22.5", false),
    ("go1.22.9 (Red Hat 1.22.9-1.el9_5)", "1.22.9", true), ("go1.21.13-1", "1.21.13", true),
    ("go1.22.9 (Red Hat 1.22.9-1.el9_5) X:strictfipsruntime", "1.22.9", true),
  ]

  @Test("are read, with what another builder added", arguments: versions)
  func reading(_ row: (text: String, release: String, isVendorBuild: Bool)) throws {
    let version = try #require(GoVersion(row.text))
    #expect(version.releaseText == row.release)
    #expect(version.isVendorBuild == row.isVendorBuild)
  }

  @Test(
    "what names no release is refused, however long or strange",
    arguments: [
      "", "go", "devel", "devel +abc Tue Jan 1", "devel go1.23-abcdef", "gox1.2", "go1", "go1.", "go1.x",
      "go1.22.5\u{0}", "go1.22.5é", "go1.22.5/evil", "go1.1234567", "go1.22rcx",
      "go1.22.5 " + String(repeating: "a", count: 96), "v1.22.5", " go1.22.5",
    ])
  func refusing(_ text: String) {
    #expect(GoVersion(text) == nil)
  }

  static let order = [
    "go1.9.3", "1.20.0-0", "go1.20beta1", "go1.20rc1", "go1.20rc2", "go1.20", "go1.20.1",
    "go1.20.1 X:boringcrypto", "go1.20.10", "1.21.0-0", "1.21.0-rc.4", "go1.21.0", "go1.26.2",
  ]

  @Test("are in the order of their release, whoever built them")
  func ordering() throws {
    let versions = try Self.order.map { try #require(GoVersion($0)) }
    for (index, version) in versions.enumerated() {
      for (other, later) in versions.enumerated() {
        #expect((version < later) == (index < other), "\(version) and \(later)")
      }
    }
    #expect(GoVersion("go1.20") == GoVersion("1.20.0"))
  }
}
