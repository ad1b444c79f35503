import Testing

@testable import Targets

@Suite("A stream of targets")
struct TargetStreamTests {
  private func hosts(_ destinations: Destinations) -> [String] {
    destinations.map { destination in
      switch destination.host {
      case .name(let name): name
      case .address(let address): address.description
      }
    }
  }

  @Test("brings the destinations of each line as it comes")
  func lines() throws {
    var stream = TargetStream(name: "standard input", maximum: 100)
    #expect(try hosts(stream.destinations(line: "\u{FEFF}10.0.0.0/31\r\n".utf8)) == ["10.0.0.0", "10.0.0.1"])
    #expect(try hosts(stream.destinations(line: "# nothing".utf8)).isEmpty)
    #expect(try hosts(stream.destinations(line: "10.0.0.1".utf8)).isEmpty)
    #expect(try hosts(stream.destinations(line: "a.example".utf8)) == ["a.example"])
    #expect(stream.endpointCount == 3)
    #expect(stream.duplicateCount == 1)
    #expect(stream.lineCount == 4)
    #expect(stream.entryCount == 3)
  }

  @Test("leaves out what was excluded before")
  func exclusions() throws {
    var stream = TargetStream(name: "standard input", maximum: 100)
    #expect(try hosts(stream.destinations(line: "10.0.0.1".utf8)) == ["10.0.0.1"])
    _ = try stream.destinations(line: "!10.0.0.0/24".utf8)
    #expect(try hosts(stream.destinations(line: "10.0.0.2".utf8)).isEmpty)
    #expect(stream.excludedCount == 1)
    #expect(stream.exclusions.excludes(address: .v4(0x0A00_0003), port: 1))
  }

  @Test("goes on behind a bad line, which it numbers")
  func badLine() throws {
    var stream = TargetStream(name: "standard input", maximum: 100)
    _ = try stream.destinations(line: "10.0.0.1".utf8)
    #expect {
      try stream.destinations(line: "10.0.0.999".utf8)
    } throws: { error in
      "\(error)".hasPrefix("standard input:2: `10.0.0.999`: ")
    }
    #expect(try hosts(stream.destinations(line: "10.0.0.2".utf8)) == ["10.0.0.2"])
  }

  @Test("shows nothing behind a line that seems to hold a secret")
  func secret() throws {
    var stream = TargetStream(name: "standard input", maximum: 100)
    for line in ["-----BEGIN RSA PRIVATE KEY-----", "Qw=="] {
      #expect {
        try stream.destinations(line: line.utf8)
      } throws: { error in
        !"\(error)".contains("Qw") && !"\(error)".contains("RSA")
      }
    }
    #expect(try hosts(stream.destinations(line: "10.0.0.2".utf8)) == ["10.0.0.2"])
  }

  @Test("tells the header of a table, counts what names no host, and keeps the trailing dot")
  func lineKinds() throws {
    var stream = TargetStream(name: "standard input", maximum: 100)
    _ = try stream.destinations(line: "# zmap".utf8)
    #expect {
      try stream.destinations(line: "saddr".utf8)
    } throws: { error in
      "\(error)".hasPrefix("standard input:2: `saddr`: ")
    }
    #expect(try hosts(stream.destinations(line: "0.255.255.255-1.0.0.0".utf8)) == ["1.0.0.0"])
    #expect(stream.nonHostCount == 1)
    #expect(try hosts(stream.destinations(line: "A.example.".utf8)) == ["a.example."])
  }

  @Test("ends where it comes to too many")
  func tooMany() throws {
    var stream = TargetStream(name: "standard input", maximum: 2)
    _ = try stream.destinations(line: "10.0.0.0/31".utf8)
    for _ in 0..<2 {
      #expect(throws: TargetStreamError.self) { try stream.destinations(line: "10.0.0.9".utf8) }
    }
    #expect(stream.endpointCount == 2)
  }

  @Test("follows a list: what that named or excluded comes no more")
  func following() throws {
    let source = TargetSource(name: "list.txt", text: Array("10.0.0.1\n!10.0.0.3\n".utf8))
    let list = try TargetList(sources: [source], maximum: 100)
    var stream = TargetStream(name: "standard input", following: list, maximum: 4)
    #expect(try hosts(stream.destinations(line: "10.0.0.0/30".utf8)) == ["10.0.0.0", "10.0.0.2"])
    #expect(stream.endpointCount == 3)
  }
}
