import ArgumentParser
import Exposure
import Reporting
import Sessions
import Targets
import PortableFoundation

/// What is accepted and expected.
package struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "A file of accepted risks, severities of one's own and expectations; see docs/policy.md.",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  package var file: String?

  package init() {}

  /// A policy and a digest of its text, by which a resumed scan knows that it is the same.
  package struct Loaded {
    /// The policy.
    package let policy: Policy
    /// The digest.
    package let digest: String
    /// The file, as the user names it.
    package let file: String
  }

  /// Reads the file, where one is named. Throws a `CommandFailure`: 66 where it cannot be read, 65 where it is not valid.
  package func load() throws(CommandFailure) -> Loaded? {
    guard let file else { return nil }
    let (policy, text) = try PolicyFile.read(file)
    return Loaded(policy: policy, digest: Fingerprint.text(of: text), file: file)
  }
}

extension Messages {
  /// Says what ends soon or has ended, and gives the policy as it is at a time.
  package func policy(_ loaded: PolicyOptions.Loaded?, at time: Date) -> PolicyInForce? {
    guard let loaded else { return nil }
    let policy = PolicyInForce(loaded.policy, at: time, from: loaded.file)
    PolicyNotices(policy).dates.forEach(notice)
    return policy
  }
}
