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

  /// Reads the file, where one is named. Throws a `CommandFailure`: 66 where it cannot be read, 65 where it is not
  /// valid.
  package func load() throws(CommandFailure) -> Knowledge {
    guard let path else { return .builtIn }
    let text = try FileText.read(path, atMost: Knowledge.largestFile)
    do {
      return try Knowledge(json: Data(text))
    } catch {
      throw CommandFailure(
        .badKnowledge, "\(printable(path)) is not a knowledge file: \(printable(error.description))")
    }
  }

  /// A digest of the file that is named; empty where none is. Two files may be of one day.
  package func digest() throws(CommandFailure) -> String {
    guard let path else { return "" }
    var digest = Fingerprint()
    digest.combine(try FileText.read(path, atMost: Knowledge.largestFile))
    return digest.text
  }

  /// Reads the file, where one is named, and says so where it is old.
  package func load(_ notice: (String) -> Void) throws(CommandFailure) -> Knowledge {
    let knowledge = try load()
    if let warning = Self.warning(of: knowledge, at: .now) { notice(warning) }
    return knowledge
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
