import Testing

@testable import Targets

@Suite("Lines of a target list")
struct TargetLineTests {
  @Test(
    "name a host in every form",
    arguments: [
      ("api.example.com", "api.example.com", nil),
      ("API.Example.com.", "api.example.com.", nil),
      ("api.example.com:443", "api.example.com", 443),
      ("münchen.example:443", "xn--mnchen-3ya.example", 443),
      ("192.0.2.1", "192.0.2.1", nil),
      ("192.0.2.1:8443", "192.0.2.1", 8443),
      ("2001:db8::1", "2001:db8::1", nil),
      ("[2001:db8::1]", "2001:db8::1", nil),
      ("[2001:DB8::0:1]:6443", "2001:db8::1", 6443),
      ("::ffff:192.0.2.1", "::ffff:192.0.2.1", nil),
      ("10.0.0.0/30", "10.0.0.0-10.0.0.3", nil),
      ("10.0.0.2/30:443", "10.0.0.0-10.0.0.3", 443),
      ("2001:db8::/127", "2001:db8::-2001:db8::1", nil),
      ("[2001:db8::/127]:443", "2001:db8::-2001:db8::1", 443),
      ("10.0.0.10-10.0.0.20", "10.0.0.10-10.0.0.20", nil),
      ("10.0.0.10-20", "10.0.0.10-10.0.0.20", nil),
      ("10.0.0.10-20:443", "10.0.0.10-10.0.0.20", 443),
      ("2001:db8::1-2001:db8::f", "2001:db8::1-2001:db8::f", nil),
      ("[2001:db8::1-2001:db8::f]:1", "2001:db8::1-2001:db8::f", 1),
      ("10-0-0-1.example.com", "10-0-0-1.example.com", nil),
      ("  \t192.0.2.1\t \r", "192.0.2.1", nil),
      ("192.0.2.1 # the old one", "192.0.2.1", nil),
    ] as [(String, String, UInt16?)])
  func hosts(_ line: String, _ host: String, _ port: UInt16?) throws {
    guard case .target(let entry) = try TargetLine(line) else {
      Issue.record("no target")
      return
    }
    #expect(entry.host.description == host)
    #expect(entry.port == port)
    #expect(entry.transport == .tls)
    #expect(entry.target.serverName?.hasSuffix(".") != true)
    #expect(entry.target.text == line.split { " \t\r".contains($0) }.first.map(String.init))
  }

  @Test(
    "name a URL by scheme, host and port",
    arguments: [
      ("https://api.example.com", "api.example.com", 443, Transport.tls),
      ("https://api.example.com/", "api.example.com", 443, .tls),
      ("HTTPS://192.0.2.1:6443/", "192.0.2.1", 6443, .tls),
      ("http://[2001:db8::1]", "2001:db8::1", 80, .plain),
      ("http://192.0.2.1:8080", "192.0.2.1", 8080, .plain),
    ] as [(String, String, UInt16, Transport)])
  func urls(_ line: String, _ host: String, _ port: UInt16, _ transport: Transport) throws {
    guard case .target(let entry) = try TargetLine(line) else {
      Issue.record("no target")
      return
    }
    #expect(entry.host.description == host)
    #expect(entry.port == port)
    #expect(entry.transport == transport)
  }

