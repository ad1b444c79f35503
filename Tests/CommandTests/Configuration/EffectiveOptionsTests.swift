import Testing

@testable import CommandSupport

@Suite("What options are in the end")
struct EffectiveOptionsTests {
  private static func options(
    _ line: String, _ variables: [String: ConfiguredValue.Setting] = [:],
    _ file: [String: ConfiguredValue.Setting] = [:]
  ) -> EffectiveOptions {
    let words = line.split(separator: " ").map(String.init)
    let given = GivenOptions(words, of: ConfigurationSamples.scan) { $1 == "kubelet" }
    return EffectiveOptions(
      words, given, of: ConfigurationSamples.scan,
      [
        variables.mapValues { ConfiguredValue($0, .variable("V")) },
        file.mapValues { ConfiguredValue($0, .file("c.yaml", line: 3)) },
      ])
  }

  @Test(
    "is one command line",
    arguments: [
      ("t.txt", [:], [:], "t.txt"),
      ("--config c.yaml t.txt", [:], [:], "--config c.yaml t.txt"),
      ("t.txt", [:], ["port": .texts(["443"])], "t.txt --port=443"),
      ("t.txt", ["port": .texts(["1"])], ["port": .texts(["443"])], "t.txt --port=1"),
      ("t.txt --port 2", ["port": .texts(["1"])], ["port": .texts(["443"])], "t.txt --port 2"),
      ("t.txt -o a.csv", [:], ["output": .texts(["b.csv", "c.csv"])], "t.txt -o a.csv"),
      ("t.txt", [:], ["output": .texts(["b.csv", "c.csv"])], "t.txt --output=b.csv --output=c.csv"),
      ("t.txt", ["exclude": .texts([])], ["exclude": .texts(["a"])], "t.txt"),
      ("t.txt", [:], ["quiet": .isGiven(true)], "t.txt --quiet"),
      ("t.txt -q", [:], ["quiet": .isGiven(true)], "t.txt -q"),
      ("t.txt", ["quiet": .isGiven(false)], ["quiet": .isGiven(true)], "t.txt"),
      ("t.txt", [:], ["components": .isGiven(true)], "t.txt --components"),
      ("t.txt --components", [:], ["components": .texts(["etcd"])], "t.txt --components"),
      ("", [:], ["targets": .texts(["a", "-b"])], "-- a -b"),
      ("--components", [:], ["targets": .texts(["kubelet"])], "--components -- kubelet"),
      ("a", ["targets": .texts(["c"])], ["targets": .texts(["b"])], "a"),
      ("-q -- a", [:], ["port": .texts(["1"])], "-q --port=1 -- a"),
      ("-q --", [:], ["targets": .texts(["b"])], "-q -- b"),
      ("a -- b", [:], ["targets": .texts(["c"]), "port": .texts(["1"])], "a --port=1 -- b"),
      ("a", [:], ["exclude": .texts(["--port"])], "a --exclude=--port"),
    ] as [(String, [String: ConfiguredValue.Setting], [String: ConfiguredValue.Setting], String)])
  func line(
    _ line: String, _ variables: [String: ConfiguredValue.Setting], _ file: [String: ConfiguredValue.Setting],
    _ expected: String
  ) {
    #expect(Self.options(line, variables, file).arguments.joined(separator: " ") == expected)
  }

  @Test("come from where they are said first")
  func origins() {
    let options = Self.options(
      "a --deadline 5s", ["port": .texts(["1"])], ["deadline": .texts(["7s"]), "quiet": .isGiven(true)])
    let shown = options.values.map {
      "\($0.option.name) \(ConfigurationSamples.text($0.setting)) \($0.origin.word) \($0.origin.place ?? "")"
    }
    #expect(
      shown == [
        "targets a option ", "port 1 variable V", "deadline 5s option ", "exclude - default ",
        "exclude-file - default ",
        "output - default ", "components - default ", "quiet true file c.yaml:3", "ipv4 - default ",
      ])
    #expect(options.isSet("quiet"))
    #expect(!options.isSet("ipv4"))
  }

  @Test("are listed with their defaults, for people and for programs")
  func listing() {
    let options = Self.options("a b", [:], ["quiet": .isGiven(true), "components": .isGiven(false)])
    let json = ConfigurationListing.json(options)
    #expect(json.hasPrefix("[\n{\"option\":\"targets\",\"value\":[\"a\",\"b\"],\"source\":\"option\"},\n"))
    #expect(json.contains("{\"option\":\"port\",\"source\":\"default\"},"))
    #expect(json.contains("{\"option\":\"deadline\",\"value\":\"10s\",\"source\":\"default\"},"))
    #expect(
      json.contains("{\"option\":\"quiet\",\"value\":\"true\",\"source\":\"file\",\"place\":\"c.yaml:3\"},"))
    #expect(json.hasSuffix("}\n]\n"))
    let text = String(decoding: ConfigurationListing.listing(options).bytes(.text), as: UTF8.self)
    #expect(text.contains("c.yaml:3"))
  }

  @Test(
    "are not listed where they seem to hold a secret",
    arguments: [
      ("http://user:pass@proxy.example:3128", false), ("http://proxy.example:3128", true),
      ("password=hunter2hunter2", false), ("scanner (security@example.com)", true), ("2001:db8::1", true),
    ])
  func secrets(_ text: String, _ isShown: Bool) {
    let json = ConfigurationListing.json(Self.options("a", [:], ["port": .texts([text])]))
    #expect(json.contains("\"value\":\"\(text)\"") == isShown)
    #expect(json.contains("not shown") != isShown)
  }

  @Test(
    "are named in sentences where a person finds them",
    arguments: [
      ("--port takes a number.", "c.yaml:3: port takes a number."),
      ("--deadline soon: write a number", "V soon: write a number"),
      ("--port and --deadline exclude each other", "c.yaml:3: port and V exclude each other"),
      ("--quiet and --port exclude each other", "c.yaml:3: --quiet and port exclude each other"),
      ("-o names the same file twice", "c.yaml:3: output names the same file twice"),
      ("--port-column is missing", "--port-column is missing"),
      ("cannot create lists/a.csv: no", "cannot create lists/a.csv: no (c.yaml:3)"),
      ("cannot create other/lists/a.csv: no", "cannot create other/lists/a.csv: no"),
      ("something else", "something else"),
    ])
  func sentences(_ sentence: String, _ expected: String) {
    let options = Self.options(
      "a --quiet", ["deadline": .texts(["soon"])], ["port": .texts(["x"]), "output": .texts(["lists/a.csv"])])
    #expect(ConfiguredNames(options, file: "c.yaml").text(sentence) == expected)
    #expect(ConfiguredNames().text(sentence) == sentence)
  }
}
