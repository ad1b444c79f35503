import Exposure
import Targets
import Foundation
import Testing

@Suite("Distributions")
struct DistributionTests {
  static func observed(
    gitVersion: String? = nil, goVersion: String? = nil, certificate: CertificateFacts? = nil,
    clientCAs: [String] = [], host: String? = nil
  ) -> Observation {
    let go = goVersion.map { #","goVersion":"\#($0)""# } ?? ""
    let version = gitVersion.map { Response.version(200, #"{"gitVersion":"\#($0)"\#(go)}"#) }
    return Observation(
      endpoint: Endpoint(
        target: Target(text: host ?? "192.0.2.1", serverName: host), address: .v4(0xC000_0201), port: 443,
        transport: .tls),
      scannedAt: Observation.sampleTime, connection: .connected,
      tls: TLSFacts(
        handshake: .established, version: .tls13, certificate: certificate,
        clientCertificateRequested: true, clientCANames: clientCAs),
      responses: [version ?? .version(401, Body.status), .healthz(401, Body.status)])
  }

  static let versions: [(String, String)] = [
    ("v1.23.6+k3s1", "k3s"), ("v1.32.3-rc1+k3s1", "k3s"), ("v1.35.7+rke2r1", "rke2"),
    ("v1.35.7-rc1+rke2r2", "rke2"), ("v1.36.4+k0s", "k0s"), ("v1.27.6+b49f9d1", "openshift"),
    ("v1.30.0-rc.1+b49f9d1", "openshift"), ("v1.20.15-eks-a64ea69", "eks"), ("v1.29.3-eks-adc7111", "eks"),
    ("v1.18.9-eks-1-18-4", "eks"), ("v1.28.5-gke.1200", "gke"), ("v1.36.3-gke.1640000", "gke"),
    ("v1.28.101-akslts", "aks"), ("v1.18.8-aliyun.1", "ack"), ("v1.34.3-aliyun.1", "ack"),
    ("v1.20.6-tke.27", "tke"), ("v1.17.9-r0-CCE20.7.1.B003-17.36.3", "cce"),
    ("v1.21.7-r0-CCE21.11.1.B007", "cce"), ("v1.20.15-vke.10", "volcengine-vke"), ("v1.28.4+IKS", "iks"),
    ("v1.21.2+vmware.1", "vmware"), ("v1.33.6+vmware.1-fips-vkr.2", "vmware"),
    ("v1.27.5+vmware.1-fips.1", "vmware"),
    ("v1.24.3+kcp-v0.2.1-20-g1747254b880cb7", "kcp"),
  ]

  @Test("a vendor's suffix names the distribution with high confidence", arguments: versions)
  func version(_ gitVersion: String, _ id: String) {
    let distribution = assess(Self.observed(gitVersion: gitVersion)).distribution
    #expect(distribution?.id == id)
    #expect(distribution?.confidence == .high)
    #expect(distribution?.evidence == ["gitVersion \(gitVersion)"])
  }

  @Test(
    "a version that is plain, or only looks like a vendor's, names none",
    arguments: [
      "v1.36.2", "v1.36.2-rc.1", "v1.32.3+k3s", "v1.32.3-k3s1", "v1.32.3+k3s1x", "v1.32.3+K3s1",
      "v1.35.7+rke2",
      "v1.36.4+k0s.1", "v1.27.6+b49f9d", "v1.27.6+b49f9d12", "v1.27.6+B49F9D1", "v1.27.6+b49f9dg",
      "v1.29.3-eks", "v1.29.3-eks-adc711", "v1.29.3-eks-adc7111-x", "v1.29.3-xeks-adc7111", "v1.28.5-gke",
      "v1.28.5-gke.", "v1.28.5+gke.1200", "v1.28.101-akslts2", "v1.28.101", "v1.18.8-aliyun", "v1.20.6-tke.x",
      "v1.21.7-r0-CCE", "v1.21.7-CCE21", "v1.20.15-vke", "v1.28.4+IKS1", "v1.28.4+iks", "v1.21.2+vmware",
      "v1.24.3+kcp", "v1.36.2-dirty", "v0.0.0-master+$Format:%H$",
    ])
  func lookalikeVersion(_ gitVersion: String) {
    #expect(assess(Self.observed(gitVersion: gitVersion)).distribution == nil)
  }

  struct Certified: CustomTestStringConvertible, Sendable {
    let id: String?
    var confidence = Confidence.medium
    var certificate: CertificateFacts?
    var clientCAs: [String] = []
    var host: String?
    var testDescription: String { "\(id ?? "none"): \(certificate?.issuer ?? host ?? clientCAs.first ?? "")" }
  }

  static let certified: [Certified] = [
    Certified(id: "kubeadm", confidence: .low, certificate: .ofAPIServer),
    Certified(
      id: "kubeadm", certificate: .ofAPIServer, clientCAs: ["CN=kubernetes", "CN=front-proxy-ca"]),
    Certified(id: "kubeadm", confidence: .low, clientCAs: ["CN=kubernetes", "CN=front-proxy-ca"]),
    Certified(
      id: "kind",
      certificate: .sample(
        subject: "CN=kube-apiserver", issuer: "CN=kubernetes", names: ["kind-control-plane", "kubernetes"])),
    Certified(
      id: "kube-apiserver-self-signed", confidence: .low,
      certificate: .sample(
        subject: "CN=10.0.0.5@1795470000", issuer: "CN=10.0.0.5-ca@1795470000",
        names: ["kubernetes.default.svc", "kubernetes"])),
    Certified(
      id: "k3s", certificate: .sample(subject: "O=k3s,CN=k3s", issuer: "CN=k3s-server-ca@1650000000")),
    Certified(id: "rke2", certificate: .sample(issuer: "CN=rke2-server-ca@1650000000")),
    Certified(
      id: "rke2", confidence: .high, certificate: .sample(issuer: "CN=rke2-server-ca@1650000000"),
      clientCAs: ["CN=rke2-client-ca@1650000001", "CN=rke2-request-header-ca@1650000002"]),
    Certified(
      id: "k0s", certificate: .sample(subject: "CN=kubernetes,O=kubernetes", issuer: "CN=kubernetes-ca"),
      clientCAs: ["CN=kubernetes-ca", "CN=kubernetes-front-proxy-ca"]),
    Certified(
      id: "microk8s",
      certificate: .sample(
        subject: "CN=127.0.0.1,OU=Canonical,O=Canonical,L=Canonical,ST=Canonical,C=GB",
        issuer: "CN=10.152.183.1")),
    Certified(
      id: "talos", confidence: .high,
      certificate: .sample(subject: "CN=kube-apiserver,O=kube-master", issuer: "O=kubernetes"),
      clientCAs: ["O=kubernetes", "CN=front-proxy"]),
    Certified(
      id: "minikube", certificate: .sample(subject: "CN=minikube,O=system:masters", issuer: "CN=minikubeCA")),
    Certified(id: "kops", certificate: .sample(subject: "CN=kubernetes-master", issuer: "CN=kubernetes-ca")),
    Certified(
      id: "gardener",
      certificate: .sample(
        subject: "CN=kube-apiserver", issuer: "CN=kubernetes",
        names: ["kubernetes", "kube-apiserver.shoot--garden--a.svc"])),
    Certified(id: "openshift", certificate: .sample(issuer: "CN=kube-apiserver-lb-signer,OU=openshift")),
    Certified(
      id: "openshift",
      certificate: .sample(
        issuer: "CN=openshift-kube-apiserver-operator_loadbalancer-serving-signer@1650000000")),
    Certified(id: "openshift", clientCAs: ["CN=admin-kubeconfig-signer,OU=openshift"]),
    Certified(id: "microshift", certificate: .sample(issuer: "CN=kube-apiserver-external-signer")),
    Certified(id: "microshift", certificate: .sample(issuer: "CN=kube-apiserver-localhost-signer")),
    Certified(
      id: "eks", confidence: .high,
      certificate: .sample(
        subject: "CN=kube-apiserver", issuer: "CN=kubernetes",
        names: ["0123456789ABCDEF0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"]),
      host: "0123456789abcdef0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com"),
    Certified(
      id: "aks",
      certificate: .sample(
        subject: "CN=apiserver", issuer: "CN=ca",
        names: ["hcp-kubernetes.0123456789abcdef.svc.cluster.local"])),
    Certified(id: "aks", confidence: .low, certificate: .sample(subject: "CN=apiserver", issuer: "CN=ca")),
    Certified(id: "aks", confidence: .high, host: "my-dns-1a2b3c.hcp.westeurope.azmk8s.io"),
    Certified(id: "tke", confidence: .high, host: "cls-ab12cd34.ccs.tencent-cloud.com"),
    Certified(id: "iks", confidence: .high, host: "c100-e.eu-de.containers.cloud.ibm.com"),
    Certified(id: "iks", confidence: .high, host: "c100.private.eu-de.containers.cloud.ibm.com"),
    Certified(
      id: "doks", confidence: .high, host: "01234567-89ab-cdef-0123-456789abcdef.k8s.ondigitalocean.com"),
    Certified(
      id: "lke", confidence: .high, host: "01234567-89ab-cdef-0123-456789abcdef.us-east-2.linodelke.net"),
    Certified(
      id: "kapsule", confidence: .high,
      host: "01234567-89ab-cdef-0123-456789abcdef.api.k8s.fr-par.scw.cloud"),
    Certified(
      id: "vultr", confidence: .high, host: "01234567-89ab-cdef-0123-456789abcdef.vultr-k8s.com"),
    Certified(id: "ovh", confidence: .high, host: "ab12cd.c1.gra9.k8s.ovh.net"),
  ]

  static let lookalikes: [Certified] = [
    Certified(id: nil, certificate: .sample()),
    Certified(id: nil, certificate: .sample(subject: "CN=kubernetes", issuer: "CN=web-ca")),
    Certified(id: nil, certificate: .sample(subject: "CN=kube-apiserver,OU=x", issuer: "CN=kubernetes")),
    Certified(id: nil, certificate: .sample(issuer: "CN=k3s-server-ca")),
    Certified(id: nil, certificate: .sample(issuer: "CN=k3s-server-ca@165000000")),
    Certified(id: nil, certificate: .sample(issuer: "CN=k3s-server-ca@1650000000,O=Example")),
    Certified(id: nil, certificate: .sample(issuer: "CN=my-k3s-server-ca@1650000000")),
    Certified(id: nil, certificate: .sample(subject: "O=Canonical,CN=127.0.0.1")),
    Certified(id: nil, certificate: .sample(issuer: "CN=kube-apiserver-lb-signer")),
    Certified(id: nil, certificate: .sample(subject: "CN=web@1795470000", issuer: "CN=web-ca@1795470000")),
    Certified(id: nil, clientCAs: ["CN=kubernetes"]),
    Certified(id: nil, clientCAs: ["CN=front-proxy-ca", "CN=Example Root"]),
    Certified(id: nil, host: "eks.amazonaws.com"),
    Certified(id: nil, host: "0123456789abcdef0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com.example.com"),
    Certified(id: nil, host: "0123456789abcdef0123456789abcde.gr7.eu-west-1.eks.amazonaws.com"),
    Certified(id: nil, host: "my-dns.hcp.azmk8s.io"), Certified(id: nil, host: "notvultr-k8s.com"),
    Certified(id: nil, host: "a.b.hcp.westeurope.azmk8s.io"),
  ]

  @Test(
    "certificates, client CAs and host names name it, two that agree more surely",
    arguments: certified + lookalikes)
  func certificate(_ row: Certified) {
    let distribution = assess(
      Self.observed(certificate: row.certificate, clientCAs: row.clientCAs, host: row.host)
    ).distribution
    #expect(distribution?.id == row.id)
    #expect(distribution.map(\.confidence) == row.id.map { _ in row.confidence })
    #expect(distribution?.evidence.isEmpty != true)
  }

  @Test("every distribution of the knowledge is recognised in these tables, or says that it cannot be")
  func allCovered() {
    let seen = Set(Self.versions.map(\.1) + Self.certified.compactMap(\.id))
    let known = Set(Knowledge.builtIn.distributions.map(\.id))
    #expect(known.subtracting(seen) == ["oke"])
    #expect(seen.isSubset(of: known))
  }

  @Test("the time in an authority's name is when the cluster was made")
  func authorityTime() {
    let made = { (issuer: String) in
      assess(Self.observed(certificate: .sample(issuer: issuer))).distribution?.authorityMadeAt
    }
    #expect(made("CN=k3s-server-ca@1650000000") == Date(timeIntervalSince1970: 1_650_000_000))
    #expect(made("CN=k3s-server-ca@9999999999") == nil)
    #expect(made("CN=k3s-server-ca@0000000001") == nil)
    #expect(made("CN=kubernetes") == nil)
  }

  @Test("a version counts more than a certificate, which others share")
  func versionFirst() {
    let distribution = assess(
      Self.observed(gitVersion: "v1.29.3-eks-adc7111", certificate: .ofAPIServer)
    ).distribution
    #expect(distribution?.id == "eks")
  }

  @Test("what is no API server is of no distribution")
  func others() {
    var observation = Self.observed(host: "my-dns-1a2b3c.hcp.westeurope.azmk8s.io")
    observation.responses = [.version(200, Body.page), .healthz(404)]
    #expect(assess(observation).distribution == nil)
  }

  @Test("names without end are looked at in part")
  func bounded() {
    let names = Array(repeating: String(repeating: "a", count: 300), count: 2_000)
    let certificate = CertificateFacts.sample(
      subject: "CN=kube-apiserver", issuer: "CN=kubernetes", names: names)
    #expect(assess(Self.observed(certificate: certificate, clientCAs: names)).distribution?.id == "kubeadm")
  }
}
