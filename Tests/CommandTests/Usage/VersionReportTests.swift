import CommandSupport
import Fixtures
import Testing

@testable import apiexpose

@Suite("The long version")
struct VersionReportTests {
  @Test(
    "is asked for by both options and nothing else",
    arguments: [
      (["--version", "--verbose"], true), (["--verbose", "--version"], true), (["--version"], false),
      (["--verbose"], false), (["--version", "--version"], false),
      (["--version", "--verbose", "scan"], false),
      (["scan", "--version", "--verbose"], false), ([], false),
    ])
  func asked(_ arguments: [String], _ isAsked: Bool) {
    #expect((VersionReport.answer(to: arguments) != nil) == isAsked)
  }

  @Test("has a line for each fact, in columns")
  func text() {
    let report = VersionReport(
      version: "1.2.3", commit: "0123abc", commitDate: "2026-11-26T10:00:00Z", traits: ["History", "Lists"],
      libraries: [("libssl", "OpenSSL 3.5.1 1 Jul 2025"), ("zlib", "1.3.1")], knowledge: "2026-11-24")
    #expect(
      report.text == """
        version    1.2.3
        commit     0123abc
        date       2026-11-26T10:00:00Z
        traits     History, Lists
        knowledge  2026-11-24
        libssl     OpenSSL 3.5.1 1 Jul 2025
        zlib       1.3.1

        """)
  }

  @Test("says so where the commit is not recorded, and where a build has no traits")
  func unknown() {
    let text = VersionReport(commit: nil, commitDate: nil, traits: []).text
    #expect(text.contains("\ncommit     not recorded; "))
    #expect(text.contains("\ntraits     none\n"))
  }

  @Test("of the built command names the libraries that it runs with")
  func libraries() async throws {
    let outcome = try await Command.run("--version", "--verbose")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.lines.first == "version    \(ToolRelease.version)")
    for pattern in [
      #"libssl +OpenSSL 3\.\d+\.\d+"#, #"libidn2 +\d+\.\d+"#, #"zlib +1\.\d+"#, #"sqlite +3\.\d+"#,
      #"traits +History, Pages, Lists"#, #"knowledge +20\d\d-\d\d-\d\d"#,
    ] {
      #expect(outcome.output.contains(try Regex(pattern)), "\(pattern)")
    }
  }
}
