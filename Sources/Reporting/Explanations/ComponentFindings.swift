/// What open components other than the API server mean.
///
/// Sources: kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz (kubelet: defaults, flags, what is
/// authorized), kubernetes.dev/resources/keps/2862 (nodes/pods apart from nodes/proxy),
/// kubernetes.io/docs/concepts/security/ api-server-bypass-risks (neither admission nor audit see a kubelet's API),
/// kubernetes.io/docs/reference/config-api/ kubelet-config.v1beta1 (readOnlyPort),
/// kubernetes.io/docs/reference/command-line-tools-reference/kubelet (--read-only-port), k3s-io/k3s,
/// pkg/daemons/agent/agent_linux.go (the kubelet's flags), cloud.google.com/
/// kubernetes-engine/docs/how-to/disable-kubelet-readonly-port, kubernetes, pkg/kubelet/server/server.go (exec, run,
/// attach, containerLogs beside pods), kubernetes.io/docs/reference/networking/ports-and-protocols, etcd.io/docs,
/// "Transport security model" and "Role-based access control",
/// kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd ("access to etcd is equivalent to root permission
/// in the cluster"), docs.redhat.com, OpenShift Container Platform, "Machine Config Operator",
/// kubernetes.io/docs/reference/kubectl/generated/kubectl_proxy, kubernetes.io/docs/concepts/cluster-administration/
/// system-metrics.
extension Explanation {
  static let kubeletAnonymous = Explanation(
    "kubelet-anonymous", "A kubelet lets strangers in",
    meaning: """
      The kubelet's API on this node listed its pods to a request without credentials. Anonymous requests are on, which is
      the default of the flag, and authorization is AlwaysAllow, or a role gives system:anonymous or
      system:unauthenticated the resource nodes/proxy. kubeadm and K3s set neither: they switch anonymous requests off
      and authorization to Webhook, so somebody changed it there.

      Where the same kubelet refuses /configz, the list of pods alone is open: since Kubernetes 1.32 (by default since
      1.33) a role can give nodes/pods without nodes/proxy. The finding is high then, and critical otherwise.
      """,
    attack: """
      With nodes/proxy or AlwaysAllow, who lists the pods also runs commands in every container of the node, reads their
      logs and their service account tokens, whatever the API server refuses; neither admission control nor the API
      server's audit log sees it. From a control-plane node, or a pod with rights, it is the whole cluster. The list of
      pods by itself tells images, arguments, environment variables, node and service names.
      """,
    check: """
        curl -sk https://HOST:PORT/pods | head -c 300

      200 with a PodList lets strangers in; 401 is anonymous requests off, 403 is a kubelet that authorizes, 500 with
      "Authorization error" one that cannot ask its API server.
      """,
    remedy: """
      Close the port to everybody but the control plane and monitoring, now. Then set on every node, in the kubelet's
      configuration (/var/lib/kubelet/config.yaml under kubeadm), and restart the kubelet:

        authentication:
          anonymous:
            enabled: false
          webhook:
            enabled: true
        authorization:
          mode: Webhook

      As flags: --anonymous-auth=false --authentication-token-webhook=true --authorization-mode=Webhook. Under K3s and
      RKE2 give flags as kubelet-arg in the configuration of the agent. Delete bindings that give
      system:anonymous or system:unauthenticated the resources nodes/proxy, nodes/pods, nodes/metrics or nodes/log. Treat
      the node as broken into if strangers could reach the port: rotate the tokens of its pods, and read their logs.
      """)

  static let kubeletReadOnlyPort = Explanation(
    "kubelet-read-only-port", "A kubelet's read-only port is open",
    meaning: """
      The kubelet answers over plain HTTP on its read-only port, usually 10255, which knows neither authentication nor
      authorization. The kubelet's configuration file has it off by default; --read-only-port turns it on, by default to
      10255 where no configuration file is used. kubeadm and K3s set it to 0. On GKE it can be turned off from
      1.26.4-gke.500 on.
      """,
    attack: """
      It lists the specifications of all pods of the node: images, namespaces, node and service names, arguments and
      environment variables, and with them whatever secrets were written there. It also gives measurements. It runs
      nothing.
      """,
    check: """
        curl -s http://HOST:PORT/pods | head -c 300
      """,
    remedy: """
      Set in the kubelet's configuration, and restart the kubelet:

        readOnlyPort: 0

      Or the flag --read-only-port=0. On GKE, for the cluster (existing node pools are updated one by one):

        gcloud container clusters update CLUSTER --no-autoprovisioning-enable-insecure-kubelet-readonly-port

      Let what used it (old monitoring) ask port 10250 with credentials and the right nodes/metrics. Rotate secrets that
      stand in environment variables or arguments.
      """)

