import Testing

@testable import Exposure

@Suite("Patterns of names and suffixes")
struct TextPatternTests {
  static let fits: [(String, String)] = [
    ("+k3s{digits}", "+k3s1"), ("+k3s{digits}", "+k3s12"), ("-eks-{hex:7}", "-eks-adc7111"),
    ("-eks-{digits}-{digits}-{digits}", "-eks-1-29-11"), ("k3s-server-ca@{time}", "k3s-server-ca@1650000000"),
    ("{label}.hcp.{label}.azmk8s.io", "my-dns-1a2b.hcp.west-europe.azmk8s.io"), ("{digits:3}x", "123x"),
    ("{uuid}.k8s", "01234567-89ab-cdef-0123-456789abcdef.k8s"),
    ("-r{digits}-CCE{text}", "-r0-CCE21.11.1.B007"),
    ("a_{text}@{time}", "a_b@c@1650000000"), ("-{text}+rke2r{digits}", "-rc.1+rke2r1"), ("{text}", "x"),
  ]

  @Test("fit a whole text", arguments: fits)
  func fitting(_ pattern: String, _ text: String) throws {
    let parsed = try #require(TextPattern(pattern))
    #expect(parsed.match(text) != nil)
    #expect(parsed.match(text + "!") == nil || pattern.hasSuffix("{text}"))
    #expect(parsed.match("!" + text) == nil || pattern.hasPrefix("{text}"))
    #expect(parsed.description == pattern)
  }

  static let misfits: [(String, String)] = [
    ("+k3s{digits}", "+k3s"), ("+k3s{digits}", "+k3sx"), ("+k3s{digits}", "+K3S1"), ("+k3s{digits}", ""),
    ("-eks-{hex:7}", "-eks-adc711"), ("-eks-{hex:7}", "-eks-adc71111"), ("-eks-{hex:7}", "-eks-ADC7111"),
    ("ca@{time}", "ca@165000000"), ("ca@{time}", "ca@16500000000"), ("{label}.io", ".io"),
    ("{label}.io", "a.b.io"), ("{text}x", "x"), ("-CCE{text}", "-CCE"), ("{digits:3}x", "12x"),
  ]

  @Test("do not fit what is a little different", arguments: misfits)
  func notFitting(_ pattern: String, _ text: String) throws {
    #expect(try #require(TextPattern(pattern)).match(text) == nil)
  }

  @Test("hand out the time")
  func time() throws {
    #expect(
      try #require(TextPattern("a@{time}")).match("a@1650000000") == TextPattern.Match(time: 1_650_000_000))
    #expect(try #require(TextPattern("a@{text}")).match("a@1650000000") == TextPattern.Match())
  }

  @Test("ignore case where they are told to")
  func ignoringCase() throws {
    let pattern = try #require(TextPattern("{hex:4}.eks.example"))
    #expect(pattern.match("0ABC.EKS.Example", ignoringCase: true) != nil)
    #expect(pattern.match("0ABC.eks.example") == nil)
  }

  @Test(
    "cannot be written otherwise",
    arguments: [
      "", "{", "{digits", "{}", "{digit}", "{hex}", "{hex:0}", "{hex:x}", "{hex:65}", "{time:10}",
      "{text}{text}",
      "{digits:}", "{digits:1:2}",
    ])
  func malformed(_ pattern: String) {
    #expect(TextPattern(pattern) == nil)
  }

  @Test("a text without end costs nothing")
  func longText() throws {
    let pattern = try #require(TextPattern("{text}@{time}"))
    #expect(pattern.match(String(repeating: "@", count: 10_000_000)) == nil)
  }
}
