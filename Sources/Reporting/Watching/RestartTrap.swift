import Exposure

/// The trap of the liveness probe, and the way out of it for a release.
enum RestartTrap {
  /// How a server gets into it.
  static let explanation = """
    Health is refused with 401 or 403: most likely somebody set --anonymous-auth=false or took the health paths from \
    system:unauthenticated. The kubelet's probes have no credentials, take any status outside 200 to 399 for a failure, \
    and kill the server again and again.
    """

  /// The way out, in a sentence or two; without a release, for all of them. The texts with the file and the flags are
  /// those of `recent-restart`.
  static func remedy(release: MinorRelease?) -> String {
    let first = "Undo that: the restarts stop at once. "
    guard let release else {
      return first
        + """
        Then, from 1.32 on (1.31 with a feature gate), limit anonymous requests to /livez, /readyz and /healthz by an \
        AuthenticationConfiguration; before that, probe the port by tcpSocket first.
        """
    }
    guard release >= MinorRelease(1, 31) else {
      return first
        + "In \(release) nothing limits anonymous requests to health: probe the port by tcpSocket first."
    }
    let gate = release == MinorRelease(1, 31) ? " and the gate AnonymousAuthConfigurableEndpoints" : ""
    let version = release >= MinorRelease(1, 34) ? "v1" : "v1beta1"
    return first
      + """
      Then limit anonymous requests to /livez, /readyz and /healthz by an AuthenticationConfiguration \
      (apiserver.config.k8s.io/\(version))\(gate), which \(release) has.
      """
  }
}
