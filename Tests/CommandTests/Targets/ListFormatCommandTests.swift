import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("Lists of other programs")
struct ListFormatCommandTests {
  @Test(
    "are read as files and from standard input alike",
    arguments: [
      ("nmap.xml", ["127.0.0.1:6443"]),
      ("nmap-named.xml", ["127.0.0.1:6443 tls-server-name=localhost hostname=localhost"]),
      ("nmap6.gnmap", ["[::1]:8443"]), ("masscan.json", ["10.9.0.2:6443", "10.9.0.2:8443"]),
      ("masscan.list", ["10.9.0.2:6443", "10.9.0.2:8443"]),
      ("masscan.xml", ["10.9.0.2:6443", "10.9.0.2:8443"]),
      (
        "kubeconfig.yaml",
        [
          "https://rancher.example.com:443/k8s/clusters/c-m-1 context=one cluster=rancher-one",
          "https://rancher.example.com:443/k8s/clusters/c-m-2 context=two_words cluster=rancher-two",
          "192.0.2.10:6443 tls-server-name=kubernetes.default proxy-url=socks5h://192.0.2.1:1080 context=bare cluster=bare",
          "[2001:db8::10]:6443 cluster=spare",
        ]
      ),
    ])
  func formats(_ file: String, _ lines: [String]) async throws {
    let named = try await Command.run("targets", ListFixture.path(file))
    #expect(named.status == 0)
    #expect(named.lines == lines)
    let input = String(decoding: try ListFixture.bytes(file), as: UTF8.self)
    let streamed = try await Command.run("targets", "-", input: input)
    #expect(streamed.status == 0)
    #expect(streamed.lines == lines)
    // What is printed is a list again.
    let again = try await Command.run("targets", "-", input: named.output)
    #expect(again.output == named.output)
  }

  @Test("keep to the ports that are asked for, and tell of the others")
  func ports() async throws {
    let outcome = try await Command.run("targets", ListFixture.path("masscan.json"), "--port", "6443")
    #expect(outcome.lines == ["10.9.0.2:6443"])
    #expect(outcome.errors.contains("1 open port left out: not among the ports that are asked for"))
  }

  @Test("obey exclusions, shards and the order that is asked for")
  func rules() async throws {
    let directory = try TemporaryDirectory()
    let rows = (0..<16).map { "10.0.0.\($0),\(6443 + $0 % 2),site \($0)" }
    let table = try directory.write("ip,port,where\n" + rows.joined(separator: "\n"), to: "hosts.csv")
    let whole = try await Command.run("targets", table, "--exclude", "10.0.0.3", "-q")
    #expect(whole.lines.count == 15)
    #expect(whole.lines.first == "10.0.0.0:6443 where=site_0")
    let shards = try await ["1/2", "2/2"].asyncMap {
      try await Command.run("targets", table, "--exclude", "10.0.0.3", "-q", "--shard", $0).lines
    }
    #expect(shards.joined().sorted() == whole.lines.sorted())
    let shuffled = try await Command.run("targets", table, "--exclude", "10.0.0.3", "-q", "--randomize", "7")
    #expect(shuffled.lines != whole.lines)
    #expect(shuffled.lines.sorted() == whole.lines.sorted())
  }

  @Test("are read by the columns that are named, and refused with the option that helps")
  func columns() async throws {
    let directory = try TemporaryDirectory()
    let table = try directory.write("box;mgmt;api\na;10.0.0.1;8443\n", to: "hosts.csv")
    let read = try await Command.run(
      "targets", table, "--address-column", "mgmt", "--port-column", "api", "--labels-from", "box", "-q")
    #expect(read.lines == ["10.0.0.1:8443 box=a"])
    let unknown = try await Command.run("targets", table, "--list-format", "csv")
    #expect(unknown.status == 65)
    #expect(unknown.errors.hasPrefix("apiexpose: \(table):1: no column of the table is known to hold hosts"))
    #expect(unknown.errors.contains("--address-column"))
    let usage = try await Command.run("targets", table, "--list-format", "excel")
    #expect(usage.status == 64)
  }

  @Test("never show what the users of a kubeconfig hold")
  func secrets() async throws {
    let directory = try TemporaryDirectory()
    let config = try directory.write(
      "kind: Config\nclusters:\n- name: a\n  cluster: {server: 'https://u:hunter2@a.example'}\n- 'hunter2\nusers:\n- {user: {token: hunter2}}\n",
      to: "config")
    for arguments in [[config], [config, "--list-format", "lines"], [config, "--list-format", "csv"]] {
      let outcome = try await Command.run(["targets"] + arguments)
      #expect(outcome.status == 65)
      #expect(!outcome.errors.contains("hunter2") && !outcome.output.contains("hunter2"))
    }
  }

  @Test("of ours ask the same endpoints again, their prefixes and names included")
  func again() async throws {
    try await withFleet([.kubeadmDefault, .plainWebServer]) { servers in
      let ports = servers.map { $0.target.split(separator: ":").last.map(String.init) ?? "" }
      let directory = try TemporaryDirectory()
      let list = try directory.write(
        """
        127.0.0.1:\(ports[0]) tls-server-name=api.example.com env=prod
        https://127.0.0.1:\(ports[0])/k8s/clusters/local
        http://127.0.0.1:\(ports[1])/a
        127.0.0.0/31:\(ports[0]) block=yes
        """, to: "list.txt")
      let files = ["jsonl", "csv"].map { "\(directory.path)/exposure.\($0)" }
      let scan = try await Command.run(
        ["scan", list, "-q", "--retries", "0"] + files.flatMap { ["-o", $0] })
      #expect(scan.status == 0)
      let first = try await Command.run("targets", list, "-q")
      for file in files {
        let again = try await Command.run("targets", file, "-q")
        #expect(again.lines == first.lines)
      }
      let lines = try String(contentsOfFile: files[0], encoding: .utf8).split(separator: "\n")
      #expect(
        lines[0].contains(#""server_name":"api.example.com""#)
          && lines[0].contains(#""verdict":"version_leak""#))
      #expect(lines[1].contains(#""path_prefix":"/k8s/clusters/local""#))
      // The fleet's API server answers below no prefix.
      #expect(!lines[1].contains(#""verdict":"version_leak""#))
      let report = try await Command.run("report", files[0], "--format", "csv", "-q")
      let written = try String(contentsOfFile: files[1], encoding: .utf8)
      #expect(report.output == written)
    }
  }

  @Test("are two endpoints in a history where the prefixes differ")
  func history() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let port = servers[0].target.split(separator: ":").last.map(String.init) ?? ""
      let directory = try TemporaryDirectory()
      let history = "\(directory.path)/history.sqlite"
      let targets = ["a", "b"].map { "https://127.0.0.1:\(port)/\($0)" }
      for number in 1...2 {
        let scan = try await Command.run(
          ["scan"] + targets + ["--history", history, "-q"] + (number > 1 ? ["--changes-only"] : []))
        #expect(scan.status == 0)
        if number > 1 { #expect(scan.output.isEmpty) }
      }
      let only = try await Command.run("history", "endpoint", "127.0.0.1", "--history", history)
      #expect(targets.allSatisfy { target in only.lines.count { $0.contains(target) } == 2 })
    }
  }
}

extension Sequence {
  fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}
