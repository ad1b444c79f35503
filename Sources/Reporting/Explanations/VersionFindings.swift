extension Explanation {
  static let endOfLifeRelease = Explanation(
    "end-of-life-release", "The minor release is no longer supported",
    meaning: """
      Upstream ended support for this minor release before the scan: flaws that are found now are not fixed in it.
      Kubernetes supports a minor release for about fourteen months. A vendor may support it longer, and EKS, AKS, GKE and
      OpenShift sell support beyond that: where the distribution is recognised and its calendar is known, that calendar
      counts, and the evidence says whose it is. Support that has to be bought makes the finding low while it lasts, for
      nobody sees from outside whether it was. The finding is medium in the first year after the end, and high after that.
      """,
    attack: """
      Every vulnerability that was published since then stays open, and its fix in later releases shows how to use it.
      """,
    check: """
        curl -sk https://HOST:PORT/version

      Compare with https://kubernetes.io/releases/ and with `apiexpose knowledge`, which says how old this program's own
      table is (\(OptionName.knowledge) FILE replaces it).
      """,
    remedy: """
      Upgrade, one minor release at a time for the control plane, to one that upstream or your provider supports. With a
      provider's extended support, see that the cluster really has it.
      """)

  static let knownVulnerabilities = Explanation(
    "known-vulnerabilities", "Published vulnerabilities apply to the version",
    meaning: """
      The version that the server gives lies in the affected range of published vulnerabilities. The evidence lists them:
      those that a stranger without credentials can use (anonymous) first, then those that need more (authenticated, node,
      pod, component), what no release fixes (unfixed) last; each with its CVSS base score where one is known. It names the
      oldest supported release that has all fixes. The severity is that of the worst one that a stranger can use, a step
      higher and at least high where CISA lists it as exploited (KEV); where all need credentials it is medium at most. What
      no release fixes applies to every cluster there is, and is no more than information where nothing else applies.

      "by Go version" marks flaws of the Go release that built the server, in its TLS and HTTP code. They hold for a vendor's
      build as well; whether kube-apiserver reaches the code was not tested.

      It is a comparison of versions and no test. Vendors carry fixes back without changing upstream's number: for a
      vendor's build the finding is made by upstream version, with low confidence. Many flaws need a feature that is off by
      default: `apiexpose knowledge CVE-ID` says what an attacker needs, and where that was read.
      """,
    attack: """
      Somebody who knows the version picks the flaws that need no credentials, as floods of HTTP/2 requests do, and keeps
      the others for the day on which any credential leaks.
      """,
    check: """
        curl -sk https://HOST:PORT/version

        apiexpose knowledge VERSION

      For a vendor's build, look the identifier up in the vendor's own bulletins.
      """,
    remedy: """
      Upgrade to the release that the evidence names, or to your vendor's build that says it has the fix. A fix that needs a
      feature gate is not there until the gate is on: --feature-gates=UnauthenticatedHTTP2DOSMitigation=true for
      CVE-2023-39325 up to 1.28, OrderedNamespaceDeletion=true for CVE-2024-7598 from 1.30 to 1.32. For what is never fixed:
      DenyServiceExternalIPs as an admission plugin (CVE-2020-8554); no write access to Endpoints and
      EndpointSlices for tenants (CVE-2021-25740); no untrusted admission webhooks, and --profiling=false
      (CVE-2020-8561); few who may modify Nodes (CVE-2020-8562).
      """)

  static let inconsistentControlPlane = Explanation(
    "inconsistent-control-plane", "The addresses of one name differ",
    meaning: """
      The name has several addresses, and on the same port they give different verdicts or versions: one locked down and
      another leaking, or two releases. During an upgrade of the control plane different versions are normal for some
      minutes. Addresses that do not answer are not compared.
      """,
    attack:
      "An attacker asks all addresses and uses the weakest: one machine that was forgotten opens the cluster.",
    check: """
      Ask each address under the same name:

        curl -sk --resolve NAME:PORT:ADDRESS https://NAME:PORT/version
      """,
    remedy: """
      Bring the machines to the same flags and release; the row of each address says what it is. Configure static pods
      from one source (kubeadm's ClusterConfiguration and patches) and not by hand on each node. An address that is no
      API server at all does not belong behind the name.
      """)
}
