import Testing

@testable import CommandSupport

@Suite("The variables of a configuration")
struct ConfigurationVariablesTests {
  private func read(_ environment: [String: String], section: String? = nil) -> [String] {
    let variables = ConfigurationVariables(
      environment, of: ConfigurationSamples.tables[section] ?? ConfigurationSamples.scan, section: section)
    guard variables.mistakes.isEmpty else { return variables.mistakes.map(\.text) }
    return variables.values.map {
      "\($0)=\(ConfigurationSamples.text($1.setting))@\($1.origin.place ?? "")"
    }.sorted()
  }

  @Test(
    "give options their values",
    arguments: [
      ("APIEXPOSE_DEADLINE", "5s", "deadline=5s"), ("APIEXPOSE_PORT", "6443,443", "port=6443,443"),
      ("APIEXPOSE_EXCLUDE_FILE", "a.txt, b c.txt", "exclude-file=a.txt b c.txt"),
      ("APIEXPOSE_EXCLUDE", "a\nb\n", "exclude=a b"), ("APIEXPOSE_TARGETS", "t.txt", "targets=t.txt"),
      ("APIEXPOSE_QUIET", "true", "quiet=true"), ("APIEXPOSE_QUIET", "FALSE", "quiet=false"),
      ("APIEXPOSE_QUIET", "1", "quiet=true"), ("APIEXPOSE_QUIET", "0", "quiet=false"),
      ("APIEXPOSE_COMPONENTS", "true", "components=true"),
      ("APIEXPOSE_COMPONENTS", "etcd", "components=etcd"),
      ("APIEXPOSE_CONFIG", "/etc/c.yaml", "config=/etc/c.yaml"),
    ])
  func values(_ name: String, _ text: String, _ value: String) {
    #expect(read([name: text]) == ["\(value)@\(name)"])
  }

  @Test("give none where they are empty, are of another command, or speak of the help")
  func none() {
    let environment = [
      "APIEXPOSE_DEADLINE": "", "APIEXPOSE_WATCH_DEADLINE": "5s", "APIEXPOSE_HELP": "true",
      "APIEXPOSE_SHOW_CONFIG": "text", "PORT": "1", "apiexpose_port": "1",
    ]
    #expect(read(environment) == [])
  }

  @Test("of another command have its name, but for the configuration itself")
  func section() {
    let environment = ["APIEXPOSE_DEADLINE": "1s", "APIEXPOSE_WATCH_DEADLINE": "5s"]
    #expect(read(environment, section: "watch") == ["deadline=5s@APIEXPOSE_WATCH_DEADLINE"])
    let config = CommandOption("config", .option)
    #expect(ConfigurationVariables.name(of: config, section: "watch") == "APIEXPOSE_CONFIG")
  }

  @Test("are refused by their names")
  func refused() {
    #expect(read(["APIEXPOSE_QUIET": "maybe"]) == ["APIEXPOSE_QUIET takes true or false"])
  }

  @Test(
    "that Kubernetes sets for a Service are passed over",
    arguments: [
      ("APIEXPOSE_PORT", "tcp://10.0.0.11:9090", true), ("APIEXPOSE_PORT", "udp://10.0.0.11:53", true),
      ("APIEXPOSE_PORT", "6443", false), ("APIEXPOSE_SERVICE_HOST", "10.0.0.11", true),
      ("APIEXPOSE_SERVICE_PORT", "9090", true), ("APIEXPOSE_SERVICE_PORT_HTTP_METRICS", "9090", true),
      ("APIEXPOSE_PORT_9090_TCP", "tcp://10.0.0.11:9090", true),
      ("APIEXPOSE_PORT_9090_TCP_ADDR", "10.0.0.11", true),
      ("APIEXPOSE_WEB_PORT", "tcp://10.0.0.12:80", true), ("APIEXPOSE_WEB_SERVICE_HOST", "10.0.0.12", true),
      ("APIEXPOSE_PORT_COLUMN", "2", false), ("APIEXPOSE_DEADLINE", "5s", false),
    ])
  func services(_ name: String, _ text: String, _ isLink: Bool) {
    #expect(ConfigurationVariables.isServiceLink(name, text) == isLink)
    if isLink {
      #expect(read([name: text]) == [])
      #expect(ConfigurationVariables.unknown([name: text], among: []).isEmpty)
    }
  }

  @Test("that mean nothing are found, with what was probably meant")
  func unknown() {
    let known = ConfigurationVariables.names(of: ConfigurationSamples.scan, section: nil)
    let found = ConfigurationVariables.unknown(
      [
        "APIEXPOSE_PORTS": "1", "APIEXPOSE_ZZZZZZZZ": "1", "APIEXPOSE_PORT": "1",
        "APIEXPOSE_PROXY_PASSWORD": "x",
        "APIEXPOSE_TESTS_REQUIRE_TOOLS": "1", "PATH": "/bin",
      ], among: known)
    #expect(found.map(\.name) == ["APIEXPOSE_PORTS", "APIEXPOSE_ZZZZZZZZ"])
    #expect(found.map(\.meant) == ["APIEXPOSE_PORT", nil])
  }
}
