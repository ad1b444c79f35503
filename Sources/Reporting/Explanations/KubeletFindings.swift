/// What an open kubelet means.
///
/// Sources: kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz (defaults, flags, what is authorized),
/// kubernetes.dev/resources/keps/2862 (nodes/pods apart from nodes/proxy),
/// kubernetes.io/docs/concepts/security/api-server-bypass-risks (neither admission nor audit see a kubelet's API),
/// kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1 (readOnlyPort),
/// kubernetes.io/docs/reference/command-line-tools-reference/kubelet (--read-only-port), kubernetes,
/// pkg/kubelet/server/server.go (exec, run, attach, containerLogs beside pods), virtual-kubelet,
/// node/api/server.go (the same paths, and no authorization).
extension Explanation {
  static let kubeletAnonymous = Explanation(
    "kubelet-anonymous", "A kubelet lets strangers in",
    meaning: """
      The kubelet's API on this node listed its pods to a request without credentials. Either anonymous requests are
      accepted and authorization is AlwaysAllow, which are the defaults of the two flags, or a role gives
      system:anonymous or system:unauthenticated the resource nodes/proxy.

      If the same kubelet refuses /configz, only the list of pods is open: since Kubernetes 1.32 (by default since 1.33)
      a role can grant nodes/pods without nodes/proxy. The finding is then high, otherwise critical.
      """,
    attack: """
      With nodes/proxy or AlwaysAllow, anyone who can list the pods can also run commands in every container of the node
      and read their logs and service account tokens, whatever the API server would refuse. Neither admission control nor
      the API server's audit log sees it. On a control-plane node, or with a privileged pod, that is the whole cluster.
      The list of pods alone shows images, arguments, environment variables, and the names of nodes and services.
      """,
    check: """
        curl -sk https://HOST:PORT/pods | head -c 300

      A PodList means that strangers get in. "Unauthorized" means that anonymous requests are off, "Forbidden (user=...)"
      that the kubelet authorizes requests, and "Authorization error" that it cannot ask its API server.
      """,
    remedy: """
      Now: close the port to everything but the control plane and monitoring. Then set in the kubelet's configuration on
      every node, and restart the kubelet:

        authentication:
          anonymous:
            enabled: false
          webhook:
            enabled: true
        authorization:
          mode: Webhook

      The same as flags: --anonymous-auth=false --authentication-token-webhook=true --authorization-mode=Webhook.

      \(ComponentSettings.text(.kubeletAnonymous))

      Delete role bindings that give system:anonymous or system:unauthenticated one of the resources nodes/proxy,
      nodes/pods, nodes/metrics or nodes/log. If strangers could reach the port, treat the node as compromised: rotate
      the tokens of its pods, and read their logs.
      """)

  static let kubeletReadOnlyPort = Explanation(
    "kubelet-read-only-port", "A kubelet's read-only port is open",
    meaning: """
      The kubelet answers over plain HTTP on its read-only port, usually 10255, which has neither authentication nor
      authorization. It is off by default in the kubelet's configuration file. The flag --read-only-port has the default
      10255, which counts if no configuration file is used.
      """,
    attack: """
      Anyone can read the specifications of all pods on the node: images, namespaces, names of nodes and services,
      arguments and environment variables, and with them any secret that was written there. The port also serves metrics.
      It cannot run commands.
      """,
    check: """
        curl -s http://HOST:PORT/pods | head -c 300
      """,
    remedy: """
      Set in the kubelet's configuration, and restart the kubelet:

        readOnlyPort: 0

      The same as a flag: --read-only-port=0.

      \(ComponentSettings.text(.kubeletReadOnlyPort))

      Whatever used the port, such as old monitoring, has to ask port 10250 with credentials and the right nodes/metrics.
      Rotate secrets that stand in environment variables or arguments.
      """)
}
