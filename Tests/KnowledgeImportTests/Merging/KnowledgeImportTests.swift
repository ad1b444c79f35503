import Exposure
import Fixtures
import Testing

@testable import KnowledgeImport

@Suite("An import")
struct KnowledgeImportTests {
  static func flaw(_ id: String, in knowledge: Knowledge) throws -> Vulnerability {
    try #require(knowledge.vulnerabilities.first { $0.id == id })
  }

  @Test("of what is known already leaves the bytes as they are")
  func nothingNew() throws {
    let known = Samples.goFlaw()
    let result = try Samples.imported([("a.json", known), ("b.json", "[\(known), \(known)]")])
    #expect(result.changes.isEmpty && result.kept.isEmpty)
    #expect(result.json == Knowledge.builtIn.json)
    #expect(result.reports[0].taken == 1 && result.reports[1].passedOver.map(\.reason) == [.duplicate])
  }

  @Test("adds a flaw that is new, with what its source says and no more")
  func newFlaw() throws {
    let result = try Samples.imported([("index.json", Samples.feed())])
    let flaw = try Self.flaw("CVE-2026-99999", in: result.knowledge)
    #expect(flaw.component == "kube-apiserver" && flaw.cvss == 6.5 && flaw.attacker == .authenticated)
    #expect(flaw.access.contains("PR:L") && flaw.summary == "A watch leaks")
    #expect(flaw.affected.count == 2 && flaw.goAffected == nil && flaw.kev == nil)
    #expect(result.changes.map(\.kind) == [.newVulnerability])
    #expect(result.knowledge.sources.contains { $0.hasSuffix("(imported, as of 2026-11-20)") })
    let again = try Samples.imported([("index.json", Samples.feed())], into: result.knowledge)
    #expect(again.changes.isEmpty && again.json == result.json)
  }

  @Test("does not say who can use a flaw of Go, and judges it no worse than what needs credentials")
  func unknownAttacker() throws {
    let text = Samples.goFlaw(id: "GO-2026-9999", cve: "CVE-2026-88888")
    let result = try Samples.imported([("GO-2026-9999.json", text)])
    let flaw = try Self.flaw("CVE-2026-88888", in: result.knowledge)
    #expect(flaw.attacker == .unknown && flaw.component == "Go crypto/tls" && flaw.cvss == nil)
    #expect(flaw.affected.isEmpty && flaw.goAffected?.count == 2)
    #expect(result.lines.contains { $0.hasPrefix("who can use 1 new vulnerability is not known") })
    #expect(result.lines.contains { $0.hasPrefix("new: CVE-2026-88888 (Go crypto/tls, no CVSS score") })
  }

  @Test("takes every version that one of two records of a flaw of Go names")
  func union() throws {
    func record(_ id: String, _ fixed: String) -> String {
      Samples.goFlaw(
        id: id, cve: "CVE-2026-88888", events: "{\"introduced\": \"0\"}, {\"fixed\": \"\(fixed)\"}")
    }
    let (early, late) = (record("GO-2026-9001", "1.20.1"), record("GO-2026-9002", "1.25.1"))
    let both = try Samples.imported([("a.json", early), ("b.json", late)])
    let flaw = try Self.flaw("CVE-2026-88888", in: both.knowledge)
    #expect(flaw.goAffected?.map(\.fixedIn) == [GoVersion("go1.25.1")])
    #expect(try Samples.imported([("b.json", late), ("a.json", early)]).json == both.json)
  }

  @Test("believes Kubernetes' own record before others, whatever the order of the files")
  func origins() throws {
    let own = Samples.kubernetesFlaw(id: "CVE-2026-99999", modified: "2026-11-19T00:00:00Z")
    let files: [(name: String, text: String)] = [
      ("index.json", Samples.feed()), ("CVE-2026-99999.json", own),
    ]
    let result = try Samples.imported(files)
    let flaw = try Self.flaw("CVE-2026-99999", in: result.knowledge)
    #expect(flaw.cvss == 6.7)
    // 1.31.11 was not the last patch of 1.31, 1.33.3 not that of 1.33.
    #expect(EntryEdit.text(flaw.affected).hasPrefix("1.31.0 to before 1.31.12"))
    #expect(try Samples.imported(files.reversed()).json == result.json)
  }

