import Testing

@testable import Targets

@Suite("Exclusions")
struct ExclusionTests {
  private func list(_ texts: String...) throws -> ExclusionList {
    ExclusionList(try texts.flatMap { try Exclusion.read(TargetSource(argument: $0, of: "--exclude")) })
  }

  @Test("cover addresses on all ports or on one")
  func addresses() throws {
    let list = try list("10.0.0.0/24", "10.0.1.1:443", "2001:db8::1-2001:db8::9")
    #expect(list.excludes(address: .v4(0x0A00_00FF), port: 6443))
    #expect(!list.excludes(address: .v4(0x0A00_0101), port: 6443))
    #expect(list.excludes(address: .v4(0x0A00_0101), port: 443))
    #expect(list.excludes(address: .v4(0x0A00_0001), port: 443))
    #expect(list.excludes(address: try #require(IPAddress("2001:db8::5")), port: 1))
    #expect(!list.excludes(address: try #require(IPAddress("2001:db8::a")), port: 1))
  }

  @Test("cover an IPv4 address in its IPv6 clothes too")
  func mapped() throws {
    let list = try list("10.0.0.1")
    #expect(list.excludes(address: try #require(IPAddress("::ffff:10.0.0.1")), port: 1))
  }

  @Test("cover names as they are, and no names below them")
  func names() throws {
    let list = try list("api.example.com", "b.example.com:443")
    #expect(list.excludes(name: "api.example.com", port: 1))
    #expect(!list.excludes(name: "a.api.example.com", port: 1))
    #expect(list.excludes(name: "b.example.com", port: 443))
    #expect(!list.excludes(name: "b.example.com", port: 6443))
  }

  @Test("cover a name in both spellings", arguments: ["a.example", "a.example."])
  func trailingDot(name: String) throws {
    let list = try list(name)
    #expect(list.excludes(name: "a.example", port: 1))
    #expect(list.excludes(name: "a.example.", port: 1))
  }

  @Test("are read from a file, with and without the exclamation mark")
  func file() throws {
    let text = "# leave alone\r\n!10.0.0.1\r\n10.0.0.2  why=prod\r\n\r\n"
    let exclusions = try Exclusion.read(TargetSource(name: "skip.txt", text: Array(text.utf8)))
    #expect(exclusions.map(\.description) == ["10.0.0.1", "10.0.0.2"])
  }

  @Test("that cannot be understood are reported all at once")
  func bad() {
    let source = TargetSource(name: "skip.txt", text: Array("10.0.0.1\nhttps://a.example\n10.0.0.256\n".utf8))
    #expect {
      try Exclusion.read(source)
    } throws: { error in
      "\(error)".split(separator: "\n").map { $0.prefix(10) } == ["skip.txt:2", "skip.txt:3"]
    }
  }
}
