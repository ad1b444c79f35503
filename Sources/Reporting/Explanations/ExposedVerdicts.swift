extension Explanation {
  static let anonymousAccess = Explanation(
    "anonymous_access", "Anyone can list API resources",
    meaning: """
      A request without credentials was let through to the resources of the cluster: anonymous authentication is on, and
      either a role that lists resources is bound to system:anonymous or system:unauthenticated, or the authorization mode
      is AlwaysAllow. From 1.6 on Kubernetes does neither by itself with RBAC; somebody set it.
      """,
    attack: """
      Whoever reaches the port reads what the role allows: secrets give credentials of every application, and service
      account tokens often lead to full control. Such servers are found and abused by scanners within hours.
      """,
    check: """
      Ask for one object of a kind, without credentials:

        curl -sk 'https://HOST:PORT/api/v1/namespaces?limit=1'

      With an admin's credentials, see who bound it:

        kubectl get clusterrolebindings,rolebindings -A -o wide | grep -E 'system:(anonymous|unauthenticated)'
      """,
    remedy: """
      Treat it as an intrusion until shown otherwise. Keep strangers out by the firewall first. Delete the bindings that
      name system:anonymous or system:unauthenticated, except system:public-info-viewer (version and health) and
      kubeadm's kubeadm:bootstrap-signer-clusterinfo in kube-public:

        kubectl delete clusterrolebinding NAME

        kubectl -n NAMESPACE delete rolebinding NAME

      Where no binding names them, the authorizer lets everybody in: see that --authorization-mode is Node,RBAC and not
      AlwaysAllow (kube-apiserver's own default without the flag), and that no --authorization-config has such an entry.

      Rotate every credential that was readable: secrets, service account tokens, what applications keep in ConfigMaps.
      Read the audit log for user system:anonymous. Then limit anonymous requests altogether: see `version_leak`.
      """)

  static let insecurePortVerdict = Explanation(
    "insecure_port", "The API server answers without any authentication",
    meaning: """
      A kube-apiserver answers over plain HTTP: its insecure port (--insecure-port, often 8080), which knows neither
      authentication nor authorization. Every request on it is one of an administrator. From 1.20 to 1.23 the flag takes no
      value but 0, and 1.24 removed it, so the release is old as well. A server that answers over plain HTTP and refuses
      anything is not this, but `plaintext-http`.
      """,
    attack: """
      Whoever reaches the port is cluster-admin: reads all secrets, starts a privileged pod on every node. It takes one
      command.
      """,
    check: """
        curl -s http://HOST:PORT/version

        curl -s 'http://HOST:PORT/api/v1/secrets?limit=1'
      """,
    remedy: """
      Close the port by the firewall now. Then remove --insecure-bind-address and set --insecure-port=0 (up to 1.23), and
      move what used it (probes, scripts) to the secure port with credentials. Where it is a
      proxy, let it authenticate its clients. Treat the cluster as broken into if strangers could reach the port, and
      upgrade.
      """)

  static let versionLeak = Explanation(
    "version_leak", "Strangers read the version",
    meaning: """
      /version answered an anonymous request. This is Kubernetes' default: the role system:public-info-viewer grants
      /version, /healthz, /livez and /readyz to system:unauthenticated. It is no break-in, but tells anyone the exact
      build: release, commit, build date, Go release, platform.
      """,
    attack: """
      The build selects the known vulnerabilities that apply, those of its Go release too, without a single suspicious
      request, and lets an attacker choose among thousands of clusters. It also shows that anonymous requests are accepted at all: one wrong
      binding then exposes resources.
      """,
    check: """
        curl -sk https://HOST:PORT/version

      200 with gitVersion is the leak; 401 or 403 is not.
      """,
    remedy: LeakRemedies.text())

  static let healthOnly = Explanation(
    "health_only", "Strangers read the health, not the version",
    meaning: """
      The health paths answer anonymous requests and /version does not. This is what an AuthenticationConfiguration
      with conditions for /livez, /readyz and /healthz gives, and the default of EKS from 1.32 and of new GKE clusters.
      It is the state to aim for where probes and balancers have no credentials: the CIS Kubernetes Benchmark 2.1.0
      accepts it (1.2.1). The DISA STIG (V-242390) still wants anonymous requests off.
      """,
    attack: """
      Health tells that a kube-apiserver is there and whether it is well: enough to find it, and to see an attack on it
      take effect. ?verbose always lists the checks by name, and a failing /healthz does so by itself; the names bound the
      release (loopback-serving-certificate is there from 1.36 on only).
      """,
    check: """
        curl -sk -o /dev/null -w '%{http_code}\\n' https://HOST:PORT/healthz

        curl -sk -o /dev/null -w '%{http_code}\\n' https://HOST:PORT/version
      """,
    remedy: """
      Nothing has to be done. To hide the health too, keep strangers away by the firewall or a private endpoint, or give
      every probe credentials and switch anonymous requests off: see ways (2) and (3) of `version_leak`.
      """)
}
