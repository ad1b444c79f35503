import Reporting

/// What the variables of the environment say of a command's options: `APIEXPOSE_DEADLINE` of `--deadline` of a scan, and
/// `APIEXPOSE_WATCH_DEADLINE` of that of `watch`.
package struct ConfigurationVariables: Sendable {
  /// The beginning of their names.
  static let prefix = "APIEXPOSE_"
  /// The options of which one variable speaks for every command.
  private static let shared: Set = ["config", "no-config", "knowledge"]
  /// Variables that are no options: secrets, and those of the project's own tests and builds.
  private static let others: Set = [
    "APIEXPOSE_PROXY_USER", "APIEXPOSE_PROXY_PASSWORD", "APIEXPOSE_SANITIZED", "APIEXPOSE_LARGE_HISTORY",
    "APIEXPOSE_TESTS_REQUIRE_TOOLS", "APIEXPOSE_FUZZED", "APIEXPOSE_FUZZ_TARGET",
  ]

  /// What is said, by the names of the options.
  package private(set) var values: [String: ConfiguredValue] = [:]
  /// What is wrong with them.
  package private(set) var mistakes: [ConfigurationMistake] = []

  /// Reads the options of a command. An empty variable is one that is not set.
  package init(
    _ environment: [String: String], of options: CommandOptions, section: String?
  ) {
    for option in options.list where Self.isConfigurable(option, options) {
      let name = Self.name(of: option, section: section)
      guard let text = environment[name], !text.isEmpty, !Self.isServiceLink(name, text) else { continue }
      do {
        let setting = try ConfiguredValue.Setting(Self.texts(text, of: option), isList: false, of: option)
        values[option.name] = ConfiguredValue(setting, .variable(name))
      } catch {
        mistakes.append(ConfigurationMistake(line: 0, text: "\(name) \(error.text)"))
      }
    }
  }

  /// The variable of an option.
  package static func name(of option: CommandOption, section: String?) -> String {
    let words = shared.contains(option.name) ? [option.name] : [section, option.name].compactMap(\.self)
    return prefix + String(words.joined(separator: "_").uppercased().map { $0 == "-" ? "_" : $0 })
  }

  /// Variables that look like options and are none, with the one that was probably meant, in the order of their names.
  /// - Parameter known: The variables of all commands.
  package static func unknown(
    _ environment: [String: String], among known: [String]
  ) -> [(name: String, meant: String?)] {
    let names = Set(known)
    return environment.filter { name, text in
      name.hasPrefix(prefix) && !names.contains(name) && !others.contains(name)
        && !isServiceLink(name, text)
    }.keys.sorted().map { ($0, nearestName(to: $0, among: known)) }
  }

  /// The variables of a command.
  package static func names(of options: CommandOptions, section: String?) -> [String] {
    options.list.filter { isConfigurable($0, options) }.map { name(of: $0, section: section) }
  }

  /// Whether a variable is one that Kubernetes sets in a pod for a Service of the namespace: `APIEXPOSE_PORT` is
  /// `tcp://10.0.0.11:9090` where a Service is called apiexpose (k8s.io/kubernetes, `pkg/kubelet/envvars/envvars.go`).
  package static func isServiceLink(_ name: String, _ text: String) -> Bool {
    if name.wholeMatch(of: /.*_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)/) != nil { return true }
    if name.wholeMatch(of: /.*_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?/) != nil { return true }
    return name.hasSuffix("_PORT") && ["tcp://", "udp://", "sctp://"].contains(where: text.hasPrefix)
  }

  private static func isConfigurable(_ option: CommandOption, _ options: CommandOptions) -> Bool {
    shared.contains(option.name) || options.configurable.contains(option)
  }

  /// The values of an option that can be repeated stand between commas or on lines of their own.
  private static func texts(_ text: String, of option: CommandOption) -> [String] {
    guard option.isRepeating else { return [text] }
    return text.split { $0 == "," || $0.isNewline }.map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }
}

extension Substring {
  /// The text without blanks at its ends.
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
