extension Explanation {
  static let anonymousVersion = Explanation(
    "anonymous-version", "The version document is readable",
    meaning: versionLeak.meaning, attack: versionLeak.attack, check: versionLeak.check,
    remedy: versionLeak.remedy)

  static let anonymousHealth = Explanation(
    "anonymous-health", "The health is readable",
    meaning: """
      /healthz told its state to an anonymous request. Probes and balancers need that where they have no credentials, so
      it is the least of the leaks, and Kubernetes' default.
      """,
    attack: """
      It shows that a kube-apiserver is there, and whether an attack on it, or on its etcd, takes effect.
      """,
    check: """
        curl -sk https://HOST:PORT/healthz
      """,
    remedy: """
      Leave it open where the kubelet's probes and balancers ask it without credentials. Otherwise keep strangers away by
      the network, or switch anonymous requests off after giving the probes credentials: see ways (2) and (3) of
      `version_leak`.
      """)

  static let healthDetails = Explanation(
    "health-details", "Individual health checks are listed",
    meaning: """
      The health answer lists every check by name. kube-apiserver does that on ?verbose always, and by itself whenever a
      check fails, so the server may be in trouble now: see which check has [-].
      """,
    attack: """
      The names tell which parts run in the server (etcd, encryption providers, hooks of features that are on), and
      which one is failing: a good moment for an attack. They also bound the release where the version is hidden:
      loopback-serving-certificate, for one, is there from 1.36 on only.
      """,
    check: """
        curl -sk 'https://HOST:PORT/healthz?verbose'
      """,
    remedy: """
      Fix the failing check first: [-]etcd means that etcd is slow or away. The list itself cannot be switched off; it is
      told to whoever may ask the path, so it goes away with anonymous access to the health: see `anonymous-health`.
      """)

  static let anonymousResources = Explanation(
    "anonymous-resources", "Strangers may read resources, metrics or discovery",
    meaning: """
      Requests without credentials were allowed beyond version and health. The evidence names what could be listed, and
      how many objects there are where the server told it. Critical where resources could be listed; medium where only
      /metrics, /openapi or discovery (/api, /apis) could be read.
      """,
    attack: anonymousAccess.attack + """
       Metrics and discovery name namespaces, workloads, custom resources and versions of what runs inside.
      """,
    check: anonymousAccess.check,
    remedy: anonymousAccess.remedy + """
       Where only discovery or metrics are open, look for system:discovery, system:basic-user or system:monitoring
      bound to system:unauthenticated, left over from a cluster that was made before 1.14.
      """)

  static let clusterInfo = Explanation(
    "cluster-info", "kubeadm's cluster-info is readable",
    meaning: """
      kubeadm binds a Role in the namespace kube-public to system:anonymous, so that new nodes can read the ConfigMap
      cluster-info before they have credentials. It holds the cluster's CA certificate and the API server's address.
      Nothing in it is secret; it is kubeadm's default.
      """,
    attack: """
      It gives away the API server's internal address or name. Its jws-kubeconfig-* entries tell which bootstrap tokens
      exist (their identifiers). They also let an attacker test guesses of a token's secret without asking the server; that
      secret has 16 random characters out of 36, so it is out of reach unless somebody chose it by hand.
      """,
    check: """
        curl -sk https://HOST:PORT/api/v1/namespaces/kube-public/configmaps/cluster-info
      """,
    remedy: """
      When no node is to be joined by token, remove the binding. It comes back with kubeadm init phase bootstrap-token, and
      with every kubeadm upgrade apply:

        kubectl -n kube-public delete rolebinding kubeadm:bootstrap-signer-clusterinfo

      Joining then needs --discovery-file. Delete bootstrap tokens that are not needed (kubeadm token list, kubeadm token
      delete).
      """)

  static let insecurePortFinding = Explanation(
    "insecure-port", "The API server answers without any authentication",
    meaning: insecurePortVerdict.meaning, attack: insecurePortVerdict.attack,
    check: insecurePortVerdict.check, remedy: insecurePortVerdict.remedy)

  static let plaintextHTTP = Explanation(
    "plaintext-http", "A server of the Kubernetes API answers over plain HTTP",
    meaning: """
      A server of the Kubernetes API answers over plain HTTP, and it does authenticate or authorize: it refused a path, or
      its release has no insecure port. Something in front of it, a balancer or a proxy, ended TLS and passes requests on.
      It is no `insecure_port`: strangers may do no more than over TLS. The column component says which program it is;
      where it is empty, it may be a cluster's API server or another program that is built on the same library.
      """,
    attack: """
      Whoever can read traffic on the way reads what its clients send, bearer tokens too, and is that client from then on.
      Whoever can change traffic changes what they send and get.
      """,
    check: """
        curl -sv http://HOST:PORT/version

        curl -s -o /dev/null -w '%{http_code}\\n' 'http://HOST:PORT/api/v1/secrets?limit=1'

      401 or 403 on the second says that the server decides itself who may do what.
      """,
    remedy: """
      Close the plain port to everybody, or let it do no more than redirect to HTTPS. Serve TLS to the clients where TLS is
      ended now, or pass TCP through to the server, so that client certificates work as well. Rotate the tokens that
      were sent in the clear.
      """)
}
