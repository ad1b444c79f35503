extension Explanation {
  static let forbidden = Explanation(
    "forbidden", "Anonymous requests are accepted but granted nothing",
    meaning: """
      The server answered 403 and not 401: it accepts requests without credentials as system:anonymous, and
      authorization grants them nothing, not even the health. Somebody took system:unauthenticated out of
      system:public-info-viewer, or a proxy refuses.
      """,
    attack: """
      Nothing is readable now, but only RBAC refuses: one ClusterRoleBinding for system:unauthenticated or
      system:anonymous, written by mistake, exposes the server. A 403 with a Status object also proves that
      this is Kubernetes.
      """,
    check: """
        curl -sk https://HOST:PORT/version

        kubectl get clusterrolebinding system:public-info-viewer -o yaml
      """,
    remedy: """
      Better than relying on RBAC: limit anonymous requests to the health paths, or switch them off (see `version_leak`).
      kube-apiserver restores its default bindings at every start: one that was deleted is made again, and the leak is back
      after the next restart. What lasts is to keep system:public-info-viewer, empty its subjects, and annotate it with
      rbac.authorization.kubernetes.io/autoupdate: "false". And see that the kubelet's probes have credentials: they are
      answered 403 like everybody, which fails a probe as 401 does.
      """)

  static let lockedDown = Explanation(
    "locked_down", "Strangers are refused",
    meaning: """
      Every path answered 401: anonymous authentication is off. Nothing is told but that a kube-apiserver is there.
      """,
    attack: """
      Without credentials there is nothing to read. The certificate's names and the start time still show (see
      `internal-names` and `start-time`).
      """,
    check: """
        curl -sk -o /dev/null -w '%{http_code}\\n' https://HOST:PORT/version

        curl -sk -o /dev/null -w '%{http_code}\\n' https://HOST:PORT/healthz
      """,
    remedy: """
      Nothing has to be done about the leak. See that the server is well, though: a kubelet probe without credentials is
      answered 401 as well, and kills the server again and again. `apiexpose watch HOST:PORT` sees that from outside; see
      `recent-restart`.
      """)

  static let clientCertificateRequired = Explanation(
    "client_certificate_required", "TLS itself refuses strangers",
    meaning: """
      The server ends the TLS connection because the client shows no certificate. No HTTP request comes through, so
      nothing more is known of what is behind it. kube-apiserver only asks for a certificate and never insists; a proxy
      or load balancer in front, etcd, or another service does.
      """,
    attack: "Without a certificate of one of its authorities, nothing.",
    check: """
        openssl s_client -connect HOST:PORT </dev/null

      Look for an alert (certificate required, handshake failure) and for the acceptable client certificate CA names.
      """,
    remedy: "Nothing has to be done.")

  static let inconclusive = Explanation(
    "inconclusive", "No answer that decides",
    meaning: """
      A kube-apiserver, or something that may be in front of one, gave no answer that decides: 429, 5xx, an answer that
      was cut off or cannot be read, or the deadline came first. A kube-apiserver that has just started answers 403 to
      everybody until it has loaded its roles, and that decides nothing either. It could leak or not.
      """,
    attack: "Unknown. Do not count it as locked down.",
    check: """
        curl -skv --max-time 30 https://HOST:PORT/version
      """,
    remedy: """
      Scan it again, with more time (\(OptionName.deadline) 30s) and less load (\(OptionName.rate)). If it stays so, ask its owner: a server that
      answers 5xx or restarts has another problem; `apiexpose watch HOST:PORT` shows whether it restarts.
      """)
}
