import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Targets
import PortableFoundation

/// What is accepted and expected.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "A file of accepted risks, severities of one's own and expectations; see docs/policy.md.",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String?

  /// A policy and a digest of its text, by which a resumed scan knows that it is the same.
  struct Loaded {
    let policy: Policy
    let digest: String
  }

  /// Reads the file, where one is named. Throws a `CommandFailure`: 66 where it cannot be read, 65 where it is not valid.
  func load() throws(CommandFailure) -> Loaded? {
    guard let file else { return nil }
    let (policy, text) = try PolicyFile.read(file)
    var digest = Fingerprint()
    digest.combine(text)
    return Loaded(policy: policy, digest: digest.text)
  }
}

/// A policy in a file.
enum PolicyFile {
  /// Reads it. Throws a `CommandFailure` with all that is wrong with it.
  static func read(_ path: String) throws(CommandFailure) -> (policy: Policy, text: [UInt8]) {
    let text = try FileText.read(path, atMost: DocumentBounds.largest)
    do {
      return (try Policy(text, yaml: ChosenDocuments.values), text)
    } catch {
      throw CommandFailure(.badData, error.description(of: path))
    }
  }
}

extension Messages {
  /// Says what ends soon or has ended, and gives the policy as it is at a time.
  func policy(_ loaded: PolicyOptions.Loaded?, at time: Date) -> PolicyInForce? {
    guard let loaded else { return nil }
    let policy = PolicyInForce(loaded.policy, at: time)
    PolicyNotices(policy).dates.forEach(notice)
    return policy
  }

  /// Says which exceptions no endpoint fits, after reports of a whole list.
  func unused(_ plan: ReportPlan, in summary: Summary) {
    guard let policy = plan.documents.policy, plan.filter == .all else { return }
    if let sentence = PolicyNotices(policy).unused(in: summary) { notice(sentence) }
  }
}
