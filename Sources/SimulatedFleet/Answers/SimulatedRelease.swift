/// A release of Kubernetes, as its `/version` describes it.
struct SimulatedRelease: Sendable {
  let major: String
  let minor: String
  let patch: String
  let gitCommit: String
  let buildDate: String
  let goVersion: String
  /// The minor release that this one stays compatible with; the field is there from 1.32 on.
  let compatibleMinor: String?

  static let current = SimulatedRelease(
    major: "1", minor: "36", patch: "2", gitCommit: "5b1d3f7c0a9e48263d1c7e90fb24a6858d3e2c17",
    buildDate: "2026-06-10T11:22:33Z", goVersion: "go1.27.3", compatibleMinor: "35")

  static let v1_16 = SimulatedRelease(
    major: "1", minor: "16", patch: "15", gitCommit: "2adc8d7091e89b6e3ca8d048140618ec89b39369",
    buildDate: "2020-09-02T11:31:21Z", goVersion: "go1.13.15", compatibleMinor: nil)

  static let v1_9 = SimulatedRelease(
    major: "1", minor: "9", patch: "6", gitCommit: "9f8ebd171479bec0ada837d7ee641dec2f8c6dd1",
    buildDate: "2018-03-21T15:13:31Z", goVersion: "go1.9.3", compatibleMinor: nil)

  /// The body of `/version`.
  var document: String {
    var fields = [("major", major), ("minor", minor)]
    if let compatibleMinor {
      fields += [
        ("emulationMajor", major), ("emulationMinor", minor), ("minCompatibilityMajor", major),
        ("minCompatibilityMinor", compatibleMinor),
      ]
    }
    fields += [
      ("gitVersion", "v\(major).\(minor).\(patch)"), ("gitCommit", gitCommit), ("gitTreeState", "clean"),
      ("buildDate", buildDate), ("goVersion", goVersion), ("compiler", "gc"), ("platform", "linux/amd64"),
    ]
    return "{\n" + fields.map { "  \"\($0)\": \"\($1)\"" }.joined(separator: ",\n") + "\n}"
  }
}
