/// The options of the command that sentences for people advise. The command declares them; a test of it compares these
/// names with its help, so that no sentence names an option that is not there.
public enum OptionName: String, Sendable, CaseIterable, CustomStringConvertible {
  case components = "--components"
  case concurrency = "--concurrency"
  case deadline = "--deadline"
  case format = "--format"
  case knowledge = "--knowledge"
  case maxTargets = "--max-targets"
  case metricsPerEndpoint = "--metrics-per-endpoint"
  case noStartTime = "--no-start-time"
  case only = "--only"
  case port = "--port"
  case rate = "--rate"
  case resume = "--resume"
  case template = "--template"

  /// As it is typed.
  public var description: String { rawValue }
}
