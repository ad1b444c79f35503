extension Explanation {
  static let notKubernetes = Explanation(
    "not_kubernetes", "Answers, and is no Kubernetes API server",
    meaning: """
      Something answers over TLS, and it is no kube-apiserver: it shows no version document, header or certificate of
      one. A bare 200 "ok" on /healthz proves nothing, many servers answer so. A component of a cluster that was
      recognised, such as a kubelet or etcd, is not here: it has a verdict of its own, and the column component names it.
      One that was not recognised may be here: \(OptionName.components) asks more on the ports of components.
      """,
    attack: "None that concerns an API server.",
    check: """
        curl -skv https://HOST:PORT/version
      """,
    remedy: """
      Take it off the list, or give the right port (\(OptionName.port)). A proxy that asks for a log-in before it passes \
      anything on
      hides an API server completely: then this is what it should look like.
      """)

  static let plainHTTP = Explanation(
    "plain_http", "Plain HTTP, and no kube-apiserver",
    meaning: """
      The port speaks HTTP without TLS, and nothing shows a kube-apiserver or another component of Kubernetes behind it.
      A component that was recognised, such as etcd or kube-proxy, has a verdict of its own, and the column component
      names it.
      """,
    attack: "None that concerns an API server.",
    check: """
        curl -sv http://HOST:PORT/version
      """,
    remedy: "Take it off the list, or give the right port (\(OptionName.port)).")

  static let tlsFailed = Explanation(
    "tls_failed", "No TLS session came about",
    meaning: """
      TCP connects, and then no TLS session comes about: the server is silent, resets the connection, sends something
      else, an alert, or no version or cipher is common. It may be another protocol, a balancer without a server behind
      it, or a filter that lets connections up and drops what follows.
      """,
    attack: "Unknown; nothing was read.",
    check: """
        openssl s_client -connect HOST:PORT -servername HOST </dev/null
      """,
    remedy: """
      If an API server should be there, look at the balancer's health checks and at the server's own log. The error of
      the row says how far it came.
      """)

  static let closed = Explanation(
    "closed", "Nothing listens on the port",
    meaning: """
      The connection was refused: the machine is there, and nothing listens on the port, or a firewall rejects. An API
      server that is just restarting looks the same for some seconds.
      """,
    attack: "None on this port.",
    check: """
        curl -skv https://HOST:PORT/version
      """,
    remedy:
      "If an API server should be there, look again: `apiexpose watch HOST:PORT` shows whether it comes and goes."
  )

  static let filtered = Explanation(
    "filtered", "Dropped on the way",
    meaning: """
      Nothing answers the connection attempt: a firewall or security group drops it, or no machine has the address. Seen
      from where the scan ran; another network may be let in.
      """,
    attack: "None from here.",
    check: """
        curl -skv --connect-timeout 5 https://HOST:PORT/version
      """,
    remedy: """
      This is what a firewall should look like from outside. If the list comes from your own inventory, scan once from
      within as well: what leaks behind the firewall still leaks to everybody inside.
      """)

  static let unreachable = Explanation(
    "unreachable", "The network has no way there",
    meaning: "The network said that there is no route, or that the host or network cannot be reached.",
    attack: "None from here.",
    check: """
        curl -skv https://HOST:PORT/version
      """,
    remedy: "Scan from a network that has a route. Without IPv6, scan the IPv4 addresses of names only (-4).")

  static let unresolved = Explanation(
    "unresolved", "The name has no address",
    meaning: """
      The resolver knows no address for the name: it is misspelt, gone, or known inside another network only. Or all its
      addresses name no host, as 0.0.0.0 does.
      """,
    attack: """
      None by itself. A name whose target at a provider is gone may be claimed by somebody else: remove stale records.
      """,
    check: """
        getent ahosts HOST
      """,
    remedy: "Correct the list, or scan where the name resolves.")

  static let failed = Explanation(
    "failed", "The scanner could not try",
    meaning: """
      The machine that scans could not make the connection: it ran out of open files, ports or buffers even after
      waiting, or the name server did not answer. Or the scan goes through a proxy, and nothing shows that the proxy
      reached the endpoint. It says nothing of the endpoint.
      """,
    attack: "Unknown. Do not count it as locked down.",
    check: """
        ulimit -n; getent ahosts HOST
      """,
    remedy: """
      Scan again: with a lower \(OptionName.concurrency) or a higher limit on open files (ulimit -n), or when the name server answers. What a
      proxy answered stands in the column error: look at its rules and its log.
      """)
}
