import ArgumentParser
import Scanning

/// What an endpoint is asked beyond `/version` and `/healthz`.
struct QuestionOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-start-time"),
    help: "Do not make a second handshake for the certificate that tells when an API server started.")
  var noStartTime = false

  @Flag(
    help: ArgumentHelp(
      "Ask API servers that accept anonymous requests what strangers may read.",
      discussion: """
        GET requests for fourteen paths: resources, one object of each at most and without its content, discovery and \
        metrics. Only path, status, kind and count are kept.
        """))
  var access = false

  /// Settings with these questions.
  func applied(to settings: ScanSettings) -> ScanSettings {
    var settings = settings
    settings.startTime = !noStartTime
    settings.accessProbes = access
    return settings
  }
}
