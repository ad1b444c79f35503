import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("Through a proxy", .timeLimit(.minutes(10)))
struct ProxyTests {
  /// Runs a proxy for the length of a body.
  private static func withProxy<Value>(
    _ behaviour: SimulatedProxy.Behaviour = .init(), _ body: (SimulatedProxy) async throws -> Value
  ) async throws -> Value {
    let proxy = try await SimulatedProxy.start(behaviour)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(proxy))
    } catch {
      outcome = .failure(error)
    }
    try await proxy.stop()
    return try outcome.get()
  }

  @Test("a report says what it was asked through, and is judged the same when it is read back")
  func jsonLines() async throws {
    try await withFleet([.kubeadmDefault, .closedPort]) { servers in
      try await Self.withProxy { proxy in
        let directory = try TemporaryDirectory()
        let file = directory.file("a.jsonl")
        let url = "socks5h://127.0.0.1:\(proxy.port)"
        let scan = try await Command.run(
          ["scan"] + servers.map(\.target) + ["--proxy", url, "-q", "-o", file])
        #expect(scan.status == 0)
        let lines = try #require(directory.text("a.jsonl")).split(separator: "\n")
        #expect(lines.first?.contains(#""proxy":{"url":"\#(url)","target_answered":true}"#) == true)
        #expect(lines.last?.contains(#""proxy":{"url":"\#(url)","reply":5,"target_answered":false}"#) == true)
        let report = try await Command.run("report", file, "--format", "csv")
        #expect(Report(report.output)["verdict"] == ["version_leak", "closed"])
        #expect(Report(report.output)["error"].last == "the proxy \(url) says: connection refused")
      }
    }
  }

  @Test("a target is explained through a proxy, by commands that go the same way")
  func explained() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let target = try #require(servers.first).target
      let gone = try await Self.withProxy { proxy in
        let url = "http://127.0.0.1:\(proxy.port)"
        let short = try await Command.run("explain", target, "--proxy", url)
        #expect(short.status == 0, "\(short.errors)")
        #expect(
          short.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .contains("`apiexpose explain \(target) --proxy \(url) --full`"))
        let full = try await Command.run("explain", target, "--proxy", url, "--full")
        #expect(full.output.contains("curl --proxytunnel --proxy \(url) -sk https://\(target)/version"))
        #expect(proxy.requests.contains(target))
        return url
      }
      let none = try await Command.run("explain", target, "--proxy", gone)
      #expect(none.status == 69 && none.output.isEmpty)
    }
  }

  @Test("the user and the password come from a file that nobody else may read, or from the environment")
  func credentials() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      try await Self.withProxy(.init(credentials: "me:hush:hush")) { proxy in
        let directory = try TemporaryDirectory()
        let secret = try directory.write("me:hush:hush\n", to: "secret")
        let target = try #require(servers.first).target
        let arguments = [
          "scan", target, "--proxy", "http://127.0.0.1:\(proxy.port)", "--format", "csv",
        ]
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
        let open = try await Command.run(arguments + ["--proxy-credentials", secret])
        #expect(open.status == 66)
        #expect(open.errors.contains("chmod 600"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        let closed = try await Command.run(arguments + ["--proxy-credentials", secret])
        #expect(Report(closed.output)["verdict"] == ["version_leak"])

        let shell = try #require(Program(named: "sh"))
        let environment = "APIEXPOSE_PROXY_USER=me APIEXPOSE_PROXY_PASSWORD=hush:hush exec \"$0\" \"$@\""
        let set = try await shell.run(["-c", environment, Command.path] + arguments)
        #expect(Report(set.output)["verdict"] == ["version_leak"])

        let without = try await Command.run(arguments)
        #expect(without.status == 69)
        #expect(without.output.isEmpty || Report(without.output).rows.isEmpty)
        #expect(without.errors.contains("wants a user and a password"))
        #expect(without.errors.contains("--proxy-credentials"))
        let all = [open, closed, set, without].map { $0.output + $0.errors }.joined()
        #expect(!all.contains("hush"))
      }
    }
  }

  @Test(
    "a proxy that cannot be used is refused before the first packet, and no word of a password is shown",
    arguments: [
      (["--proxy", "http://me:hush@127.0.0.1:3128"], Int32(64), "--proxy-credentials"),
      (["--proxy", "https://127.0.0.1:3128"], 64, "over TLS"),
      (["--proxy", "127.0.0.1:3128"], 64, "socks5://"),
      (["--proxy-credentials", "x"], 64, "goes with --proxy"),
      (["--proxy", "socks5h://127.0.0.1:1", "-4"], 64, "socks5://"),
      (["--proxy", "socks5://127.0.0.1:1"], 69, "cannot be reached: it refuses connections"),
      (["--proxy", "socks5://proxy.cluster.invalid:1"], 69, "cannot be reached"),
      (["--proxy", "socks5://127.0.0.1:1", "--proxy-credentials", "/nowhere/x"], 66, "/nowhere/x"),
      (["--source-address", "192.0.2.1"], 64, "does not have the address 192.0.2.1"),
      (["--source-address", "eth0"], 64, "--source-address takes"),
      (["--interface", "nosuch0"], 64, "no interface nosuch0"),
      (["--interface", "a/b"], 64, "--interface takes"),
      (["--proxy-connections", "0"], 64, "--proxy-connections takes"),
    ])
  func refused(_ options: [String], _ status: Int32, _ words: String) async throws {
    for command in ["scan", "watch"] {
      let directory = try TemporaryDirectory()
      let file = directory.file("a.jsonl")
      let outcome = try await Command.run([command, "127.0.0.1:1", "-o", file] + options)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(words))
      #expect(!(outcome.output + outcome.errors).contains("hush"))
      #expect(!directory.exists("a.jsonl") && !directory.exists("a.jsonl.partial"))
    }
  }

  @Test("a proxy that goes away in the middle ends the scan, and --resume goes on where it was lost")
  func resume() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let directory = try TemporaryDirectory()
      let target = try #require(servers.first).target
      let list = try directory.write("\(target)\n127.3.0.0/24:1\n", to: "targets.txt")
      let files = ["scan", list, "-o", directory.file("a.csv"), "--retries", "0"]
      let port = try await Self.withProxy(.init(lasts: 40)) { proxy in
        let broken = try await Command.run(files + ["--proxy", "socks5://127.0.0.1:\(proxy.port)"])
        #expect(broken.status == 69)
        #expect(broken.errors.contains("cannot be reached") && broken.errors.contains("--resume"))
        return proxy.port
      }
      let partial = Report(try #require(directory.text("a.csv.partial")))
      #expect(partial.rows.count < 257)
      #expect(!partial["verdict"].contains("failed"))

      let again = try await SimulatedProxy.start(port: port)
      let other = try await Command.run(files + ["--resume", "--proxy", "http://127.0.0.1:\(port)"])
      #expect(other.status == 64)
      #expect(other.errors.contains("--proxy"))
      let resumed = try await Command.run(files + ["--resume", "--proxy", "socks5://127.0.0.1:\(port)"])
      #expect(resumed.status == 0)
      let report = Report(try #require(directory.text("a.csv")))
      #expect(report["verdict"] == ["version_leak"] + Array(repeating: "closed", count: 256))
      try await again.stop()
    }
  }

  @Test("a watch goes on where the proxy is gone for a while, and ends where it never was of use")
  func watch() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let target = try #require(servers.first).target
      try await Self.withProxy { proxy in
        let outcome = try await Command.run(
          "watch", target, "--every", "200ms", "--for", "500ms", "--proxy",
          "http://127.0.0.1:\(proxy.port)")
        #expect(outcome.status == 0)
        #expect(proxy.requests.count >= 2)
      }
      try await Self.withProxy(.init(credentials: "me:hush")) { proxy in
        let outcome = try await Command.run(
          "watch", target, "--for", "1s", "--proxy", "socks5://127.0.0.1:\(proxy.port)")
        #expect(outcome.status == 69)
      }
    }
  }

  @Test(
    "a kubeconfig's proxy-url is used for its cluster, and one that cannot be used leaves the cluster out")
  func kubeconfig() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      try await Self.withProxy { proxy in
        let port = try #require(servers.first).port
        let directory = try TemporaryDirectory()
        let file = try directory.write(
          """
          kind: Config
          clusters:
          - name: behind
            cluster: {server: "https://api.cluster.invalid:\(port)", proxy-url: "socks5://127.0.0.1:\(proxy.port)"}
          - name: secret
            cluster: {server: "https://127.0.0.1:\(port)", proxy-url: "http://me:hush@127.0.0.1:\(proxy.port)"}
          - name: open
            cluster: {server: "https://127.0.0.1:\(port)"}
          - name: named
            cluster:
              server: "https://api.cluster.invalid:\(port)"
              tls-server-name: kubernetes
              proxy-url: "socks5://127.0.0.1:\(proxy.port)"

          """, to: "config")
        let outcome = try await Command.run("scan", file, "--format", "csv")
        let report = Report(outcome.output)
        #expect(report["verdict"] == ["version_leak", "version_leak", "version_leak"])
        #expect(report["address"] == ["", "127.0.0.1", ""])
        #expect(report["target"].first?.contains("proxy-url=socks5h://127.0.0.1:\(proxy.port)") == true)
        #expect(proxy.requests.allSatisfy { $0 == "api.cluster.invalid:\(port)" })
        #expect(!proxy.requests.isEmpty)
        #expect(outcome.errors.contains("1 cluster left out"))
        #expect(!(outcome.output + outcome.errors).contains("hush"))
      }
    }
  }
}