  @Test("joins the last patch of a release that has ended with the next release: no fix of it will come")
  func lastPatch() throws {
    let text = Samples.kubernetesFlaw(
      id: "CVE-2026-77777",
      events: """
        {"introduced": "1.30.0"}, {"introduced": "1.31.0"}, {"last_affected": "1.31.14"}, {"introduced": "1.32.0"},
        {"last_affected": "1.32.9"}
        """)
    let result = try Samples.imported([("a.json", text)])
    let flaw = try Self.flaw("CVE-2026-77777", in: result.knowledge)
    #expect(EntryEdit.text(flaw.affected) == "1.30.0 to before 1.32.10")
  }

  @Test("changes ranges by a record that is newer than the knowledge, and keeps what is ours")
  func newerRanges() throws {
    let events = #"{"introduced": "0"}, {"fixed": "1.31.12"}, {"introduced": "1.32.0"}, {"fixed": "1.32.9"}"#
    let text = Samples.kubernetesFlaw(modified: "2026-11-01T00:00:00Z", events: events)
    let result = try Samples.imported([("a.json", text)])
    #expect(result.changes.map(\.kind) == [.affected])
    let (before, after) = (
      try Self.flaw("CVE-2025-5187", in: .builtIn), try Self.flaw("CVE-2025-5187", in: result.knowledge)
    )
    #expect(EntryEdit.text(after.affected) == "0.0.0 to before 1.31.12; 1.32.0 to before 1.32.9")
    #expect(
      after.attacker == before.attacker && after.access == before.access && after.summary == before.summary)
    #expect(after.condition == before.condition && after.published == before.published)
  }

  @Test("leaves ranges that an older record contradicts, and tells them")
  func olderRanges() throws {
    let result = try Samples.imported([("a.json", Samples.kubernetesFlaw())])
    #expect(result.changes.isEmpty && result.kept.map(\.kept) == [.notNewer])
    #expect(result.json == Knowledge.builtIn.json)
    #expect(
      result.lines.contains {
        $0.hasPrefix("kept: CVE-2025-5187: affected versions: 0.0.0 to before 1.31.12")
      })
  }

  @Test("leaves what was checked by hand, however new the record")
  func checked() throws {
    let text = Samples.kubernetesFlaw(
      id: "CVE-2024-7598", modified: "2026-11-01T00:00:00Z",
      vector: "CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N",
      events: #"{"introduced": "1.3.0"}"#)
    let result = try Samples.imported([("a.json", text)])
    #expect(result.kept.map(\.kept) == [.checked])
    #expect(try Self.flaw("CVE-2024-7598", in: result.knowledge).affected.first?.fixedIn != nil)
  }

  @Test("keeps what a fix needs where the fix stays")
  func fixNeeds() throws {
    var base = Knowledge.builtIn
    let index = try #require(base.vulnerabilities.firstIndex { $0.id == "CVE-2023-39325" })
    base.vulnerabilities[index].checked = nil
    let text = Samples.kubernetesFlaw(
      id: "CVE-2023-39325", modified: "2026-11-01T00:00:00Z",
      events: #"{"introduced": "0"}, {"fixed": "1.25.15"}, {"introduced": "1.28.0"}, {"fixed": "1.28.4"}"#)
    let result = try Samples.imported([("a.json", text)], into: base)
    let ranges = try Self.flaw("CVE-2023-39325", in: result.knowledge).affected
    #expect(ranges.map { $0.fixNeeds != nil } == [true, false])
  }

  @Test("takes a flaw away that its own record withdrew, and nothing for another's withdrawal")
  func withdrawn() throws {
    let own = Samples.kubernetesFlaw(
      modified: "2026-11-02T00:00:00Z", more: #", "withdrawn": "2026-11-02T00:00:00Z""#)
    let result = try Samples.imported([("a.json", own)])
    #expect(result.changes.map(\.kind) == [.withdrawn])
    #expect(!result.knowledge.vulnerabilities.contains { $0.id == "CVE-2025-5187" })
    let other = Samples.goFlaw().replacing(
      #""affected""#, with: #""withdrawn": "2026-11-02T00:00:00Z", "affected""#)
    let kept = try Samples.imported([("b.json", other)])
    #expect(kept.changes.isEmpty && kept.reports[0].passedOver.map(\.reason) == [.withdrawn])
  }

  @Test("keeps a flaw whose withdrawal is no newer than the knowledge, and tells it")
  func olderWithdrawal() throws {
    let own = Samples.kubernetesFlaw(more: #", "withdrawn": "2025-09-01T00:00:00Z""#)
    let result = try Samples.imported([("a.json", own)])
    #expect(result.json == Knowledge.builtIn.json && result.kept.map(\.kind) == [.withdrawn])
    let line = "kept: CVE-2025-5187, though the file says that it is withdrawn: the file is not newer"
    #expect(result.lines.contains { $0.hasPrefix(line) })
  }

  @Test(
    "takes no withdrawal for one that is not a day up to today",
    arguments: ["null", "false", "true", "1", "[]", #""""#, #""soon""#, #""2099-01-01T00:00:00Z""#])
  func noWithdrawal(_ value: String) throws {
    let text = Samples.kubernetesFlaw(
      id: "CVE-2026-50001", modified: "2026-11-02T00:00:00Z", more: ", \"withdrawn\": \(value)")
    let result = try Samples.imported([("a.json", text)])
    #expect(result.changes.map(\.kind) == [.newVulnerability])
  }

  @Test("of flaws that cannot be placed says why")
  func passedOver() throws {
    let texts = [
      Samples.kubernetesFlaw(id: "CVE-2026-1001", module: "k8s.io/kubelet"),
      Samples.kubernetesFlaw(id: "CVE-2026-1002", events: ""),
      Samples.goFlaw(
        id: "GO-2026-3", cve: "CVE-2026-1003", module: "k8s.io/kubernetes", package: "", summary: "A flaw"),
    ]
    let result = try Samples.imported([("a.json", "[\(texts.joined(separator: ", "))]")])
    let reasons = Dictionary(
      uniqueKeysWithValues: result.reports[0].passedOver.map { ($0.reason, $0.examples) })
    #expect(reasons[.otherComponent] == ["CVE-2026-1001"])
    #expect(reasons[.noVersions]?.contains("CVE-2026-1002") == true)
    #expect(result.reports[0].taken == 0 && result.json == Knowledge.builtIn.json)
  }

  @Test("marks what CISA lists, and takes the mark away only by a whole catalogue")
  func exploited() throws {
    let result = try Samples.imported([("kev.json", Samples.kev())])
    #expect(try Self.flaw("CVE-2018-1002105", in: result.knowledge).kev == CalendarDay("2026-11-20"))
    #expect(try Self.flaw("CVE-2023-39325", in: result.knowledge).kev == nil)
    #expect(result.reports[0].passedOver.first?.count == 1)
    let cut = try Samples.imported([("kev.json", Samples.kev(count: 1_500))])
    #expect(try Self.flaw("CVE-2023-39325", in: cut.knowledge).kev == CalendarDay("2023-10-10"))
    #expect(cut.reports[0].problems.isEmpty)
    #expect(
      cut.reports[0].remarks.map { $0.hasPrefix("2 entries of 1500 that it states were read") } == [true])
  }

  @Test("does not believe days of CISA's catalogue that are after today, and takes no mark away by them")
  func exploitedInFuture() throws {
    let result = try Samples.imported([("kev.json", Samples.kev(day: "2026-11-27"))])
    #expect(result.json == Knowledge.builtIn.json && result.changes.isEmpty)
    let report = result.reports[0]
    #expect(report.records == 2 && report.passedOver.map(\.reason) == [.futureDay, .unknownFlaw])
    #expect(report.passedOver[0].examples == ["CVE-2018-1002105"] && report.remarks.count == 1)
    let today = try Samples.imported([("kev.json", Samples.kev(day: "2026-11-26"))])
    #expect(try Self.flaw("CVE-2018-1002105", in: today.knowledge).kev == Samples.today)
    // The day of the file is believed no more than those of its entries.
    let lying = Samples.kev().replacing("2026-11-24T15", with: "2027-01-01T15")
    let dated = try Samples.imported([("kev.json", lying)])
    let address = "https://www.cisa.gov/known-exploited-vulnerabilities-catalog (imported)"
    #expect(dated.knowledge.sources.contains(address) && dated.reports[0].day == nil)
  }

  @Test("takes a record from the future for one without a day")
  func futureRecord() throws {
    let text = Samples.kubernetesFlaw(modified: "2099-01-01T00:00:00Z")
    let result = try Samples.imported([("a.json", text)])
    #expect(result.kept.map(\.kept) == [.notNewer] && result.json == Knowledge.builtIn.json)
    let new = try Samples.imported([
      ("a.json", Samples.kubernetesFlaw(id: "CVE-2026-1009", modified: "2099-01-01T00:00:00Z"))
    ])
    #expect(try Self.flaw("CVE-2026-1009", in: new.knowledge).published == nil)
  }

  @Test("leaves a flaw alone that a record of another names as an alias, and takes the record for what it is")
  func aliases() throws {
    let texts = [
      Samples.kubernetesFlaw(
        id: "CVE-2026-1005", modified: "2026-11-01T00:00:00Z", more: #", "aliases": ["CVE-2025-5187"]"#),
      Samples.goFlaw(
        id: "GO-2026-5", cve: "CVE-2026-1005", modified: "2026-11-01T00:00:00Z", aliases: ["CVE-2026-32283"],
        events: #"{"introduced": "0"}"#),
    ]
    for text in texts {
      let result = try Samples.imported([("a.json", text)])
      #expect(result.changes.map(\.subject) == ["CVE-2026-1005"] && result.kept.isEmpty)
      #expect(try Self.flaw("CVE-2026-1005", in: result.knowledge).alsoKnownAs == nil)
      #expect(result.knowledge.vulnerabilities.count == Knowledge.builtIn.vulnerabilities.count + 1)
    }
    // A database with identifiers of its own speaks of the CVE that it names first.
    let own = Samples.goFlaw(
      id: "GO-2026-5", modified: "2026-11-01T00:00:00Z", aliases: ["CVE-2026-1006"],
      events: #"{"introduced": "0"}, {"fixed": "1.26.3"}"#)
    let result = try Samples.imported([("a.json", own)])
    #expect(result.reports[0].passedOver.isEmpty && result.reports[0].taken == 1)
  }

  static let harmless = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L"
  static let critical = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

  @Test("takes every flaw of its own that a record names as alias, in whatever order and however many")
  func swallowing() throws {
    let ids = (50_001...50_063).map { "CVE-2026-\($0)" }
    let list = ids.map { "\"\($0)\"" }.joined(separator: ", ")
    let many = Samples.kubernetesFlaw(
      id: "CVE-2026-10000", vector: Self.harmless, more: ", \"aliases\": [\(list)]")
    let flaws = ids.map { Samples.kubernetesFlaw(id: $0, vector: Self.critical) }
    let files = [(name: "a", text: many), (name: "b", text: "[\(flaws.joined(separator: ","))]")]
    let together = try Samples.imported(files)
    #expect(together.reports.map(\.taken) == [1, 63])
    for id in ids {
      let flaw = try Self.flaw(id, in: together.knowledge)
      #expect(flaw.cvss == 9.8 && flaw.attacker == .anonymous)
    }
    #expect(try Samples.imported(files.reversed()).json == together.json)
    let first = try Samples.imported([files[0]])
    let later = try Samples.imported([files[1]], into: first.knowledge)
    for id in ids { #expect(try Self.flaw(id, in: later.knowledge).cvss == 9.8) }
  }

  @Test("joins a record of another database to the flaw that it names first")
  func otherDatabases() throws {
    let own = Samples.kubernetesFlaw(id: "CVE-2026-50001", vector: Self.critical)
    let other = Samples.goFlaw(
      id: "GHSA-aaaa-bbbb-cccc", cve: "CVE-2026-50001", module: "k8s.io/apiserver",
      aliases: ["CVE-2026-50002"])
    let second = Samples.kubernetesFlaw(id: "CVE-2026-50002", vector: Self.critical)
    let result = try Samples.imported([("a", "[\(own), \(other), \(second)]")])
    #expect(result.changes.map(\.subject) == ["CVE-2026-50001", "CVE-2026-50002"])
    #expect(result.reports[0].taken == 3)
  }

  @Test("lowers no score by a record of another database, which may take it for another flaw")
  func lowerElsewhere() throws {
    let own = Samples.kubernetesFlaw(id: "CVE-2026-50001", vector: Self.critical)
    let other = Samples.kubernetesFlaw(
      id: "GHSA-aaaa-bbbb-cccc", modified: "2026-11-20T00:00:00Z", vector: Self.harmless,
      more: #", "aliases": ["CVE-2026-50001"]"#)
    let first = try Samples.imported([("a", own)])
    let later = try Samples.imported([("b", other)], into: first.knowledge)
    let flaw = try Self.flaw("CVE-2026-50001", in: later.knowledge)
    #expect(flaw.cvss == 9.8 && flaw.attacker == .anonymous && later.changes.isEmpty)
    #expect(later.kept.map(\.kept) == [.lowerElsewhere])
    let together = try Samples.imported([("b", other), ("a", own)])
    #expect(try Self.flaw("CVE-2026-50001", in: together.knowledge).cvss == 9.8)
  }

  @Test("derives who can use a flaw from the vector of the score that counts, unless somebody edited it")
  func attackers() throws {
    func record(_ vector: String, _ day: String) -> String {
      Samples.kubernetesFlaw(id: "CVE-2026-50001", modified: "\(day)T00:00:00Z", vector: vector)
    }
    let first = try Samples.imported([("a", record(Self.harmless, "2026-11-01"))])
    let later = try Samples.imported([("a", record(Self.critical, "2026-11-20"))], into: first.knowledge)
    let flaw = try Self.flaw("CVE-2026-50001", in: later.knowledge)
    #expect(flaw.cvss == 9.8 && flaw.attacker == .anonymous && flaw.access.contains("PR:N"))
    #expect(Set(later.changes.map(\.kind)) == [.cvss, .attacker])
    var edited = first.knowledge
    let index = try #require(edited.vulnerabilities.firstIndex { $0.id == "CVE-2026-50001" })
    edited.vulnerabilities[index].access = "authenticated, as somebody found out"
    let kept = try Samples.imported([("a", record(Self.critical, "2026-11-20"))], into: edited)
    let own = try Self.flaw("CVE-2026-50001", in: kept.knowledge)
    #expect(own.attacker == .authenticated && own.access == "authenticated, as somebody found out")
    #expect(own.cvss == 9.8)
  }

  static let empty: [(text: String, error: ImportError)] = [
    ("[\(Samples.kubernetesFlaw(id: "?"))]", .incomplete(.osv, "none of its 1 records can be read")),
    (Samples.feed(id: "none"), .incomplete(.kubernetesFeed, "none of its 1 records can be read")),
    (Samples.kev("?").replacing("CVE-2021-44228", with: "?"), .incomplete(.kev, noDay)),
    (Samples.kev(day: "2027-01-01").replacing("2021-12-10", with: "2030-01-01"), .incomplete(.kev, noDay)),
  ]
  static let noDay = "it lists no CVE with a day that is not after today"

  @Test("fails where nothing of a file can be read", arguments: empty)
  func nothing(_ row: (text: String, error: ImportError)) throws {
    let failure = try #require(throws: ImportFailure.self) { try Samples.imported([("a.json", row.text)]) }
    #expect(failure.problems.map(\.error) == [row.error])
  }

  @Test("fails where a feed or a database is empty, whatever day it says it is of")
  func emptyDatabases() throws {
    let feed = Samples.feed().replacing(/"items": \[.*\],/.dotMatchesNewlines(), with: "\"items\": [],")
    let failure = try #require(throws: ImportFailure.self) { try Samples.imported([("index.json", feed)]) }
    #expect(failure.problems.map(\.error) == [.incomplete(.kubernetesFeed, "no record is in it")])
    let database = ZipBuilder([
      "index/db.json": #"{"modified": "2026-11-22T10:00:00Z"}"#, "index/modules.json": "[]",
    ])
    let empty = try #require(throws: ImportFailure.self) {
      try KnowledgeImport(
        [ImportFile(name: "vulndb.zip", bytes: database.bytes)], into: .builtIn, today: Samples.today)
    }
    #expect(empty.problems.map(\.error) == [.incomplete(.osvArchive, "no record is in it")])
  }

  @Test("takes releases, ends and patches of Kubernetes")
  func releases() throws {
    let result = try Samples.imported([("kubernetes.json", Samples.kubernetesCalendar)])
    #expect(result.knowledge.release(MinorRelease(1, 38))?.endOfLife == CalendarDay("2028-01-28"))
    #expect(result.knowledge.release(MinorRelease(1, 35))?.endOfLife == CalendarDay("2027-03-28"))
    #expect(result.knowledge.release(MinorRelease(1, 35))?.latestPatch.patch == 11)
    #expect(Set(result.changes.map(\.kind)) == [.newRelease, .endOfLife, .latestPatch])
    #expect(
      result.knowledge.release(MinorRelease(1, 35))?.sources?.contains("https://endoflife.date/kubernetes")
        == true)
  }

  @Test(
    "takes a release that a calendar names twice as it stands first, so that a second import changes nothing")
  func repeatedRelease() throws {
    let rows = ["2028-01-28", "2031-03-28"].map { end in
      """
      {"cycle": "1.38", "releaseDate": "2026-11-10", "eol": "\(end)", "latest": "1.38.0",
       "latestReleaseDate": "2026-11-10"}
      """
    }
    let text = "[\(rows.joined(separator: ","))]"
    let first = try Samples.imported([("kubernetes.json", text)])
    let second = try Samples.imported([("kubernetes.json", text)], into: first.knowledge)
    #expect(first.knowledge.releases.last?.endOfLife?.description == "2028-01-28")
    #expect(second.json == first.json)
    #expect(second.changes.isEmpty)
  }

  @Test("tells the values of a calendar that cannot be read, and takes the others")
  func unread() throws {
    let text = """
      [{"cycle": "1.38", "releaseDate": "2026-11-10", "eol": "2028-01-28", "latest": "1.38.0",
        "latestReleaseDate": "2026-11-12"},
       {"cycle": "1.36", "releaseDate": "2026-04-22", "eol": false, "latest": "1.99.x", "latestReleaseDate": "soon"},
       {"cycle": "1.35", "releaseDate": 5, "eol": "2027-03-28", "latest": ["1.35.99"], "extendedSupport": true},
       {"cycle": "1.34", "releaseDate": null, "eol": "2026-10-28", "latest": "1.34.99"}]
      """
    let result = try Samples.imported([("kubernetes.json", text)])
    let report = try #require(result.reports.first)
    #expect(
      report.problems.map { "\($0.place): \($0.reason)" } == [
        "eol of 1.36: it is false, not a date", "latestReleaseDate of 1.36: it is soon, not a date",
        "latest of 1.36: it is 1.99.x, not a patch of 1.36",
        "releaseDate of 1.35: it is a number, not a date",
        "latest of 1.35: it is a list, not a text",
      ])
    #expect(report.lines.contains { $0.hasSuffix("eol of 1.36 cannot be read: it is false, not a date") })
    #expect(report.taken == 4)
    #expect(result.knowledge.release(MinorRelease(1, 34))?.latestPatch.patch == 99)
    #expect(result.knowledge.release(MinorRelease(1, 35))?.endOfLife == CalendarDay("2027-03-28"))
  }

  static let others: [(name: String, text: String, reason: PassReason)] = [
    (
      "eks", #"[{"cycle": "3.12", "releaseDate": "2023-10-02", "eol": "2028-10-31", "latest": "3.12.4"}]"#,
      .noMinorRelease
    ),
    ("openshift", #"[{"cycle": "24.4", "releaseDate": "2025-05-06", "eol": "2028-04-30"}]"#, .noMinorRelease),
    // Go counts as Kubernetes does.
    ("eks", #"[{"cycle": "1.30", "releaseDate": "2031-08-12", "eol": "2032-08-12"}]"#, .otherProduct),
    (
      "x", #"[{"cycle": "1.30", "releaseDate": "2012-01-12", "eol": "2028-08-12", "latest": "1.30.4"}]"#,
      .otherProduct
    ),
  ]

  @Test("passes over the releases of another product, and says why", arguments: others)
  func otherProducts(_ row: (name: String, text: String, reason: PassReason)) throws {
    let result = try Samples.imported([("\(row.name).json", row.text)])
    #expect(result.changes.isEmpty && result.reports[0].taken == 0)
    #expect(result.reports[0].passedOver.map(\.reason) == [row.reason])
  }

  @Test("takes a vendor's calendar in either form")
  func vendors() throws {
    let result = try Samples.imported([("eks", Samples.versionOne())])
    let new = try #require(result.knowledge.support(of: MinorRelease(1, 37), by: "eks"))
    #expect(new.standard == CalendarDay("2028-01-02") && new.extended == CalendarDay("2029-01-02"))
    let known = try #require(result.knowledge.support(of: MinorRelease(1, 36), by: "eks"))
    #expect(known.standard == CalendarDay("2027-08-03") && known.extended == CalendarDay("2028-08-03"))
    // A calendar that is not newer adds, and changes nothing.
    let older = try Samples.imported([("eks", Samples.versionOne(made: "2026-09-01T00:00:00Z"))])
    #expect(older.changes.map(\.kind) == [.newRelease] && older.kept.count == 2)
    // One without a day is not newer, unless its day is given.
    let text = #"[{"cycle": "1.36", "eol": "2027-07-31"}]"#
    let undated = try Samples.imported([("aks.json", text)])
    #expect(undated.kept.map(\.kept) == [.notNewer])
    let dated = try Samples.imported([("aks.json", text)], downloaded: Samples.today)
    #expect(dated.changes.map(\.kind) == [.standardSupport])
  }

  @Test("does not guess which Kubernetes a new OpenShift is built on, nor shortens an extended term")
  func openshift() throws {
    let text = """
      [{"cycle": "4.99", "releaseDate": "2026-11-01", "eol": "2028-05-01", "latest": "4.99.1"},
       {"cycle": "4.18", "releaseDate": "2025-02-25", "eol": "2026-08-25", "extendedSupport": "2027-02-25",
        "latest": "4.18.30", "latestReleaseDate": "2026-11-20"}]
      """
    let result = try Samples.imported([("red-hat-openshift.json", text)])
    #expect(result.changes.isEmpty && result.kept.map(\.kept) == [.earlier])
    #expect(result.reports[0].passedOver.map(\.reason) == [.unknownBase])
  }

  @Test("is as old as the oldest of releases, flaws of Kubernetes and flaws of Go")
  func age() throws {
    let database = ZipBuilder([
      "ID/GO-2026-4870.json": Samples.goFlaw(), "index/db.json": #"{"modified": "2026-11-22T10:00:00Z"}"#,
      "index/modules.json": "[]",
    ]).bytes
    let files = [
      ImportFile(name: "index.json", bytes: Array(Samples.feed().utf8)),
      ImportFile(name: "kubernetes.json", bytes: Array(Samples.kubernetesCalendar.utf8)),
      ImportFile(name: "vulndb.zip", bytes: database),
    ]
    let whole = try KnowledgeImport(files, into: .builtIn, today: Samples.today)
    #expect(whole.knowledge.asOf == CalendarDay("2026-11-12") && whole.missing.isEmpty)
    let part = try KnowledgeImport(Array(files.dropLast()), into: .builtIn, today: Samples.today)
    #expect(part.knowledge.asOf == Knowledge.builtIn.asOf && part.missing.count == 1)
    // A calendar of another product that counts in the same way is none of Kubernetes'.
    let other =
      #"[{"cycle": "1.25", "releaseDate": "2025-08-12", "latest": "1.25.4", "latestReleaseDate": "2026-11-12", "eol": false}]"#
    let wrong = try KnowledgeImport(
      [files[0], ImportFile(name: "go.json", bytes: Array(other.utf8)), files[2]], into: .builtIn,
      today: Samples.today)
    #expect(wrong.knowledge.asOf == Knowledge.builtIn.asOf && wrong.missing.count == 1)
    // A file from the future is not believed.
    let future = Samples.feed(updated: "2099-01-01T00:00:00Z")
    let lying = try KnowledgeImport(
      [ImportFile(name: "index.json", bytes: Array(future.utf8))] + files.dropFirst(), into: .builtIn,
      today: Samples.today)
    #expect(lying.knowledge.asOf == Knowledge.builtIn.asOf)
  }

  static let refusals: [(name: String, text: String, error: ImportError)] = [
    ("a", "", .empty), ("a", " \n", .empty), ("a", "PK", .notJSON), ("a", "{", .malformed),
    ("a", #"[{"cycle": "1.3"#, .malformed), ("a", "\u{FEFF}\n<!DOCTYPE html>", .page),
    ("a", #"{"schema": 2, "releases": []}"#, .knowledgeFile), ("a", "{}", .unknownFormat),
    ("a", "[]", .unknownFormat), ("a", "[1, 2]", .unknownFormat), ("a", "null", .unknownFormat),
    (
      "a", #"{"catalogVersion": "1", "vulnerabilities": []}"#, .incomplete(.kev, noDay)
    ),
    ("a", #"[{"cycle": "1.34", "eol": "2026-10-27"}]"#, .unknownProduct),
    (
      "a", #"{"schema_version": "1", "result": {"releases": []}}"#,
      .incomplete(.endOfLife, "it names no product")
    ),
    ("a", String(repeating: "[", count: 100_000), .malformed),
  ]

  @Test("of a file that is none of the formats says so, and takes nothing", arguments: refusals)
  func refusal(_ row: (name: String, text: String, error: ImportError)) {
    do {
      _ = try Samples.imported([(row.name, row.text), ("index.json", Samples.feed())])
      Issue.record("it was taken")
    } catch let failure as ImportFailure {
      #expect(failure.problems.map(\.error) == [row.error])
      #expect(!row.error.description.isEmpty)
    } catch { Issue.record("\(error)") }
  }

  @Test("tells which elements of an array are no records, and why")
  func elements() throws {
    let flaw = Samples.kubernetesFlaw(id: "CVE-2026-60000")
    let broken = [
      #""x""#, "null", "[\(flaw)]", flaw.replacing(/"modified": "[^"]*",/, with: ""),
      flaw.replacing(/"modified": "[^"]*"/, with: #""modified": 12345"#),
    ]
    let result = try Samples.imported([("a.json", "[\((broken + [flaw]).joined(separator: ","))]")])
    let report = result.reports[0]
    #expect(report.records == 6 && report.taken == 1)
    #expect(report.problems.map(\.place) == (0..<5).map { "element \($0)" })
    #expect(
      report.problems.map(\.reason)
        == Array(repeating: "it is no object", count: 3)
        + Array(repeating: "it has no text `modified`", count: 2))
  }

  @Test("takes all flaws that an item of the feed names, and tells what is none")
  func feedIdentifiers() throws {
    let ids = (50_001...50_020).map { "CVE-2026-\($0)" }
    let result = try Samples.imported([("a", Samples.feed(id: (ids + ["CVE-2026"]).joined(separator: ", ")))])
    #expect(result.reports[0].taken == 20 && result.changes.map(\.subject) == ids)
    #expect(result.reports[0].problems.map(\.reason) == ["CVE-2026 in its `id` is no CVE"])
  }

  @Test("tells items of the feed beyond those that are read")
  func manyItems() throws {
    let count = KubernetesFeed.mostItems + 2
    let items = Array(repeating: #"{"id": "CVE-2026-99999"}"#, count: count).joined(separator: ",")
    let text = #"{"_kubernetes_io": {"updated_at": "2026-11-20"}, "items": [\#(items)]}"#
    let report = try Samples.imported([("a", text)]).reports[0]
    #expect(report.records == count)
    #expect(report.remarks == ["2 items beyond the first 5000 not read"])
  }

  @Test("of an archive tells how many files it passed over, and reads .JSON as .json")
  func skippedEntries() throws {
    func record(_ id: String) -> String { Samples.kubernetesFlaw(id: id) }
    let builder = ZipBuilder([
      "CVE-2026-50001.JSON": record("CVE-2026-50001"), "testdata/c.json": record("CVE-2026-50002"),
      "b.json": record("CVE-2026-50003").replacing(/"modified": "[^"]*",/, with: ""), "README.md": "text",
      "index/modules.json": "[]",
    ])
    let result = try KnowledgeImport(
      [ImportFile(name: "all.zip", bytes: builder.bytes)], into: .builtIn, today: Samples.today)
    #expect(result.changes.map(\.subject) == ["CVE-2026-50001"])
    let counts =
      "1 without a record (one needs `id`, `modified` and what is affected); 1 below testdata/; 1 not named .json"
    #expect(result.reports[0].remarks == ["3 files in it passed over: \(counts)"])
  }

  @Test("of an archive reads records, and tells what in it is none")
  func archive() throws {
    var builder = ZipBuilder([
      "a/GO-2026-9999.json": Samples.goFlaw(id: "GO-2026-9999", cve: "CVE-2026-88888"), "a/README.md": "text",
      "a/bad.json": "{", "a/testdata/x.json": Samples.goFlaw(id: "GO-2026-1", cve: "CVE-2026-1001"),
      "a/broken.json": "{}",
    ])
    builder.entries[4].checksum = 7
    let result = try KnowledgeImport(
      [ImportFile(name: "all.zip", bytes: builder.bytes)], into: .builtIn, today: Samples.today)
    #expect(result.reports[0].taken == 1 && result.reports[0].records == 1)
    #expect(result.reports[0].problems.map(\.place) == ["a/bad.json", "a/broken.json"])
    #expect(throws: ImportFailure.self) {
      try KnowledgeImport(
        [ImportFile(name: "x.zip", bytes: ZipBuilder(["a.txt": "b"]).bytes)], into: .builtIn,
        today: Samples.today)
    }
  }

  @Test("that would hold more than a knowledge file may is refused")
  func tooMuch() {
    let flaws = (0..<5_000).map { Samples.goFlaw(id: "GO-2026-\($0)x", cve: "CVE-2026-\(90_000 + $0)") }
    #expect(throws: ImportFailure.self) {
      try Samples.imported([("a.json", "[\(flaws.joined(separator: ","))]")])
    }
  }

  @Test("gives a report for a program")
  func json() throws {
    let result = try Samples.imported([("index.json", Samples.feed()), ("kev.json", Samples.kev())])
    let node = try #require(JSONNode(Array(result.reportJSON.utf8)[...]))
    #expect(node["files"]?.elements?.count == 2)
    #expect(node["files"]?.elements?.first?["format"]?.text == "kubernetes-cve-feed")
    #expect(node["changes"]?.elements?.first?["kind"]?.text == "new-vulnerability")
  }

  @Test("with any byte of a file changed is read or refused, and never ends the program")
  func damage() {
    var generator = SplitMix(state: 7)
    let texts = [
      Samples.feed(), Samples.kev(), Samples.kubernetesCalendar, Samples.versionOne(), Samples.goFlaw(),
      Samples.kubernetesFlaw(),
    ]
    var read = 0
    for text in texts {
      for _ in 0..<40 {
        var bytes = Array(text.utf8)
        for _ in 0..<3 {
          bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0...255, using: &generator)
        }
        let file = ImportFile(name: "a", bytes: bytes)
        if (try? KnowledgeImport([file], into: .none, today: Samples.today)) != nil { read += 1 }
      }
    }
    #expect(read > 0)
  }
}
