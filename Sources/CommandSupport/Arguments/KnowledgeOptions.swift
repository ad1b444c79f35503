import ArgumentParser
import Exposure
import Reporting
import Sessions
import Targets
import PortableFoundation

/// What endpoints are judged by.
package struct KnowledgeOptions: ParsableArguments {
  @Option(
    name: .customLong("knowledge"),
    help: ArgumentHelp(
      """
      Use a file of releases, vulnerabilities and distributions instead of the built-in one (default: \
      $APIEXPOSE_KNOWLEDGE, if it is set).
      """,
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  package var file: String?

  package init() {}

  /// The file that is named: by the option, or by the environment for every command.
  package var path: String? {
    file ?? Environment.value(of: Self.variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  static let variable = "APIEXPOSE_KNOWLEDGE"

  /// Knowledge and a digest of its text, by which a resumed scan knows that it is the same: two files may be of one day.
  package struct Loaded {
    /// The knowledge.
    package let knowledge: Knowledge
    /// The digest; empty where no file is named.
    package let digest: String
  }

  /// Reads the file, where one is named, once: it may be a pipe. Says so where it is old. Throws a `CommandFailure`: 66
  /// where it cannot be read, 65 where it is not valid.
  package func loaded(_ notice: (String) -> Void) throws(CommandFailure) -> Loaded {
    let loaded = try read()
    if let warning = Self.warning(of: loaded.knowledge, at: .now) { notice(warning) }
    return loaded
  }

  /// The same, for whoever needs no digest.
  package func load(_ notice: (String) -> Void) throws(CommandFailure) -> Knowledge {
    try loaded(notice).knowledge
  }

  /// The same for whoever is about to bring it up to date: nothing is said of its age.
  package func loadToUpdate() throws(CommandFailure) -> Knowledge { try read().knowledge }

  private func read() throws(CommandFailure) -> Loaded {
    guard let path else { return Loaded(knowledge: .builtIn, digest: "") }
    let text = try FileText.read(path, atMost: Knowledge.largestFile)
    do {
      return Loaded(knowledge: try Knowledge(json: Data(text)), digest: Fingerprint.text(of: text))
    } catch {
      throw CommandFailure(
        .badKnowledge,
        "\(printable(path)) is not a knowledge file: \(printable(error.description))\(Self.advice(error))")
    }
  }

  /// What to do with a file of another kind, as a feed that is still to be imported.
  private static func advice(_ error: KnowledgeError) -> String {
    switch error {
    case .notJSON, .member(place: "schema", _), .member(place: "the file", _):
      "; `apiexpose knowledge import` makes a knowledge file of what others publish"
    case .member, .tooLarge: ""
    }
  }

  /// What to say of knowledge that is too old to be relied on; nil where it is not.
  package static func warning(of knowledge: Knowledge, at time: Date) -> String? {
    guard knowledge.isStale(at: time) else { return nil }
    return """
      what is known of releases and vulnerabilities is \(knowledge.age(at: time)) days old \
      (as of \(knowledge.asOf)): newer ones are missed; --knowledge FILE takes a newer one
      """
  }
}
