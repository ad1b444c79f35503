import Targets

/// Names in certificates that hardly anything but a Kubernetes API server has. They support a judgement and never
/// carry one: whoever makes a certificate writes into it what they like.
///
/// Collected from kubeadm, K3s, RKE2, k0s, Talos, minikube, kops and OpenShift; what is too general to mean
/// anything (`kubernetes` as a host name, `CN=ca`, `CN=apiserver`) is left out.
enum ClusterNames {
  /// Names of the serving certificate itself.
  static func areIn(_ certificate: CertificateFacts) -> Bool {
    certificate.names.contains(where: isServiceName)
      || DistinguishedName(certificate.subject).commonName.map(servingNames.contains) == true
      || DistinguishedName(certificate.issuer).commonName.map(isServingAuthority) == true
  }

  /// Names of the authorities in the CertificateRequest: the cluster's own, and the one of the front proxy.
  static func areIn(clientCANames: [String]) -> Bool {
    clientCANames.contains { text in
      let name = DistinguishedName(text)
      guard let commonName = name.commonName else { return name.organization == "kubernetes" }
      return clientAuthorities.contains(commonName) || isTimedAuthority(commonName, prefixes: clientPrefixes)
    }
  }

  /// A kubelet and other components ask for client certificates of the same authorities. What they serve tells
  /// them apart: a node's certificate, or one that the component made for itself, `CN=node-1@1795471479`.
  static func areOfAnotherComponent(_ certificate: CertificateFacts) -> Bool {
    guard let name = DistinguishedName(certificate.subject).commonName, !areIn(certificate) else {
      return false
    }
    return name.hasPrefix("system:node:")
      || (endsWithTime(name) && !name.hasPrefix("apiserver-loopback-client@"))
  }

  /// Whether a certificate that a component made for itself is a node's: controller managers, schedulers and aggregated
  /// API servers write `localhost`, the kubelet the name of its node (kubernetes, pkg/kubelet, "NAME@TIME").
  static func isMadeByNode(_ certificate: CertificateFacts) -> Bool {
    guard let name = DistinguishedName(certificate.subject).commonName else { return false }
    return endsWithTime(name) && !name.hasPrefix("localhost@")
  }

  /// Whether a component made the certificate for itself, be it by an authority of its own: `CN=NAME@TIME` of
  /// `CN=NAME-ca@TIME` (kubernetes, staging/src/k8s.io/client-go/util/cert/cert.go, GenerateSelfSignedCertKey).
  static func isMadeByItself(_ certificate: CertificateFacts) -> Bool {
    certificate.subject == certificate.issuer
      || DistinguishedName(certificate.subject).commonName.map(endsWithTime) == true
  }

  /// Whether authorities in the CertificateRequest are those of K3s or RKE2.
  static func areOfSupervisedCluster(_ clientCANames: [String]) -> Bool {
    clientCANames.contains { text in
      DistinguishedName(text).commonName.map {
        isTimedAuthority($0, prefixes: ["k3s-client-ca", "rke2-client-ca"])
      } == true
    }
  }

  private static let servingNames: Set = ["kube-apiserver", "system:kube-apiserver", "kubernetes-master"]

  private static let servingAuthorities: Set = [
    "kube-apiserver-lb-signer", "kube-apiserver-localhost-signer", "kube-apiserver-service-network-signer",
    "kube-apiserver-external-signer", "minikubeCA",
  ]

  private static let clientAuthorities: Set = [
    "kubernetes", "kubernetes-ca", "front-proxy-ca", "kubernetes-front-proxy-ca", "apiserver-aggregator-ca",
    "minikubeCA", "admin-kubeconfig-signer", "kube-control-plane-signer", "kube-apiserver-to-kubelet-signer",
    "kubelet-bootstrap-kubeconfig-signer", "kube-csr-signer",
  ]

  private static let clientPrefixes = [
    "k3s-client-ca", "k3s-request-header-ca", "rke2-client-ca", "rke2-request-header-ca", "kube-csr-signer_",
    "openshift-kube-apiserver-operator_",
  ]

  private static func isServiceName(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "kubernetes.default" || name == "kubernetes.default.svc"
      || name.hasPrefix("kubernetes.default.svc.")
  }

  private static func isServingAuthority(_ name: String) -> Bool {
    servingAuthorities.contains(name)
      || isTimedAuthority(
        name, prefixes: ["k3s-server-ca", "rke2-server-ca", "openshift-kube-apiserver-operator_"])
  }

  /// A name that ends with the time of its making: `k3s-server-ca@1650000000`.
  private static func isTimedAuthority(_ name: String, prefixes: [String]) -> Bool {
    endsWithTime(name) && prefixes.contains { name.hasPrefix($0) }
  }

  private static func endsWithTime(_ name: String) -> Bool {
    guard let at = name.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let digits = name.utf8[name.utf8.index(after: at)...]
    return digits.count == 10 && digits.allSatisfy(\.isASCIIDigit)
  }
}
