import PortableFoundation

@testable import Exposure
@testable import KnowledgeImport

extension FuzzTarget {
  /// Reads an input as a knowledge file. What is accepted is written, what was written is read and written as the same
  /// bytes, and endpoints are judged by it.
  static let knowledge = FuzzTarget("knowledge") { input in
    let knowledge: Knowledge
    do throws(KnowledgeError) {
      knowledge = try Knowledge(json: Data(input))
    } catch {
      require(!error.description.isEmpty, "nothing is said")
      return
    }
    let written = knowledge.json
    do {
      let again = try Knowledge(json: Data(written))
      require(again.json == written, "other bytes the second time: \(written.text)")
      require(
        assess(Samples.leak, knowing: again) == assess(Samples.leak, knowing: knowledge),
        "another judgement by what was written")
    } catch {
      fatalError("\(error): \(written.text)")
    }
  }

  /// Imports an input as a file that was downloaded: an OSV record, an archive of them, the feed, a calendar, the KEV
  /// catalogue. The result is a knowledge file, and the same file over it changes nothing.
  static let knowledgeImport = FuzzTarget("knowledge-import") { input in
    guard let today = CalendarDay("2026-11-26") else { return }
    let files = [ImportFile(name: "rke2.json", bytes: input)]
    do throws(ImportFailure) {
      let first = try KnowledgeImport(files, into: small, today: today)
      for sentence in first.lines { ListRules.show(sentence) }
      require((try? JSONDocument().read(Array(first.reportJSON.utf8)[...])) != nil, "the report is no JSON")
      guard let second = try? KnowledgeImport(files, into: first.knowledge, today: today) else {
        fatalError("not a second time")
      }
      require(second.json == first.json, "other bytes the second time: \(second.json.text)")
    } catch {
      for problem in error.problems { require(!problem.error.description.isEmpty, "nothing is said") }
    }
  }

  /// The newest releases and some vulnerabilities of the built-in knowledge: all of it would be read anew for each input.
  private static let small: Knowledge = {
    let text = """
      {"schema": 2, "asOf": "2026-01-01", "sources": [], "caveats": [],
       "releases": [{"minor": "1.30", "released": "2024-04-17", "endOfLife": "2025-06-28", "latestPatch": "1.30.14",
         "sources": ["https://kubernetes.io/releases/"]}],
       "vendorSupport": [], "vulnerabilities": [], "distributions": []}
      """
    guard let knowledge = try? Knowledge(json: Data(text.utf8)) else {
      fatalError("the base is no knowledge")
    }
    return knowledge
  }()
}
