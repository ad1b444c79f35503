/// What open components other than the API server and the kubelet mean.
///
/// Sources: kubernetes.io/docs/reference/networking/ports-and-protocols, etcd.io/docs, "Transport security model" and
/// "Role-based access control", kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd ("access to etcd is
/// equivalent to root permission in the cluster"), docs.redhat.com, OpenShift Container Platform 4.10 and 4.16, "Machine
/// Config Operator", openshift/machine-config-operator, templates/common/_base/files/pull-secret.yaml,
/// kubernetes.io/docs/reference/kubectl/generated/kubectl_proxy,
/// kubernetes.io/docs/concepts/cluster-administration/system-metrics.
extension Explanation {
  static let etcdOpen = Explanation(
    "etcd-open", "etcd lets clients in without a certificate",
    meaning: """
      etcd's port for clients answered without asking for a client certificate. etcd holds every object of the cluster,
      including secrets, and by default it requires neither authentication nor certificates. Its own role-based access
      control could still refuse reads and writes, but Kubernetes does not use it by itself, and GET requests do not show
      whether it is on.
      """,
    attack: """
      Whoever reads and writes etcd bypasses the API server: they can read all secrets, and write roles and pods past
      admission control and audit. The Kubernetes documentation calls access to etcd equivalent to root permission in the
      cluster.
      """,
    check: """
        curl -sk https://HOST:PORT/version

      Write http:// if the port does not speak TLS. An etcd that asks for certificates ends the TLS handshake.
      """,
    remedy: """
      Now: close the port to everything but the API servers and the etcd peers. Then serve TLS, and require certificates of
      an authority that issues them for API servers only:

        --cert-file=... --key-file=...
        --client-cert-auth=true --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
        --listen-client-urls=https://127.0.0.1:2379,https://ADDRESS:2379

      Give the API servers --etcd-certfile and --etcd-keyfile first. Do the same for peers: --peer-client-cert-auth and
      --peer-trusted-ca-file.

      \(ComponentSettings.text(.etcdOpen))

      If strangers could reach the port, treat every secret of the cluster as read.
      """)

  static let ignitionOpen = Explanation(
    "ignition-open", "The machine-config-server answers strangers",
    meaning: """
      OpenShift's machine-config-server would send the Ignition configuration of a worker to anyone: it answered a HEAD
      request for it with 200. New machines have no credentials yet, so the server does not authenticate them. They must
      be able to reach it, and nobody else. apiexpose did not download the configuration.
      """,
    attack: """
      The configuration holds the pull secret for the cluster's images, what a new machine needs to request a node
      certificate, and everything that machine configurations distribute. With it, an attacker can ask to join as a node;
      somebody still has to approve the certificate signing request.
      """,
    check: """
        curl -skI -H 'Accept: application/vnd.coreos.ignition+json;version=3.2.0' \\
          https://HOST:PORT/config/worker

      200 means that anyone gets the configuration. Without -I, curl would download it.
      """,
    remedy: """
      OpenShift's documentation (4.10 to 4.16) names no supported way to switch the endpoint off, or to restrict it in the
      cluster. Allow ports 22623 and 22624 from the machine networks only, by firewall or security group, and remove the
      port from load balancers that others can reach. Keep secrets out of machine configurations. Approve certificate
      signing requests only of machines that you know. If strangers could reach the port, replace the pull secret.
      """)

  static let kubectlProxy = Explanation(
    "kubectl-proxy", "A proxy lends its credentials to strangers",
    meaning: """
      Over plain HTTP, requests without credentials reach an API server in somebody else's name: through a kubectl proxy
      that listens on more than loopback, or another proxy that adds credentials. The API server cannot tell strangers
      from the owner of those credentials.
      """,
    attack: """
      Whoever reaches the port can do everything that the owner can do, often everything that an administrator can do.
      """,
    check: """
        curl -s http://HOST:PORT/api

        curl -s 'http://HOST:PORT/api/v1/namespaces?limit=1'

      A list, or a refusal that names another user than system:anonymous, shows it.
      """,
    remedy: """
      Stop it: a person or a pod started it with --address and --accept-hosts. Use kubectl proxy on loopback only, or
      kubectl port-forward. If a service needs the API, give it a service account of its own. If strangers could reach the
      port, revoke the credentials that the proxy used.
      """)

  static let componentMetrics = Explanation(
    "component-metrics", "A component shows its metrics to strangers",
    meaning: """
      A component other than the API server told a request without credentials more than its health: its metrics
      (/metrics), or its configuration (/configz). The evidence names the component and the paths.
      """,
    attack: """
      Metrics tell the exact build, the names of namespaces, pods, nodes and queues, the addresses of peers, and how busy
      the cluster is. The configuration of a kubelet tells how access to it is set.
      """,
    check: """
        curl -sk https://HOST:PORT/metrics | head

      Write http:// if the port does not speak TLS.
      """,
    remedy: """
      kube-controller-manager and kube-scheduler: let them listen on loopback (--bind-address=127.0.0.1), and take
      system:anonymous and system:unauthenticated out of bindings to /metrics.

      kube-proxy: metricsBindAddress: 127.0.0.1:10249, which is its default.

      etcd: --listen-metrics-urls=http://127.0.0.1:2381.

      kubelet: see `kubelet-anonymous`.

      If monitoring asks from another machine, let only its addresses reach the port.

      \(ComponentSettings.text(.componentMetrics))
      """)
}
