import Testing

@testable import Exposure

@Suite("Names in certificates")
struct ClusterNamesTests {
  @Test(
    "an API server's certificate",
    arguments: [
      CertificateFacts.sample(subject: "CN=kube-apiserver"),
      .sample(subject: "CN=kube-apiserver,O=kube-master"),
      .sample(subject: "CN=system:kube-apiserver,O=kube-master"),
      .sample(names: ["kubernetes.default"]),
      .sample(names: ["Kubernetes.Default.SVC"]),
      .sample(names: ["localhost", "kubernetes.default.svc.cluster.local."]),
      .sample(issuer: "CN=k3s-server-ca@1650000000"),
      .sample(issuer: "CN=rke2-server-ca@1650000000"),
      .sample(issuer: "CN=kube-apiserver-lb-signer,OU=openshift"),
      .sample(issuer: "OU=openshift,CN=kube-apiserver-service-network-signer"),
      .sample(issuer: "CN=openshift-kube-apiserver-operator_loadbalancer-serving-signer@1650000000"),
      .sample(issuer: "CN=minikubeCA"),
    ])
  func serving(_ certificate: CertificateFacts) {
    #expect(ClusterNames.areIn(certificate))
  }

  @Test(
    "anyone's certificate",
    arguments: [
      CertificateFacts.sample(), .sample(subject: ""), .sample(subject: "CN=kubernetes"),
      .sample(subject: "CN=apiserver", issuer: "CN=ca"),
      .sample(subject: "O=kube-apiserver"), .sample(subject: "CN=kube-apiserver.example.com"),
      .sample(issuer: "CN=kubernetes"), .sample(names: ["kubernetes"]),
      .sample(names: ["kubernetes.default.example.com", "my.kubernetes.default.svc"]),
      .sample(subject: "CN=Kubernetes Ingress Controller Fake Certificate,O=Acme Co"),
      .sample(issuer: "CN=k3s-server-ca"), .sample(issuer: "CN=k3s-server-ca@165000000"),
      .sample(issuer: "CN=k3s-server-ca@165000000x"),
      .sample(subject: "CN=a\\,CN\\=kube-apiserver"),
    ])
  func anyones(_ certificate: CertificateFacts) {
    #expect(!ClusterNames.areIn(certificate))
  }

  @Test(
    "authorities of a cluster's clients",
    arguments: [
      "CN=kubernetes", "CN=front-proxy-ca", "CN=kubernetes-ca", "CN=k3s-client-ca@1650000000",
      "CN=rke2-request-header-ca@1650000000", "CN=admin-kubeconfig-signer,OU=openshift",
      "OU=openshift, CN=kube-control-plane-signer", "CN=kube-csr-signer_@1650000000", "O=kubernetes",
      "CN=minikubeCA",
    ])
  func clients(_ name: String) {
    #expect(ClusterNames.areIn(clientCANames: ["CN=Example Root", name]))
  }

  @Test(
    "authorities of anyone's clients",
    arguments: [
      "", "kubernetes", "CN=Kubernetes Clients", "CN=ca,O=kubernetes", "OU=kubernetes", "CN=k3s-client-ca",
      "CN=front-proxy", "CN=",
    ])
  func anyonesClients(_ name: String) {
    #expect(!ClusterNames.areIn(clientCANames: [name]))
    #expect(!ClusterNames.areIn(clientCANames: []))
  }

  @Test("escaped separators belong to the value")
  func escapes() {
    let name = DistinguishedName(#"CN=a\,b\+c\\d+OU=x, O=Example\, Inc."#)
    #expect(name.commonName == #"a,b+c\d"#)
    #expect(name.organization == "Example, Inc.")
  }
}
