import Exposure

/// The ways out of an anonymous leak, and what each costs, by release.
public enum LeakRemedies {
  /// All ways for a release and a distribution, as far as they are known; without a release, for every one.
  /// - Parameter isOpen: Whether the server answers anonymous requests, or is not known: what a distribution does by default
  ///   is no news of one that refuses them.
  public static func text(
    release: MinorRelease? = nil, distribution: Distribution? = nil, isOpen: Bool = true
  ) -> String {
    let ways = [
      limited(release), switchedOff, keptAway(distribution), insecurePort,
    ]
    let own = distribution.flatMap { ownSetting($0, release, isOpen: isOpen) }.map { [$0] } ?? []
    return (own + ways).map(\.unwrappedParagraphs).joined(separator: "\n\n")
  }

  /// The file that limits anonymous requests to the health paths.
  /// - Parameter apiVersion: The version of the configuration API, `v1` or `v1beta1`.
  static func configuration(_ apiVersion: String) -> String {
    """
      apiVersion: apiserver.config.k8s.io/\(apiVersion)
      kind: AuthenticationConfiguration
      anonymous:
        enabled: true
        conditions:
        - path: /livez
        - path: /readyz
        - path: /healthz
    """
  }

  private static func limited(_ release: MinorRelease?) -> String {
    guard let release else {
      return """
        (1) Allow anonymous requests for the health paths only (best; 1.31 and later). Write the file, say
        /etc/kubernetes/pki/authentication.yaml (a directory that kubeadm mounts already):

        \(configuration("v1"))

        1.34 and later read apiserver.config.k8s.io/v1. For 1.32 and 1.33 (beta, on by default) write v1beta1 instead. 1.31
        (alpha) reads v1beta1 too, and needs the gate as well:

          --feature-gates=AnonymousAuthConfigurableEndpoints=true

        \(flag)

        \(priceOfLimiting)
        """
    }
    guard release >= MinorRelease(1, 31) else {
      return """
        (1) Allowing anonymous requests for the health paths only needs 1.31 (alpha), better 1.32 (beta, on by default) or
        1.34 (stable). This server says it is \(release): it has no such setting. Upgrading is the way to it.
        """
    }
    let isStable = release >= MinorRelease(1, 34)
    let stage =
      isStable ? "stable" : release == MinorRelease(1, 31) ? "alpha, behind a gate" : "beta, on by default"
    let gate =
      release == MinorRelease(1, 31)
      ? "\n\nAnd the gate:\n\n  --feature-gates=AnonymousAuthConfigurableEndpoints=true" : ""
    return """
      (1) Allow anonymous requests for the health paths only (best; \(stage) in \(release)). Write the file, say
      /etc/kubernetes/pki/authentication.yaml (a directory that kubeadm mounts already):

      \(configuration(isStable ? "v1" : "v1beta1"))

      \(flag)\(gate)

      \(priceOfLimiting)
      """
  }

  private static let flag = """
    Then give kube-apiserver the flag, and take --anonymous-auth away at the same time, whatever its value: with both,
    the server refuses to start.

      --authentication-config=/etc/kubernetes/pki/authentication.yaml
    """

  private static let priceOfLimiting = """
    Price: the file has to be on every control-plane node and inside the pod. --oidc-* flags exclude
    --authentication-config: move them into its jwt list. kubeadm join by token reads cluster-info anonymously: add the
    path /api/v1/namespaces/kube-public/configmaps/cluster-info to the conditions while you join nodes, or join with
    --discovery-file. Whoever asks /version without credentials (a balancer, a monitor) gets 401. Paths match exactly:
    /livez/ping and /healthz/ get 401 unless they are listed too. So do /openid/v1/jwks and
    /.well-known/openid-configuration, without which a cloud's identity federation for service accounts breaks, where it
    reads them without credentials: add both.
    """

  private static let switchedOff = """
    (2) Switch anonymous requests off: --anonymous-auth=false. Not before the probes are changed: the kubelet asks
    /livez and /readyz without credentials, is answered 401, and kills the server again and again
    (under kubeadm after four minutes or so, the startup probe's patience). First do one of these in the static pod's
    manifest:

    Probe the port only. It sees that somebody listens, and nothing of a server that hangs or has lost etcd. Replace
    httpGet in livenessProbe, readinessProbe and startupProbe, and keep the host and port of the probe that is there
    (kubeadm probes the advertise address, not 127.0.0.1):

      tcpSocket:
        host: ADVERTISE-ADDRESS
        port: 6443

    Or probe with credentials: httpHeaders with an Authorization: Bearer header, which puts a token into a file on
    every control-plane node, or a side-car that holds a client certificate, as kOps does.

    Price: kubeadm has no setting for probes. It takes them from patches (kubeadm init or upgrade --patches DIRECTORY,
    with a file such as kube-apiserver0+json.json); a manifest that was edited by hand is overwritten by the next
    upgrade. kubeadm join by token cannot read cluster-info any more: join with --discovery-file. Balancers that ask
    /readyz or /healthz have to be changed too.
    """

  private static func keptAway(_ distribution: Distribution?) -> String {
    let generic = """
      (3) Leave it, and keep strangers away: a firewall, security group or private endpoint that lets only your own
      networks reach the port. Nothing in the cluster has to change, and it protects against the next flaw in
      authentication as well.
      """
    let price = "Price: it is as good as its list of networks, and everybody inside still reads what leaks."
    if let network = distribution?.remedies?.network {
      return "\(generic)\n\n\(distribution?.name ?? ""): \(network)\n\n\(price)"
    }
    guard distribution == nil else { return "\(generic)\n\n\(price)" }
    let settings = Knowledge.builtIn.distributions.compactMap { service in
      service.remedies?.network.map { "\(service.name): \($0)" }
    }
    return ([generic] + settings + [price]).joined(separator: "\n\n")
  }

  private static let insecurePort = """
    (4) Never the insecure port (--insecure-port, --insecure-bind-address) as a place for probes: it knows neither
    authentication nor authorization. From 1.20 to 1.23 any value but 0 stops the server, and 1.24 removed the flag.
    """

  /// The flag in kubeadm's ClusterConfiguration: extraArgs are a list from v1beta4 (kubeadm 1.31) on and a map before
  /// (kubernetes.io, "kubeadm Configuration (v1beta4)", "Migration from v1beta3").
  private static let kubeadmArguments = """
    In the ClusterConfiguration, kubeadm.k8s.io/v1beta4 (kubeadm 1.31 and later):

      apiServer:
        extraArgs:
        - name: authentication-config
          value: /etc/kubernetes/pki/authentication.yaml

    The same in v1beta3:

      apiServer:
        extraArgs:
          authentication-config: /etc/kubernetes/pki/authentication.yaml
    """

  private static func ownSetting(
    _ distribution: Distribution, _ release: MinorRelease?, isOpen: Bool
  ) -> String? {
    // A setting that names the file is none before the release that reads it.
    let readsFile = release.map { $0 >= MinorRelease(1, 31) } ?? true
    let setting = distribution.remedies?.anonymous.flatMap { text in
      !readsFile && text.contains("authentication-config") ? nil : text
    }
    let parts = [isOpen ? distribution.anonymousDefault : nil, setting].compactMap { $0 }
    guard !parts.isEmpty else { return nil }
    let flags =
      distribution.managed
      ? " Its provider sets the flags of the API server: ways (1) and (2) are open to you only where a setting is named here."
      : ""
    return "\(distribution.name), unless told otherwise: \(parts.joined(separator: " "))\(flags)"
      + (distribution.id == "kubeadm" && readsFile ? "\n\n\(kubeadmArguments)" : "")
  }
}
