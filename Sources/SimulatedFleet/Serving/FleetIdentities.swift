import NIOOpenSSL
import PortableFoundation

/// Makes the certificates of the fleet, named as kubeadm names them.
struct FleetIdentities {
  /// When the API servers started.
  let startedAt: Date
  private var authorities: [Int: CertificateAuthority] = [:]

  init(startedAt: Date) {
    self.startedAt = startedAt
  }

  /// A kube-apiserver's serving certificate, signed by the cluster's own authority.
  mutating func apiServer(
    _ key: TLSKeyKind, validity: ClosedRange<Date> = .aYearFromNow, in cluster: Int
  ) throws -> TLSIdentity {
    try authority(of: cluster).issue(
      commonName: "kube-apiserver",
      names: [
        "control-plane-1", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
      ],
      addresses: ["10.96.0.1", "192.168.1.100", "127.0.0.1"], validity: validity, key: key)
  }

  /// The cluster's own authority.
  mutating func authority(of cluster: Int) throws -> CertificateAuthority {
    let authority = try authorities[cluster] ?? CertificateAuthority(commonName: "kubernetes")
    authorities[cluster] = authority
    return authority
  }

  /// The name by which an API server's own client calls it.
  static let loopbackServerName = "apiserver-loopback-client"

  /// What a kube-apiserver makes at every start for its own client: the number in the name is the start, and the dates
  /// are an hour before it, for clocks that differ (k8s.io/client-go/util/cert, `GenerateSelfSignedCertKey`).
  func loopbackClient() throws -> TLSIdentity {
    let start = Int(startedAt.timeIntervalSince1970)
    let begin = Date(timeIntervalSince1970: Double(start - 3600))
    let validity = begin...begin.addingTimeInterval(3 * 365 * 86_400)
    return try CertificateAuthority(
      commonName: "\(Self.loopbackServerName)-ca@\(start)", validity: validity
    ).issue(
      commonName: "\(Self.loopbackServerName)@\(start)", names: [Self.loopbackServerName], validity: validity,
      key: .rsa2048)
  }

  /// What a kubelet makes for itself, with the time of the making (k8s.io/client-go/util/cert).
  func node() throws -> TLSIdentity {
    let time = Int(startedAt.timeIntervalSince1970)
    return try CertificateAuthority(commonName: "worker-1-ca@\(time)").issue(
      commonName: "worker-1@\(time)", names: ["worker-1"])
  }

  /// etcd's, as kubeadm makes it.
  func etcd() throws -> TLSIdentity {
    try CertificateAuthority(commonName: "etcd-ca").issue(
      commonName: "control-plane-1", names: ["control-plane-1", "localhost"])
  }

  /// That of a component that has one of its own name.
  func component(_ name: String) throws -> TLSIdentity {
    try CertificateAuthority(commonName: "root-ca").issue(commonName: name, names: ["localhost"])
  }

  /// A web server's, as somebody made it in a hurry.
  func webServer() throws -> TLSIdentity {
    try .selfSigned(commonName: "www.example.com", organization: "Example", names: ["www.example.com"])
  }

  /// That of a proxy which wants to know its clients.
  func gateway() throws -> TLSIdentity {
    try .selfSigned(commonName: "gateway.example.com", names: ["gateway.example.com"])
  }
}