  @Test("carry labels behind the target, in their order and as they are")
  func labels() throws {
    let line = "api.example.com\tcluster=prod  owner=team=a ort=München leer=  # done"
    guard case .target(let entry) = try TargetLine(line) else {
      Issue.record("no target")
      return
    }
    #expect(
      entry.target.labels == [
        Label(key: "cluster", value: "prod"), Label(key: "owner", value: "team=a"),
        Label(key: "ort", value: "München"), Label(key: "leer", value: ""),
      ])
    #expect(entry.target.serverName == "api.example.com")
  }

  @Test(
    "may be blank or a comment", arguments: ["", "   ", "\t\r", "# anything \u{7}", "   # more", "#10.0.0.1"])
  func blank(_ line: String) throws {
    #expect(try TargetLine(line) == nil)
  }

  @Test(
    "exclude what stands behind an exclamation mark",
    arguments: [
      ("!10.0.0.1", "10.0.0.1"), ("!10.0.0.0/30:443  # not ours", "10.0.0.0-10.0.0.3:443"),
      ("!api.example.com.", "api.example.com"), ("![2001:db8::1]:1", "[2001:db8::1]:1"),
      ("!10.0.0.1-9 reason=prod", "10.0.0.1-10.0.0.9"),
    ])
  func exclusions(_ line: String, _ text: String) throws {
    guard case .exclusion(let exclusion) = try TargetLine(line) else {
      Issue.record("no exclusion")
      return
    }
    #expect(exclusion.description == text)
  }

  @Test(
    "that cannot be understood are refused with the reason",
    arguments: [
      ("10.0.0.300", LineProblem.ipv4PartAbove255("300")),
      ("10.0.0", .ipv4PartCount(3)),
      ("10.0.0.1.2", .ipv4PartCount(5)),
      ("10.0.0.01", .ipv4LeadingZero("01")),
      ("10.0.0.", .ipv4PartNotANumber("")),
      ("1.2.3.4.", .dotBehindAddress(.v4(0x0102_0304))),
      ("1.2.3.4.:6443", .dotBehindAddress(.v4(0x0102_0304))),
      ("1.2.3.4./24", .dotBehindAddress(.v4(0x0102_0304))),
      ("1.2.3.4.5.", .ipv4PartCount(6)),
      ("10.0.0.1 a=b prod", .labelWithoutEquals(word: 3)),
      ("10.0.0.0/33", .badPrefixLength("33", maximum: 32)),
      ("10.0.0.0/", .badPrefixLength("", maximum: 32)),
      ("10.0.0.0/24/8", .badPrefixLength("24/8", maximum: 32)),
      ("10.0.0.0/-1", .badPrefixLength("-1", maximum: 32)),
      ("2001:db8::/129", .badPrefixLength("129", maximum: 128)),
      ("10.0.0.9-1", .reversedRange(first: .v4(0x0A00_0009), last: .v4(0x0A00_0001))),
      ("10.0.0.1-300", .badRangeEnd("300")),
      ("2001:db8::1-20", .badRangeEnd("20")),
      ("10.0.0.1:0", .badPort("0")),
      ("10.0.0.1:65536", .badPort("65536")),
      ("10.0.0.1:http", .badPort("http")),
      ("api.example.com:", .badPort("")),
      ("[2001:db8::1", .bracketOpen),
      ("[2001:db8::1]6443", .behindBracket("6443")),
      ("[api.example.com]:443", .notIPv6("api.example.com")),
      ("2001:db8:::1", .notIPv6("2001:db8:::1")),
      ("fe80::1%eth0", .zone("%eth0")),
      (":443", .hostMissing),
      ("/24", .hostMissing),
      ("api.example.com/24", .nameWithSlash("api.example.com")),
      ("ftp://api.example.com", .unsupportedScheme("ftp")),
      ("https://api.example.com/healthz", .urlHasPath("/healthz")),
      ("https://api.example.com/k8s/clusters/local/version", .urlHasPath("/k8s/clusters/local/version")),
      ("https://api.example.com/%2e%2e/x", .pathCharacter("%")),
      ("https://api.example.com/a/../b", .pathSegment),
      ("https://api.example.com//a", .pathSegment),
      ("https://api.example.com/a//", .pathSegment),
      ("https://api.example.com/büro", .pathCharacter(Unicode.Scalar(0xC3))),
      ("https://api.example.com/" + String(repeating: "a", count: 512), .pathTooLong(bytes: 513)),
      ("https://api.example.com/a?b=c", .urlHasQuery),
      ("10.0.0.1 tls-server-name=", .badServerName(nil)),
      ("10.0.0.1 tls-server-name=10.0.0.1", .badServerName(.numericLastLabel("1"))),
      ("10.0.0.1 tls-server-name=a.example tls-server-name=b.example", .severalServerNames),
      ("10.0.0.0/24 tls-server-name=a.example", .serverNameOfBlock),
      ("https://api.example.com/?a=b", .urlHasQuery),
      ("https://api.example.com#top", .urlHasFragment),
      ("https://user:secret@api.example.com", .urlHasUser),
      ("https://10.0.0.0/24", .urlIsBlock),
      ("http://10.0.0.1-20", .urlIsBlock),
      ("https://", .hostMissing),
      ("api.example.com prod", .labelWithoutEquals(word: 2)),
      ("api.example.com =prod", .labelWithoutKey(word: 2)),
      ("10.0.0.1 token=abc", .secretLabel), ("10.0.0.1 cluster=a Password=hunter2", .secretLabel),
      ("api.example.com, b.example.com", .severalFields(2)),
      ("10.0.0.1;443;open", .severalFields(3)),
      ("https://a.example,https://b.example", .severalFields(2)),
      ("10.0.0.1:22:root:toor", .severalColons),
      ("0.0.0.0", .namesNoHost(AddressBlock(.v4(0)), .unspecified)),
      ("http://0.1.2.3:80", .namesNoHost(AddressBlock(.v4(0x0001_0203)), .unspecified)),
      ("[::]:443", .namesNoHost(AddressBlock(.v6(0)), .unspecified)),
      ("::ffff:0.0.0.0", .namesNoHost(AddressBlock(.v6(0xFFFF_0000_0000)), .unspecified)),
      ("255.255.255.255", .namesNoHost(AddressBlock(.v4(.max)), .broadcast)),
      ("224.0.0.1", .namesNoHost(AddressBlock(.v4(0xE000_0001)), .multicast)),
      ("abcdef.0123456789abcdef", .token),
      ("eyJhbGciOiJSUzI1NiIsImtpZCI6Ii1.eyJpc3MiOiJrdWJlcm5ldGVz.c2lnbmF0dXJl", .token),
      ("AKIAIOSFODNN7EXAMPLE", .token),
      ("!", .emptyExclusion),
      ("! 10.0.0.1", .emptyExclusion),
      ("!https://10.0.0.1", .exclusionIsURL),
      ("10.0.0.1\u{0}", .controlCharacter(0)),
      ("10.0.0.1 a=\u{1B}[31m", .controlCharacter(0x1B)),
      ("api..example.com", .name(.emptyLabel)),
    ])
  func refused(_ line: String, _ problem: LineProblem) {
    #expect(throws: problem) { try TargetLine(line) }
    #expect(!problem.description.isEmpty && problem.description.last != ".")
  }

  @Test("are UTF-8, and not longer than a line has to be")
  func bytes() {
    #expect(throws: LineProblem.notUTF8) { try TargetLine.parse([0x61, 0xFF, 0xFE][...]) }
    // UTF-16 is what some editors save.
    #expect(throws: LineProblem.self) { try TargetLine.parse([0xFF, 0xFE, 0x61, 0x00][...]) }
    let long = "a.example k=" + String(repeating: "v", count: TargetLine.longestLine)
    #expect(throws: LineProblem.tooLong(bytes: long.utf8.count)) { try TargetLine(long) }
    // Of a line that comes in a stream only the beginning is kept: how many bytes it has is not known.
    #expect(LineProblem.tooLong(bytes: 1 << 16).description.hasPrefix("the line has more than 4096 bytes"))
    let comment = "#" + String(repeating: "v", count: 2 * TargetLine.longestLine)
    #expect(throws: Never.self) { try TargetLine(comment) }
  }
}
