import Targets
import PortableFoundation

/// The certificate that a kube-apiserver makes at every start for its own loopback client, and shows to whoever asks
/// for `apiserver-loopback-client` by SNI (k8s.io/apiserver/pkg/server/options/serving_with_loopback.go).
///
/// Its common name carries the second in which it was made, `apiserver-loopback-client@1795471479`. Its dates begin
/// an hour before that on purpose (client-go/util/cert), so they are not looked at.
struct LoopbackCertificate: Sendable, Hashable {
  /// When the process started.
  let startedAt: Date
  /// The common name that tells it.
  let commonName: String

  /// Reads a certificate; nil where it is another one.
  init?(_ certificate: CertificateFacts) {
    guard
      certificate.issuer == certificate.subject
        || Self.number(in: certificate.issuer, after: Self.issuer) != nil,
      let number = Self.number(in: certificate.subject, after: Self.subject)
    else { return nil }
    startedAt = Date(timeIntervalSince1970: Double(number))
    commonName = "\(Self.subject)\(number)"
  }

  /// Whether the subject is that of the loopback client, whatever follows its name.
  static func isSubject(of certificate: CertificateFacts) -> Bool {
    DistinguishedName(certificate.subject).commonName?.hasPrefix(subject) == true
  }

  /// Whether its number can be the start of a kube-apiserver seen at `scannedAt`: not before Kubernetes (2014), nor later
  /// than the scan by more than clocks differ.
  func isPossible(seenAt scannedAt: Date) -> Bool { Self.isPossible(startedAt, seenAt: scannedAt) }

  /// Whether a Unix time in a name can be when something of a cluster was made.
  static func isPossible(_ time: Date, seenAt scannedAt: Date) -> Bool {
    time >= beforeKubernetes && time <= scannedAt + clockSkew
  }

  private static let subject = "apiserver-loopback-client@"
  private static let issuer = "apiserver-loopback-client-ca@"
  /// The first of January 2014; the first commit is of June.
  private static let beforeKubernetes = Date(timeIntervalSince1970: 1_388_534_400)
  private static let clockSkew = TimeInterval(86_400)

  private static func number(in name: String, after prefix: String) -> Int64? {
    guard let commonName = DistinguishedName(name).commonName, commonName.hasPrefix(prefix) else {
      return nil
    }
    let digits = commonName.dropFirst(prefix.count)
    guard digits.utf8.count == 10, digits.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    return Int64(digits)
  }
}