  static let etcdOpen = Explanation(
    "etcd-open", "etcd lets clients in without a certificate",
    meaning: """
      etcd's server for clients answered without a client certificate. It holds every object of the cluster, secrets too,
      and neither authentication nor certificates are on by default. Only etcd's own role-based access control, which
      Kubernetes does not use by itself, could still refuse reads and writes; that cannot be seen by GET.
      """,
    attack: """
      Who reads and writes etcd is above the API server: reads all secrets, and writes roles and pods past admission and
      audit. The Kubernetes documentation calls access to etcd equivalent to root permission in the cluster.
      """,
    check: """
        curl -sk https://HOST:PORT/version

      or http:// where it speaks no TLS. An etcd that asks for certificates ends the handshake.
      """,
    remedy: """
      Close the port to everybody but the API servers and etcd's peers, now. Then serve TLS, and demand certificates of an
      authority that issues for API servers only:

        --cert-file=... --key-file=...
        --client-cert-auth=true --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
        --listen-client-urls=https://127.0.0.1:2379,https://ADDRESS:2379

      The same for peers: --peer-client-cert-auth and --peer-trusted-ca-file. Give the API servers --etcd-certfile and
      --etcd-keyfile first. kubeadm, K3s and RKE2 set all of this up themselves: an open etcd there was started by hand, or
      serves something else. If strangers could reach it, treat every secret of the cluster as read.
      """)

  static let ignitionOpen = Explanation(
    "ignition-open", "The machine-config-server answers strangers",
    meaning: """
      OpenShift's machine-config-server would give anyone the Ignition configuration of a worker: asked by HEAD, it
      answered 200. New machines have no credentials yet, so it has no authentication. It must be reachable for them, and
      for nobody else. apiexpose did not fetch the configuration.
      """,
    attack: """
      The configuration holds what a new machine needs to ask for a node's certificate, the pull secret of the cluster's
      images, and whatever machine configurations distribute. With that, somebody can ask to join as a node, which an
      approval of certificate signing requests still has to let through.
      """,
    check: """
        curl -skI https://HOST:PORT/config/worker
      """,
    remedy: """
      There is no supported way to switch it off or to authenticate. Let only the networks of machines reach ports 22623 and
      22624, by firewall or security group, and take the port out of balancers that others reach. Keep secrets out of
      machine configurations. Approve certificate signing requests only of machines that you know. If
      strangers could reach it, replace the pull secret.
      """)

  static let kubectlProxy = Explanation(
    "kubectl-proxy", "A proxy lends its credentials to strangers",
    meaning: """
      Over plain HTTP, requests without credentials reach an API server as requests of somebody else: a kubectl proxy that
      listens on more than loopback, or another proxy that adds credentials. The API server cannot tell strangers from the
      owner.
      """,
    attack: """
      Whoever reaches the port may do everything that the owner may do, often all that an administrator does.
      """,
    check: """
        curl -s http://HOST:PORT/api

        curl -s 'http://HOST:PORT/api/v1/namespaces?limit=1'

      A list, or a refusal that names another user than system:anonymous, shows it.
      """,
    remedy: """
      Stop it: it is a process of a person or a pod, started with --address and --accept-hosts. Use kubectl proxy on
      loopback only, or kubectl port-forward. Where a service needs the API, give it a service account of its own. Revoke the
      credentials that the proxy used, if strangers could reach it.
      """)

  static let componentMetrics = Explanation(
    "component-metrics", "A component shows its measurements to strangers",
    meaning: """
      A component other than the API server told a request without credentials more than its health: its measurements
      (/metrics), or its configuration (/configz). The evidence names the component and the paths.
      """,
    attack: """
      Measurements tell the exact build, names of namespaces, pods, nodes and queues, addresses of peers, and how much goes
      on. The configuration of a kubelet tells how its access is set.
      """,
    check: """
        curl -sk https://HOST:PORT/metrics | head

      or http:// where it speaks no TLS.
      """,
    remedy: """
      kube-controller-manager and kube-scheduler: let them listen on loopback (--bind-address=127.0.0.1), and take
      system:anonymous and system:unauthenticated out of bindings to /metrics. kube-proxy: metricsBindAddress:
      127.0.0.1:10249, its default. etcd: --listen-metrics-urls=http://127.0.0.1:2381, as kubeadm sets it. kubelet: see
      `kubelet-anonymous`. Where monitoring asks from elsewhere, let only its addresses reach the port.
      """)
}
