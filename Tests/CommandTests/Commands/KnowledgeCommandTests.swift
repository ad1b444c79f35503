import Exposure
import Fixtures
import Foundation
import Testing

@testable import CommandSupport

@Suite("apiexpose knowledge")
struct KnowledgeCommandTests {
  static let file = """
    {"schema": 1, "asOf": "2020-01-31", "sources": ["a list of ours"], "caveats": ["only a test"],
     "releases": [{"minor": "1.36", "released": "2026-04-22", "endOfLife": "2026-04-30", "latestPatch": "1.36.1"}],
     "vendorSupport": [], "distributions": [],
     "vulnerabilities": [{"id": "CVE-2099-1", "component": "kube-apiserver", "summary": "It breaks.",
       "access": "anyone", "cvss": 9.9, "reference": "https://example.com",
       "affected": [{"from": "0.0.0", "fixedIn": "1.99.0"}]}]}
    """

  @Test("says what is in it, how old it is, and where it is from")
  func overview() async throws {
    let outcome = try await Command.run("knowledge")
    #expect(outcome.status == 0)
    #expect(outcome.lines.first?.hasPrefix("As of 2026-09-30, ") == true)
    for part in ["38, 1.0 to 1.37", "kubeadm", "Amazon EKS", "Sources", "oss-security", "Keep in mind"] {
      #expect(outcome.output.contains(part), "\(part)")
    }
  }

  static let subjects: [(String, [String])] = [
    ("CVE-2018-1002105", ["9.8 (critical)", "from 1.0.0 to before 1.10.11", "issues/71411"]),
    ("cve-2023-44487", ["CVE-2023-39325, CVE-2023-44487", "7.5 (high)"]),
    ("CVE-2020-8554", ["every version; no release fixes it"]),
    ("1.34", ["2026-10-27", "extended until 2027-12-02"]),
    ("v1.31.4-eks-adc7111", ["Amazon EKS (high confidence)", "known-vulnerabilities (medium)"]),
    ("go1.20.8", ["CVE-2023-39325 7.5", "Fixed in 1.25.13"]),
    ("v1.0", ["long unsupported"]), ("eks", ["Amazon EKS", "publicAccessCidrs"]), ("oke", ["not known"]),
  ]

  @Test("tells all about a vulnerability, a release or a distribution", arguments: subjects)
  func about(_ subject: String, _ parts: [String]) async throws {
    let outcome = try await Command.run("knowledge", subject)
    #expect(outcome.status == 0)
    let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in parts { #expect(text.contains(part), "\(part) in \(text)") }
  }

  @Test("answers a program in JSON")
  func json() async throws {
    for arguments in [["v1.31.4", "--go-version", "go1.22.8"], ["eks"], ["CVE-2020-8554"], ["1.36"], []] {
      let outcome = try await Command.run(["knowledge"] + arguments + ["--format", "jsonl"])
      #expect(outcome.status == 0)
      #expect(outcome.lines.count == 1)
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      #expect(object?["kind"] != nil, "\(arguments)")
    }
  }

  @Test("lists what happened since a day")
  func since() async throws {
    let outcome = try await Command.run("knowledge", "--since", "2026-08-13")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("CVE-2026-56862"))
    #expect(outcome.lines.first?.hasPrefix("DATE ") == true)
  }

  static let misuses: [([String], String)] = [
    (["--since", "yesterday"], "--since: `yesterday` is not a date; write it as 2026-06-01"),
    (["--since", "2026-06-01", "eks"], "name a subject or --since, not both"),
    (["--go-version", "go1.22.8"], "--go-version goes with a version"),
    (["v1.31.4", "--go-version", "devel"], "--go-version: devel is not a release of Go"),
  ]

  @Test("refuses what it cannot answer", arguments: misuses)
  func misuse(_ arguments: [String], _ sentence: String) async throws {
    let outcome = try await Command.run(["knowledge"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(sentence))
  }

  @Test("does not know everything")
  func unknown() async throws {
    let outcome = try await Command.run("knowledge", "CVE-1999-0001")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("nothing is known of CVE-1999-0001"))
  }

