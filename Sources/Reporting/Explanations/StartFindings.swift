extension Explanation {
  private static let loopbackCommand = """
      openssl s_client -connect HOST:PORT -servername apiserver-loopback-client </dev/null 2>/dev/null \\
        | openssl x509 -noout -subject
    """

  static let startTime = Explanation(
    "start-time", "The server reveals its start time",
    meaning: """
      kube-apiserver makes a certificate for its own loopback client at every start, and shows it to whoever asks for the
      name apiserver-loopback-client by SNI. Its common name carries the start as a Unix time. A TLS handshake is enough,
      with no HTTP request, and --anonymous-auth=false changes nothing. The dates inside it begin an hour earlier on
      purpose; the number counts.
      """,
    attack: """
      The age of the process bounds the age of the build and shows when it was last patched or changed; it moves with
      every restart, so somebody outside sees an attack or an outage take effect. It also shows that this is a program
      built on k8s.io/apiserver that keeps a loopback client, whatever else is hidden: a kube-apiserver or an aggregated
      API server. kube-controller-manager and kube-scheduler show no such certificate.
      """,
    check: """
      \(loopbackCommand)

      Then turn the number behind the @ into a date:

        date -u -d @NUMBER
      """,
    remedy: """
      There is no switch for it in Kubernetes. Keep strangers away from the port, or put a proxy that ends TLS in front.
      The scan leaves it alone with \(OptionName.noStartTime).
      """)

  static let recentRestart = Explanation(
    "recent-restart", "The server started less than 15 minutes before the scan",
    meaning: """
      The loopback certificate says that the process had just started. Once, that is an upgrade or a change (low). Together
      with 401 or 403 on the health paths it is the classic sign of a trap (medium): the kubelet's probes have no
      credentials, are refused, and the kubelet, which takes any status outside 200 to 399 for a failure, kills the server
      again and again. Between two kills the cluster looks healthy.
      """,
    attack: """
      None by itself. An API server in a restart loop answers badly, and the cure that people find in a hurry is often to
      open more than before.
      """,
    check: """
      Look twice, some minutes apart, whether the number moves:

      \(loopbackCommand)

      `apiexpose watch HOST:PORT` does it for you. On the control-plane node:

        crictl ps -a --name kube-apiserver

        journalctl -u kubelet | grep -E 'kube-apiserver.*(Liveness|Startup) probe failed|statuscode: 40[13]'
      """,
    remedy: """
      Where the health paths are answered 401 or 403 and the server restarts again and again, undo what refuses them: take
      --anonymous-auth=false out of the manifest, or give the health paths back to system:unauthenticated. The restarts
      stop at once. Then close the leak without the trap (below). Where health is answered to everybody, that flag is not
      set and the probes are not refused: look at the server's log, its memory limit and etcd instead.

      \(LeakRemedies.text())
      """)
}
