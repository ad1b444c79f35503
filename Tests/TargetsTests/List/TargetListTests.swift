import Testing

@testable import Targets

@Suite("A target list")
struct TargetListTests {
  private func list(
    _ text: String, ports: String = "6443", exclude: [String] = [], maximum: UInt64 = 1_048_576
  ) throws -> TargetList {
    try TargetList(
      sources: [TargetSource(name: "list.txt", text: Array(text.utf8))], ports: PortList(ports),
      exclusions: exclude.flatMap { try Exclusion.read(TargetSource(argument: $0)) }, maximum: maximum)
  }

  private func endpoints(_ list: some Sequence<Destination>) -> [String] {
    list.flatMap { destination in
      let host =
        switch destination.host {
        case .name(let name): name
        case .address(let address): address.uriHost
        }
      return destination.ports.map { "\(host):\($0)" }
    }
  }

  @Test("is expanded in its order, ports of a host together")
  func order() throws {
    let list = try list("b.example\n10.0.0.0/31\na.example:443\n", ports: "6443,443")
    #expect(
      endpoints(list) == [
        "b.example:6443", "b.example:443", "10.0.0.0:6443", "10.0.0.0:443", "10.0.0.1:6443", "10.0.0.1:443",
        "a.example:443",
      ])
    #expect(list.endpointCount == 7)
    #expect(endpoints(list) == endpoints(list))
  }

  @Test("has each endpoint once, where it came first, and counts the others")
  func duplicates() throws {
    let list = try list(
      "10.0.0.4\n10.0.0.0/29\nAPI.example\napi.example.\n10.0.0.4:6443\nhttp://10.0.0.4:6443\n")
    // With and without the dot a name may lead to different hosts.
    #expect(endpoints(list).suffix(3) == ["api.example:6443", "api.example.:6443", "10.0.0.4:6443"])
    #expect(endpoints(list).prefix(3) == ["10.0.0.4:6443", "10.0.0.0:6443", "10.0.0.1:6443"])
    #expect(list.duplicateCount == 2)
    // The transport is a part of what an endpoint is.
    #expect(list.endpointCount == 11)
    #expect(endpoints(list).count == 11)
  }

  @Test("leaves out what is excluded, wherever that stands")
  func exclusions() throws {
    let list = try list(
      "10.0.0.0/29\n!10.0.0.2\na.example\nb.example\n!10.0.0.6/31\n", ports: "6443,443",
      exclude: ["a.example", "10.0.0.5:443"])
    #expect(
      endpoints(list) == [
        "10.0.0.0:6443", "10.0.0.0:443", "10.0.0.1:6443", "10.0.0.1:443", "10.0.0.3:6443", "10.0.0.3:443",
        "10.0.0.4:6443", "10.0.0.4:443", "10.0.0.5:6443", "b.example:6443", "b.example:443",
      ])
    #expect(list.excludedCount == 9)
    #expect(list.endpointCount == 11)
  }

  @Test(
    "reads lines that end in LF, CRLF or CR, mixed too",
    arguments: [
      "10.0.0.1 # a\n10.0.0.2\n10.0.0.3", "10.0.0.1 # a\r\n10.0.0.2\r\n10.0.0.3\r\n",
      "10.0.0.1 # a\r10.0.0.2\r10.0.0.3", "# all\r10.0.0.1\r\n10.0.0.2\n\r10.0.0.3",
    ])
  func lineEnds(text: String) throws {
    let list = try list(text)
    #expect(endpoints(list) == ["10.0.0.1:6443", "10.0.0.2:6443", "10.0.0.3:6443"])
    #expect(endpoints(ShuffledListOrder(list, seed: 1)).sorted() == endpoints(list))
  }

  @Test("reads the byte order marks of files that were joined")
  func joined() throws {
    #expect(
      try endpoints(list("\u{FEFF}10.0.0.1\n\u{FEFF}10.0.0.2\n\u{FEFF}!10.0.0.1\n")) == ["10.0.0.2:6443"])
  }

  @Test(
    "leaves addresses of blocks out that name no host, and counts them",
    arguments: [
      ("0.255.255.254-1.0.0.1", ["1.0.0.0:6443", "1.0.0.1:6443"], 2),
      ("255.255.255.254/31", ["255.255.255.254:6443"], 1),
      ("::/127", ["[::1]:6443"], 1),
      ("::fffe:ffff:ffff-::ffff:0.0.0.1", ["[::fffe:ffff:ffff]:6443"], 2),
    ] as [(String, [String], UInt64)])
  func nonHosts(block: String, expected: [String], count: UInt64) throws {
    let list = try list(block)
    #expect(endpoints(list) == expected)
    #expect(list.endpointCount == UInt64(expected.count))
    #expect(list.nonHostCount == count)
    #expect(list.excludedCount == 0)
    #expect(endpoints(ShuffledListOrder(list, seed: 1)).sorted() == expected)
  }

  @Test("counts what names no host apart from what is excluded, for each port")
  func nonHostsAndExclusions() throws {
    let list = try list("0.255.255.254-1.0.0.3\n!1.0.0.1\n!0.255.255.255\n", ports: "6443,443")
    #expect(list.endpointCount == 6)
    #expect(list.nonHostCount == 4)
    #expect(list.excludedCount == 2)
  }

  @Test("takes a first word that heads a table for no host, and only there")
  func header() throws {
    #expect {
      try list("# hosts\nsaddr\n10.0.0.1\n")
    } throws: { error in
      "\(error)".hasPrefix("list.txt:2: `saddr`: `saddr` is the header of a table")
    }
    #expect(try endpoints(list("saddr.\n10.0.0.1\nip\n")) == ["saddr.:6443", "10.0.0.1:6443", "ip:6443"])
  }

  @Test("reads a byte order mark, CRLF, tabs, and a last line without an end")
  func editors() throws {
    let list = try list("\u{FEFF}10.0.0.1\tsite=a\r\n\r\n# c\r\n10.0.0.2")
    #expect(endpoints(list) == ["10.0.0.1:6443", "10.0.0.2:6443"])
    #expect(list.first { _ in true }?.target.labels == [Label(key: "site", value: "a")])
  }

  @Test("with bad lines is refused with all of them, numbered")
  func badLines() {
    #expect {
      try list("10.0.0.1\n10.0.0.256\n\nhttps://a.example/version\n!\n")
    } throws: { error in
      guard case .badInput(let input) = error as? TargetListError else { return false }
      return input.lines.map(\.number) == [2, 4, 5] && input.lines.allSatisfy { $0.source == "list.txt" }
        && input.beyond == 0 && input.sources.isEmpty
    }
  }

  @Test("with bad lines without end is refused with twenty of them")
  func manyBadLines() {
    #expect {
      try list(String(repeating: "?\n", count: 2500))
    } throws: { error in
      "\(error)".split(separator: "\n").last == "and 2,480 more lines that could not be understood"
    }
  }

  @Test("without a target is refused", arguments: ["", "\n\n", "# nothing\n", "!10.0.0.1\n"])
  func empty(text: String) {
    #expect(throws: TargetListError.noTargets) { try list(text) }
  }

  @Test("that is too long is refused with its arithmetic")
  func tooMany() {
    #expect {
      try list("10.0.0.0/8\na.example\n10.1.0.0/16\n!10.0.0.0/24\n", ports: "443,6443", maximum: 1000)
    } throws: { error in
      "\(error)" == """
        the targets come to 33,684,994 endpoints, more than the 1,000 that are allowed:
          list.txt:1: 10.0.0.0/8: 16,777,216 addresses x 2 ports - 512 left out = 33,553,920
          list.txt:3: 10.1.0.0/16: 65,536 addresses x 2 ports = 131,072
          list.txt:2: a.example: 1 address x 2 ports = 2
        scan fewer addresses or ports, or exclude some
        """
    }
  }

  @Test("counts whole IPv6 blocks without expanding or overflowing them")
  func hugeBlocks() {
    #expect(throws: TargetListError.self) { try list("::/0\n2001:db8::/32\n", ports: "1-65535") }
  }

  @Test("may be as long as it is allowed to be, to the endpoint")
  func exactly() throws {
    #expect(try list("10.0.0.0/24\n", maximum: 256).endpointCount == 256)
    #expect(throws: TargetListError.self) { try list("10.0.0.0/24\n", maximum: 255) }
  }

  @Test("is expanded lazily: the first of a million is there without the others")
  func lazy() throws {
    let list = try list("10.0.0.0/12\n", maximum: 2_000_000)
    var iterator = list.makeIterator()
    #expect(iterator.next()?.host == .address(.v4(0x0A00_0000)))
    #expect(list.endpointCount == 1_048_576)
  }

  @Test("has a fingerprint of what it means, not of how it is written")
  func fingerprint() throws {
    let one = try list("10.0.0.1 a=b\n# comment\n\nx.example\n").fingerprint
    #expect(one.count == 16)
    #expect(try list("10.0.0.1\ta=b\r\nx.example").fingerprint == one)
    #expect(try list("10.0.0.1 a=c\nx.example\n").fingerprint != one)
    #expect(try list("x.example\n10.0.0.1 a=b\n").fingerprint != one)
    #expect(try list("10.0.0.1 a=b\nx.example\n", ports: "443").fingerprint != one)
    #expect(try list("10.0.0.1 a=b\nx.example\n", exclude: ["10.9.9.9"]).fingerprint != one)
  }
}
