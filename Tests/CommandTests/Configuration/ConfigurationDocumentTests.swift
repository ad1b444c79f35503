import Testing

@testable import CommandSupport

@Suite("A configuration file")
struct ConfigurationDocumentTests {
  @Test(
    "gives options their values, with their lines",
    arguments: [
      ("", []), ("# nothing\n", []), ("---\n", []),
      ("deadline: 5s", ["deadline=5s@1"]),
      ("\ndeadline: 5s\nport: 6443", ["deadline=5s@2", "port=6443@3"]),
      ("port: [6443, 443]", ["port=6443,443@1"]),
      ("exclude: a", ["exclude=a@1"]),
      ("exclude:\n  - a\n  - b,c", ["exclude=a b,c@1"]),
      ("exclude: []", ["exclude=@1"]),
      ("quiet: true", ["quiet=true@1"]), ("quiet: False", ["quiet=false@1"]),
      ("components: true", ["components=true@1"]),
      ("components: [kubelet, etcd]", ["components=kubelet,etcd@1"]),
      ("components: kubelet", ["components=kubelet@1"]),
      ("targets: [10.0.0.0/24, '!10.0.0.3']", ["targets=10.0.0.0/24 !10.0.0.3@1"]),
      ("{\"deadline\": \"5s\", \"exclude\": [\"a\"]}", ["deadline=5s@1", "exclude=a@1"]),
      ("watch:\n  every: 30s", []), ("watch:", []),
    ])
  func values(_ yaml: String, _ values: [String]) throws {
    #expect(try ConfigurationSamples.read(yaml) == values)
  }

  @Test("gives a command below the top what stands below its name, and nothing of the top")
  func section() throws {
    let yaml = "deadline: 5s\nwatch:\n  every: 30s\n"
    #expect(try ConfigurationSamples.read(yaml, section: "watch") == ["every=30s@3"])
    #expect(try ConfigurationSamples.read(yaml) == ["deadline=5s@1"])
  }

  @Test(
    "is refused with the line and what to write",
    arguments: [
      ("- a", "c.yaml:1: a configuration is keys and values, as in `deadline: 5s`"),
      ("dedline: 5s", "c.yaml:1: apiexpose scan has no option dedline; did you mean deadline?"),
      ("exclude_file: a", "c.yaml:1: apiexpose scan has no option exclude_file; did you mean exclude-file?"),
      ("--port: 1", "c.yaml:1: apiexpose scan has no option --port; did you mean port?"),
      ("\nfoo bar: 1", "c.yaml:2: apiexpose scan has no option \"foo bar\""),
      ("wacth: {}", "c.yaml:1: apiexpose scan has no option wacth; did you mean watch?"),
      ("scan:\n  port: 1", "c.yaml:1: the options of apiexpose scan stand at the top, not below scan"),
      ("config: a.yaml", "c.yaml:1: config is for the command line only"),
      ("help: true", "c.yaml:1: help is for the command line only"),
      ("watch: 30s", "c.yaml:1: watch holds options of apiexpose watch"),
      ("watch:\n  evry: 1s", "c.yaml:2: apiexpose watch has no option evry; did you mean every?"),
      ("quiet: maybe", "c.yaml:1: quiet takes true or false"),
      ("quiet: [true]", "c.yaml:1: quiet takes true or false"),
      ("port:", "c.yaml:1: port has no value"),
      ("port: []", "c.yaml:1: port has no value"),
      ("exclude: [a, [b]]", "c.yaml:1: exclude takes a list of single values"),
      ("exclude: [a, ]\nport: {a: b}", "c.yaml:2: port takes a value or a list of values, and no keys"),
      ("output: \"a\\0.csv\"", "c.yaml:1: output has a NUL character"),
      ("\"a\\e[31m\": 1", "c.yaml:1: apiexpose scan has no option a\\x1b[31m"),
    ])
  func refused(_ yaml: String, _ problem: String) throws {
    #expect(try ConfigurationSamples.read(yaml) == [problem])
  }

  @Test("tells all its mistakes, variables first and then by line, and counts those beyond 20")
  func several() throws {
    #expect(try ConfigurationSamples.read("a: 1\nquiet: 7\nport: 1\nb: 2").count == 3)
    let mistakes = [(3, "c"), (0, "v"), (1, "a"), (3, "d"), (1, "a")].map {
      ConfigurationMistake(line: $0, text: $1)
    }
    #expect(ConfigurationMistake.told(mistakes) == "v\na\nc\nd")
    let many = (1...22).map { ConfigurationMistake(line: $0, text: "\($0)") }
    #expect(ConfigurationMistake.told(many).hasSuffix("\n20\nand 2 more mistakes"))
  }

  @Test(
    "names files from where it is",
    arguments: [
      ("output: a.csv", "team/", "output=team/a.csv@1"), ("output: a.csv", "", "output=a.csv@1"),
      ("output: csv:a", "team/", "output=csv:team/a@1"), ("output: csv:/a", "team/", "output=csv:/a@1"),
      ("output: /a.csv", "team/", "output=/a.csv@1"),
      ("output: [a.csv, ../b.csv]", "/e/", "output=/e/a.csv /e/../b.csv@1"),
      ("exclude-file: a", "team/", "exclude-file=team/a@1"), ("exclude: a", "team/", "exclude=a@1"),
      (
        "targets: [a, b.txt, '-', 10.0.0.0/24, here, api.example.com:443]", "team/",
        "targets=a team/b.txt - 10.0.0.0/24 team/here api.example.com:443@1"
      ),
    ])
  func paths(_ yaml: String, _ directory: String, _ value: String) throws {
    #expect(try ConfigurationSamples.read(yaml, in: directory, existing: ["team/here"]) == [value])
  }

  @Test("that nobody named says how fast, and not what is contacted, read or written")
  func found() throws {
    #expect(try ConfigurationSamples.read("deadline: 5s", isFound: true) == ["deadline=5s@1"])
    for key in ["targets", "port", "exclude", "exclude-file", "output", "components", "quiet"] {
      let problems = try ConfigurationSamples.read("\n\(key): true", isFound: true)
      #expect(
        problems == [
          "c.yaml:2: \(key) is not taken from a file that is only found here; if you trust it, write --config c.yaml, "
            + "otherwise --no-config"
        ])
    }
    #expect(try ConfigurationSamples.read("watch:\n  targets: a", isFound: true).count == 1)
  }
}