  @Test("a file replaces what is built in, and is said to be old")
  func replaced() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.file, to: "knowledge.json")
    let outcome = try await Command.run("knowledge", "--knowledge", path)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("a list of ours"))
    let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("1: 1 critical; 1 of them need no credentials, 0 were never fixed"))
    #expect(outcome.errors.contains("days old (as of 2020-01-31)"))
  }

  @Test("a scan judges by the file, and says once that it is old")
  func scan() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.file, to: "knowledge.json")
    try await withFleet { servers in
      let server = try #require(servers.first { $0.behaviour == .kubeadmDefault })
      let outcome = try await Command.run("scan", server.target, "--format", "csv", "--knowledge", path)
      #expect(outcome.status == 0)
      let report = Report(outcome.output)
      #expect(report["cves"] == ["CVE-2099-1"])
      #expect(report["release_end_of_life"] == ["2026-04-30"])
      #expect(report["severity"] == ["critical"])
      #expect(report["distribution"] == [""])
      #expect(outcome.errors.components(separatedBy: "days old").count == 2)
      let quiet = try await Command.run("scan", server.target, "-q", "--format", "csv", "--knowledge", path)
      #expect(quiet.errors.isEmpty)
    }
  }

  @Test("lines are judged by the file wherever they are read, also by one that the environment names")
  func lines() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.file, to: "knowledge.json")
    let (open, closed) = (directory.file("open.jsonl"), directory.file("closed.jsonl"))
    try await withFleet { servers in
      let server = try #require(servers.first { $0.behaviour == .kubeadmDefault })
      _ = try await Command.run("scan", server.target, "-q", "-o", open)
      _ = try await Command.run("scan", "127.0.0.1:1", "-q", "-o", closed)
      let diff = ["diff", closed, open, "--format", "csv"]
      #expect(Report(try await Command.run(diff).output)["severity"].contains("medium"))
      let judged = try await Command.run(diff + ["--knowledge", path])
      #expect(Report(judged.output)["severity"].contains("critical"))
      let policy = try await Command.run(
        "policy", "add", "--from", open, "--target", server.target, "--finding", "end-of-life-release",
        "--reason", "a", "--expires", "2099-01-01", "--knowledge", path)
      #expect(policy.status == 0)
    }
    let history = try await Command.run("diff", "--history", directory.file("h"), "--knowledge", path)
    #expect(history.status == 64)
    #expect(history.errors.contains("--knowledge judges the lines of two files"))
  }

  @Test("a scan fills the columns by what is built in")
  func columns() async throws {
    try await withFleet { servers in
      let server = try #require(servers.first { $0.behaviour == .legacy })
      let report = Report(try await Command.run("scan", server.target, "-q", "--format", "csv").output)
      #expect(report["release_end_of_life"] == ["2018-09-29"])
      #expect(report["cves"].first?.hasPrefix("CVE-2018-1002105 ") == true)
      #expect(report["findings"].first?.contains("end-of-life-release") == true)
    }
  }

  @Test("a file that is none, or not there, ends every command before it begins")
  func refused() async throws {
    let directory = try TemporaryDirectory()
    let bad = try directory.write(#"{"schema": 1, "asOf": "soon"}"#, to: "bad.json")
    for command in [["knowledge"], ["scan", "127.0.0.1:1"], ["explain", "127.0.0.1:1"]] {
      let refused = try await Command.run(command + ["--knowledge", bad])
      #expect(refused.status == 65)
      #expect(refused.output.isEmpty)
      #expect(
        refused.errors
          == "apiexpose: \(bad) is not a knowledge file: asOf: \"soon\" is not a date; write it as 2026-09-30\n"
      )
      let missing = try await Command.run(command + ["--knowledge", directory.file("none.json")])
      #expect(missing.status == 66)
      #expect(missing.errors.contains("cannot read"))
    }
  }

  static let ages: [(Int, Bool)] = [(0, false), (90, false), (91, true)]

  @Test("it is old after 90 days", arguments: ages)
  func warning(_ days: Int, _ isOld: Bool) {
    let time = Knowledge.builtIn.asOf.start + Double(days) * 86_400
    #expect((KnowledgeOptions.warning(of: .builtIn, at: time) != nil) == isOld)
  }
}
