import Exposure
import Fixtures
import Foundation
import Testing

@Suite("apiexpose knowledge import")
struct KnowledgeImportCommandTests {
  static let builtIn = DocumentationPage.root.appending(
    path: "Sources/Exposure/Knowledge/Data/knowledge.json")

  static let record = """
    {"id": "CVE-2026-99999", "modified": "2026-11-18T09:14:00Z", "published": "2026-11-18T09:14:00Z",
     "summary": "A watch leaks",
     "affected": [{"package": {"ecosystem": "kubernetes", "name": "k8s.io/apiserver"},
       "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}],
       "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.99.0"}]}]}],
     "references": [{"type": "ADVISORY", "url": "https://github.com/kubernetes/kubernetes/issues/199999"}]}
    """

  static let calendar = """
    [{"cycle": "1.38", "releaseDate": "2026-11-10", "eol": "2028-01-28", "latest": "1.38.0",
      "latestReleaseDate": "2026-11-10"}]
    """

  @Test(
    "the file that is built in has the bytes that the command writes, and stays so where files tell nothing new"
  )
  func stable() async throws {
    let directory = try TemporaryDirectory()
    let known = try directory.write(
      #"{"id": "CVE-2025-5187", "modified": "2025-08-11T16:29:36Z", "affected": []}"#, to: "known.json")
    let output = directory.file("knowledge.json")
    let outcome = try await Command.run("knowledge", "import", known, "-o", output)
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
    #expect(outcome.errors.contains("nothing changed in what is known"))
    let bytes = try Data(contentsOf: URL(filePath: output))
    #expect(bytes == (try Data(contentsOf: Self.builtIn)))
  }

  @Test("Scripts/knowledge brings a file up to date in its place")
  func script() async throws {
    let directory = try TemporaryDirectory()
    let base = try directory.write(String(contentsOf: Self.builtIn, encoding: .utf8), to: "knowledge.json")
    let record = try directory.write(Self.record, to: "CVE-2026-99999.json")
    let first = try await Command.run("knowledge", "import", record, "--knowledge", base, "-o", base)
    #expect(first.status == 0, "\(first.errors)")
    let once = directory.text("knowledge.json")
    #expect(once?.contains("CVE-2026-99999") == true)
    let again = try await Command.run("knowledge", "import", record, "--knowledge", base, "-o", base)
    #expect(again.status == 0 && again.errors.contains("nothing changed"))
    #expect(directory.text("knowledge.json") == once)
    #expect(!directory.exists("knowledge.json.partial"))
    let script = try String(
      contentsOf: DocumentationPage.root.appending(path: "Scripts/knowledge"), encoding: .utf8)
    #expect(script.contains(#"knowledge import "$@" --knowledge "$data" -o "$data""#))
  }

  @Test("makes a file that a scan judges by, by the option and by the environment")
  func used() async throws {
    let directory = try TemporaryDirectory()
    let record = try directory.write(Self.record, to: "a.json")
    let calendar = try directory.write(Self.calendar, to: "kubernetes.json")
    let output = directory.file("newer.json")
    let outcome = try await Command.run("knowledge", "import", record, calendar, "-o", output)
    #expect(outcome.status == 0)
    for part in [
      "a.json: OSV records: 1 of 1 records taken",
      "new: CVE-2026-99999 (kube-apiserver, CVSS 7.5, attacker anonymous)",
      "new: Kubernetes 1.38: released 2026-11-10",
      "the knowledge date stays 2026-09-30: nothing newer was imported of ", "as of 2026-09-30",
    ] { #expect(outcome.errors.contains(part), "\(part) in \(outcome.errors)") }
    try await withFleet { servers in
      let server = try #require(servers.first { $0.behaviour == .kubeadmDefault })
      let scan = ["scan", server.target, "-q", "--format", "csv"]
      let before = Report(try await Command.run(scan).output)
      #expect(before["cves"].first?.contains("CVE-2026-99999") == false)
      let after = Report(try await Command.run(scan + ["--knowledge", output]).output)
      #expect(after["cves"].first?.contains("CVE-2026-99999") == true)
      #expect(after["severity"] == ["high"])
      let shell = Program(at: "/bin/sh")
      let words = scan.map { "'\($0)'" }.joined(separator: " ")
      let outcome = try await shell.run(["-c", "APIEXPOSE_KNOWLEDGE='\(output)' '\(Command.path)' \(words)"])
      #expect(Report(outcome.output)["cves"] == after["cves"], "\(outcome.errors)")
    }
  }

  @Test("tells a program what it did")
  func json() async throws {
    let directory = try TemporaryDirectory()
    let record = try directory.write(Self.record, to: "a.json")
    let outcome = try await Command.run(
      "knowledge", "import", record, "-q", "--format", "json", "-o", "/dev/null")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == ["asOf", "changes", "files", "kept", "missing", "releases", "vulnerabilities"])
  }

  @Test("refuses what it cannot read, and writes nothing")
  func refused() async throws {
    let directory = try TemporaryDirectory()
    let good = try directory.write(Self.record, to: "good.json")
    let bad = try directory.write("{}", to: "bad.json")
    let output = directory.file("newer.json")
    let outcome = try await Command.run("knowledge", "import", good, bad, "-o", output)
    #expect(outcome.status == 65 && outcome.errors.contains("bad.json cannot be imported: it is none of"))
    #expect(!directory.exists("newer.json") && !directory.exists("newer.json.partial"))
    let missing = try await Command.run("knowledge", "import", directory.file("none"), "-o", output)
    #expect(missing.status == 66)
    let nowhere = try await Command.run("knowledge", "import", good, "-o", directory.file("none/newer.json"))
    #expect(nowhere.status == 73)
    let onto = try await Command.run("knowledge", "import", good, "-o", good)
    #expect(onto.status == 64 && onto.errors.contains("would overwrite an input file; choose another name"))
    #expect(directory.text("good.json") == Self.record)
    for arguments in [
      ["import"], ["import", good], ["import", "-o", output],
      ["import", good, "-o", output, "--product", "ubuntu"],
      ["import", good, "-o", output, "--downloaded", "today"],
    ] { #expect(try await Command.run(["knowledge"] + arguments).status == 64, "\(arguments)") }
  }

  @Test("a feed in place of a knowledge file is told to be imported first")
  func notImported() async throws {
    let directory = try TemporaryDirectory()
    for text in [#"{"items": []}"#, "[]", "PK"] {
      let file = try directory.write(text, to: "index.json")
      let outcome = try await Command.run("knowledge", "--knowledge", file)
      #expect(
        outcome.status == 65 && outcome.errors.contains("; `apiexpose knowledge import` makes"),
        "\(outcome.errors)")
    }
  }

  @Test("a knowledge file without an end is refused after its bound, by every command")
  func endless() async throws {
    for arguments in [["knowledge"], ["knowledge", "import", Command.path, "-o", "/dev/null"]] {
      let outcome = try await Command.run(arguments + ["--knowledge", "/dev/zero"])
      #expect(outcome.status == 65 && outcome.errors.contains("it has more than 4194304 bytes"))
    }
    let endless = try await Command.run("knowledge", "import", "/dev/zero", "-o", "/dev/null")
    #expect(endless.status == 65)
  }
}
