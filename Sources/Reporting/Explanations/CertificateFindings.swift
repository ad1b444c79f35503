extension Explanation {
  static let internalNames = Explanation(
    "internal-names", "The certificate reveals internal names",
    meaning: """
      The serving certificate lists private addresses or names that only the internal network knows: nodes, the service
      network, internal domains. TLS shows it to everyone, and locking the server down changes nothing. What every API
      server's certificate holds (kubernetes.default.svc, localhost) is not counted.
      """,
    attack: """
      It maps the inside: address ranges, naming scheme, number of control-plane nodes, the cloud region. That helps with
      requests forged through another server, and with a convincing phishing mail.
      """,
    check: """
        openssl s_client -connect HOST:PORT </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName
      """,
    remedy: """
      The server needs these names for its own clients, so they cannot simply be left out. Serve strangers another
      certificate: one with the public name alone, chosen by SNI:

        --tls-sni-cert-key=public.crt,public.key:api.example.com

      Whoever gives another name or none still gets the main certificate. So the real cure is to keep strangers away by the
      firewall or a private endpoint, or to put a proxy with its own certificate in front.
      """)

  static let certificateExpired = Explanation(
    "certificate-expired", "The serving certificate is no longer valid",
    meaning: """
      The serving certificate's validity had ended at the time of the scan. Clients that verify refuse it: kubelets,
      controllers and kubectl lose the server, or somebody has switched verification off.
      """,
    attack: """
      Where people got used to skipping verification (--insecure-skip-tls-verify), anybody on the way can pose as the API
      server and collect tokens.
      """,
    check: """
        openssl s_client -connect HOST:PORT </dev/null 2>/dev/null | openssl x509 -noout -enddate -subject
      """,
    remedy: """
      Renew it. kubeadm, on each control-plane node, then restart the static pods:

        kubeadm certs check-expiration

        kubeadm certs renew all

      K3s and RKE2 renew certificates that are near their end when the service restarts. Find who skips verification, and
      stop that.
      """)

  static let certificateExpiring = Explanation(
    "certificate-expiring", "The serving certificate ends within 30 days",
    meaning: """
      The serving certificate ends within 30 days of the scan. kubeadm's certificates last a year and are renewed by
      kubeadm upgrade: a cluster that is not upgraded for a year loses its control plane on that day.
      """,
    attack: "None yet; see `certificate-expired` for what follows.",
    check: certificateExpired.check,
    remedy: """
      Renew it before the date. kubeadm, on each control-plane node, then restart the static pods:

        kubeadm certs renew all

      K3s and RKE2 renew certificates that are near their end when the service restarts. A provider renews its own.
      """)

  static let weakTLS = Explanation(
    "weak-tls", "TLS 1.1 or older was negotiated",
    meaning: """
      The server negotiated TLS 1.1 or older, which have known weaknesses and are withdrawn (RFC 8996). kube-apiserver
      speaks TLS 1.2 and newer by default: an old release, a flag, or a balancer that ends TLS is the reason.
      """,
    attack: """
      Somebody who can change traffic on the way may weaken or read connections of clients that accept old versions,
      bearer tokens among them.
      """,
    check: """
        openssl s_client -connect HOST:PORT -tls1_1 -cipher 'DEFAULT:@SECLEVEL=0' </dev/null
      """,
    remedy: """
      Set --tls-min-version=VersionTLS12 or remove the flag that lowers it; on a balancer, choose a policy that begins with
      TLS 1.2. Upgrade a release that supports nothing newer.
      """)
}
