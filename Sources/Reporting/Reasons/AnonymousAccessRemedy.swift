import Exposure

/// How to end an anonymous leak of the version, by release and distribution. The sentences shorten `LeakRemedies` and the
/// `remedies` of the knowledge, which name their prices and settings in full.
enum AnonymousAccessRemedy {
  static func sentence(_ assessment: Assessment) -> String {
    let release = assessment.version?.kubernetesVersion?.release
    guard let distribution = assessment.distribution, distribution.confidence > .low else {
      return limited(release)
    }
    switch distribution.id {
    case "eks": return amazon(release)
    case "gke":
      return
        "Limit anonymous requests by --anonymous-authentication-config=LIMITED (from 1.32.2-gke.1234000), and restrict authorized networks."
    case "aks": return "Restrict the authorized IP ranges of the API server, or make the cluster private."
    case "k3s", "rke2":
      return
        "Take anonymous-auth and authentication-config out of kube-apiserver-arg in /etc/rancher/\(distribution.id)/config.yaml: the default refuses anonymous requests."
    case "talos":
      return
        "Leave anonymous-auth out of cluster.apiServer.extraArgs: the default refuses anonymous requests."
    default:
      return Knowledge.builtIn.distribution(distribution.id)?.managed == true
        ? "Restrict who reaches the endpoint, by \(distribution.name)'s own access list or a private endpoint."
        : limited(release)
    }
  }

  private static func amazon(_ release: MinorRelease?) -> String {
    let restrict = "restrict publicAccessCidrs or make the endpoint private"
    guard let release, release >= MinorRelease(1, 32) else {
      return
        "Upgrade to 1.32 or later, where EKS answers anonymous requests on the health paths only, and \(restrict)."
    }
    return restrict.prefix(1).uppercased() + restrict.dropFirst() + "."
  }

  /// kube-apiserver's own setting: alpha in 1.31, beta and on by default in 1.32, stable in 1.34 (Kubernetes, feature gate
  /// `AnonymousAuthConfigurableEndpoints`).
  private static func limited(_ release: MinorRelease?) -> String {
    let limit = "Limit anonymous requests to the health paths by an AuthenticationConfiguration"
    guard let release else {
      return "\(limit) (Kubernetes 1.32 and later), or keep strangers away by a firewall."
    }
    if release >= MinorRelease(1, 34) { return "\(limit) (apiserver.config.k8s.io/v1)." }
    if release >= MinorRelease(1, 32) { return "\(limit) (apiserver.config.k8s.io/v1beta1)." }
    if release == MinorRelease(1, 31) {
      return
        "\(limit) (apiserver.config.k8s.io/v1beta1, behind the gate AnonymousAuthConfigurableEndpoints), or upgrade."
    }
    return
      "Keep strangers away by a firewall, and upgrade: from 1.32 on anonymous requests can be limited to the health paths."
  }
}
