/// What is known of a distribution of Kubernetes or a managed service.
public struct Distribution: Sendable, Decodable {
  /// The identifier, stable: `k3s`, `eks`.
  public let id: String
  /// The name for a person, `Amazon EKS`.
  public let name: String
  /// Whether a provider runs the control plane, so that its flags are not the customer's.
  public let managed: Bool
  /// What it does with anonymous requests unless told otherwise; nil where nobody has looked.
  public let anonymousDefault: String?
  /// What its owner can do.
  public let remedies: Remedies?
  /// Where it was read: addresses, and files of source trees.
  public let sources: [String]?
  let signs: [Sign]

  /// The settings of a distribution by their names.
  public struct Remedies: Sendable, Decodable {
    /// How anonymous requests are limited or switched off.
    public let anonymous: String?
    /// How strangers are kept away by the network.
    public let network: String?
  }

  /// Something by which it is recognised: all that is named has to be there.
  ///
  /// A class, because every sign is looked at for every endpoint, and a copy would count references in each pattern.
  final class Sign: Sendable, Decodable {
    /// How much it says on its own.
    let confidence: Confidence
    /// What follows the patch in `gitVersion`.
    let version: TextPattern?
    /// The host name of the target.
    let host: TextPattern?
    /// The subject of the serving certificate.
    let subject: NamePattern?
    /// The issuer of the serving certificate.
    let issuer: NamePattern?
    /// Names in the serving certificate, all of them.
    let names: [TextPattern]?
    /// Authorities in the CertificateRequest, all of them.
    let clientCAs: [NamePattern]?
  }
}