/// Proxies of other makers, each on an address of 127/8 of its own: they cannot choose a free port themselves, and a port that
/// was free a moment ago may be another test's by now.
@Suite(
  "Through microsocks and tinyproxy",
  .enabled(if: OwnAddress.isAvailable, "127/8 is not all of this machine"), .timeLimit(.minutes(10)))
struct OtherProxyTests {
  private static let port: UInt16 = 1080

  @Test(
    "microsocks, with a user and a password",
    .enabled(if: try OutsideTool.microsocks.isReady, "needs \(OutsideTool.microsocks)"))
  func microsocks() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled, .closedPort]) { servers in
      let address = OwnAddress.any()
      let directory = try TemporaryDirectory()
      let secret = try directory.write("me:hush", to: "secret")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
      let program = try #require(OutsideTool.microsocks.program)
      let targets = servers.map(\.target)
      _ = try await program.running([
        "-i", address, "-p", "\(Self.port)", "-u", "me", "-P", "hush",
      ]) { running in
        await Self.isUsed(address)
        for scheme in ["socks5", "socks5h"] {
          let arguments =
            ["scan"] + targets + ["--proxy", "\(scheme)://\(address):\(Self.port)", "--format", "csv"]
          let outcome = try await Command.run(arguments + ["--proxy-credentials", secret])
          #expect(Report(outcome.output)["verdict"] == ["version_leak", "locked_down", "closed"])
          #expect(try await Command.run(arguments).status == 69)
        }
        try running.signal(.terminate)
      }
    }
  }

  @Test("tinyproxy", .enabled(if: try OutsideTool.tinyproxy.isReady, "needs \(OutsideTool.tinyproxy)"))
  func tinyproxy() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled, .closedPort]) { servers in
      let address = OwnAddress.any()
      let directory = try TemporaryDirectory()
      let configuration = try directory.write(
        """
        Port \(Self.port)
        Listen \(address)
        MaxClients 100
        BasicAuth me hush

        """, to: "tinyproxy.conf")
      let secret = try directory.write("me:hush\n", to: "secret")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
      let program = try #require(OutsideTool.tinyproxy.program)
      let targets = servers.map(\.target)
      _ = try await program.running(["-d", "-c", configuration]) { running in
        await Self.isUsed(address)
        let arguments =
          ["scan"] + targets + ["--proxy", "http://\(address):\(Self.port)", "--format", "csv"]
        let outcome = try await Command.run(arguments + ["--proxy-credentials", secret])
        // It answers 500 to a refused connection, which may mean anything.
        #expect(Report(outcome.output)["verdict"] == ["version_leak", "locked_down", "failed"])
        #expect(try await Command.run(arguments).status == 69)
        try running.signal(.terminate)
      }
    }
  }

  /// Waits until something listens there.
  private static func isUsed(_ address: String) async {
    while true {
      if let listener = try? await Command.run(
        "scan", "\(address):\(port)", "--format", "csv", "--retries", "0", "--deadline", "1s",
        "--no-start-time"),
        Report(listener.output)["verdict"] != ["closed"]
      {
        return
      }
    }
  }
}
