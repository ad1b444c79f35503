import Testing

@testable import Targets

@Suite("A file that is no list of targets")
struct FileKindTests {
  @Test(
    "is told by its beginning",
    arguments: [
      ([0xFF, 0xFE, 0x31, 0x00], FileKind.utf16),
      ([0xFE, 0xFF, 0x00, 0x31], .utf16),
      (Array("1\0000\0.\0000\0.\0000\0.\0001\0\n\0".utf8), .utf16),
      (Array("\0001\0000\0.\0000\0\n".utf8), .utf16),
      ([0x1F, 0x8B, 0x08, 0x00], .compressed(by: "gzip")),
      (Array("SQLite format 3\0".utf8) + [0x10, 0x00], .database),
      ([0x28, 0xB5, 0x2F, 0xFD, 0x04], .compressed(by: "zstd")),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed(by: "xz")),
      (Array("BZh91AY".utf8), .compressed(by: "bzip2")),
      (Array("PK\u{3}\u{4}\u{14}".utf8), .archive),
      ([0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00, 0x00], .binary),
      ([UInt8](repeating: 0, count: 4096), .binary),
    ] as [([UInt8], FileKind)])
  func bytes(_ bytes: [UInt8], kind: FileKind) {
    #expect(FileKind(recognizing: bytes) == kind)
  }

  @Test(
    "is told by what its lines are like",
    arguments: [
      ("apiVersion: v1\nclusters:\n- cluster:\n    server: https://a\nusers:\n", FileKind.kubeconfig),
      ("users:\n- name: a\n  user:\n    token: x\n", .kubeconfig),
      ("kind: Config\npreferences: {}\n", .kubeconfig),
      (#"{"apiVersion":"v1","kind":"Config","users":[]}"#, .kubeconfig),
      ("# mine\n    client-key-data: TFM=\n", .kubeconfig),
      ("apiVersion: v1\nkind: Service\nmetadata:\n  name: users\n", .yaml),
      ("---\n- 10.0.0.1\n", .yaml),
      ("hosts:\n  - a.example\n", .yaml),
      ("-----BEGIN CERTIFICATE-----\nMIIB\n", .pem),
      ("10.0.0.1\n-----BEGIN RSA PRIVATE KEY-----\n", .pem),
      ("machine a.example login bob password x\n", .netrc),
      ("machine a.example\n  login bob\n", .netrc),
      ("scanned_at,target,labels\r\n", .results),
      (#"{"schema":1,"scanned_at":"2026-11-23T22:04:55Z"}"#, .results),
      ("{\n \"a\": 1}", .json),
      ("[\n  {\"ip\": \"10.0.0.1\"}]", .json),
      ("[\"10.0.0.1\"]", .json),
      ("<!DOCTYPE html>\n<html>", .html),
      ("  <HTML lang=en>", .html),
      ("<?xml version=\"1.0\"?>\n<nmaprun>", .xml),
      ("saddr,daddr,sport\n10.0.0.1,10.0.0.2,443\n", .table),
      ("Name;IP-Address\r\nweb;10.0.0.1\r\n", .table),
      ("\"hostname\"\n\"a.example\"\n", .table),
      ("ip\tport\n10.0.0.1\t443\n", .table),
      ("# Nmap 7.94 scan initiated\nHost: 10.0.0.1 ()\tStatus: Up\n", .grepable),
      ("# Masscan 1.3 scan initiated\nHost: 10.0.0.1 ()\tPorts: 443/open/tcp//https//\n", .grepable),
      ("#masscan\nopen tcp 443 10.0.0.1 1600000000\n# end\n", .masscanList),
      ("Starting Nmap 7.94 ( https://nmap.org )\n", .nmapText),
      ("10.0.0.1,443\n10.0.0.2,443\n", .table),
      ("10.0.0.1\t443\n10.0.0.2\t443\n", .table),
    ])
  func text(_ text: String, kind: FileKind) {
    #expect(FileKind(recognizing: text.utf8) == kind)
    #expect(FileKind(recognizing: "\u{FEFF}\(text)".utf8) == kind)
  }

  @Test(
    "is not seen in a list with mistakes",
    arguments: [
      "", "\n\n", "# nothing\n", "10.0.0.1\n10.0.0.300\n", "[2001:db8::1\n",
      "a.example, b.example\n10.0.0.1\n",
      "10.0.0.1\tsite=a\n10.0.0.2\tsite=b\nx y\n", "api.example.com:\nb.example\n", "10.0.0.1\0\n10.0.0.2\n",
      "\u{1B}[31m10.0.0.1\n", "10.0.0.1 a=\u{7}\n10.0.0.2\n", "münchen.example/\n", "saddr\n10.0.0.1\n",
    ])
  func notSeen(_ text: String) {
    #expect(FileKind(recognizing: text.utf8) == nil)
  }

  @Test("is told once, with what to do, and nothing of it is quoted", arguments: [1, 50_000])
  func once(lines: Int) throws {
    let text =
      "apiVersion: v1\nusers:\n- user:\n    token: hunter2\n"
      + String(repeating: "  hunter2: x\n", count: lines)
    let error = #expect(throws: TargetListError.self) {
      try TargetList(sources: [TargetSource(name: "config", text: Array(text.utf8))], maximum: 10)
    }
    let sentence = try #require(error?.description)
    #expect(sentence.hasPrefix("config: this is a kubeconfig"))
    #expect(!sentence.contains("hunter2"))
    #expect(!sentence.contains("\n"))
  }

  @Test("does not keep the lines of other files from being told")
  func severalFiles() throws {
    let sources = [
      TargetSource(name: "config", text: Array("{}".utf8)),
      TargetSource(name: "list", text: Array("10.0.0.1\n10.0.0.300\n".utf8)),
      TargetSource(name: "secrets", text: Array("x y\npassword: hunter2\n10.0.0.300\n".utf8)),
    ]
    let error = #expect(throws: TargetListError.self) { try TargetList(sources: sources, maximum: 10) }
    let lines = try #require(error?.description.split(separator: "\n"))
    #expect(lines.map { $0.prefix { $0 != " " } } == ["config:", "secrets:2:", "list:2:"])
    #expect(lines.count == 3)
    #expect(lines[1].hasSuffix("2 other lines could not be understood, and nothing of the file is shown"))
  }

  @Test("passes for nothing but comments and is told all the same")
  func comments() {
    let text: [UInt8] = "# nothing\n".utf8.flatMap { [$0, UInt8(0)] }
    #expect {
      try TargetList(sources: [TargetSource(name: "list", text: text)], maximum: 10)
    } throws: { error in
      "\(error)".hasPrefix("list: this is UTF-16 text")
    }
  }
}
