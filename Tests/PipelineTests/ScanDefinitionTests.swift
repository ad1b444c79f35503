import Foundation
import Pipeline
import Reporting
import Targets
import Testing

@Suite("What defines a scan")
struct ScanDefinitionTests {
  static let changes: [(name: String, scope: String, change: @Sendable (inout ScanDefinition) -> Void)] = [
    ("", "targets.txt", { _ in }),
    ("", "targets.txt --port 443", { $0.ports = "443" }),
    (
      "", "targets.txt --exclude a --exclude b --exclude-file c.txt",
      {
        $0.excluded = ["a", "b"]
        $0.excludedFiles = ["c.txt"]
      }
    ),
    ("--shard", "targets.txt --shard 1/2", { $0.shard = Shard(1, of: 2) ?? .whole }),
    ("-4", "targets.txt -4", { $0.takesOnlyIPv4 = true }),
    ("-6", "targets.txt -6", { $0.takesOnlyIPv6 = true }),
    ("--proxy", "targets.txt --proxy socks5://192.0.2.1:1080", { $0.proxy = "socks5://192.0.2.1:1080" }),
    ("--source-address", "targets.txt --source-address 192.0.2.1", { $0.sourceAddress = "192.0.2.1" }),
    ("--interface", "targets.txt --interface wg0", { $0.interface = "wg0" }),
    ("--randomize", "targets.txt", { $0.seed = 7 }),
    ("--only", "targets.txt", { $0.filter = .exposed }),
    ("--control", "targets.txt", { $0.controls = ["STIG"] }),
    ("--label-columns", "targets.txt", { $0.labelColumns = "cluster,owner" }),
    ("--csv-dialect", "targets.txt", { $0.csvDialect = .excel }),
    ("--no-start-time", "targets.txt", { $0.omitsStartTime = true }),
    ("--components", "targets.txt --components kubelet,etcd", { $0.components = "kubelet,etcd" }),
    ("--access", "targets.txt", { $0.asksForAccess = true }),
    ("--knowledge", "targets.txt", { $0.knowledgeDate = "2026-11-23" }),
  ]

  @Test("its scope says which endpoints, and its identity also what their rows hold", arguments: changes)
  func change(name: String, scope: String, change: @Sendable (inout ScanDefinition) -> Void) {
    let plain = ScanDefinition(targets: ["targets.txt"])
    var definition = plain
    change(&definition)
    #expect(definition.scope == scope)
    let settings = Self.identity(of: definition).settings
    let different = settings.filter { $0.value != Self.identity(of: plain).settings[$0.key] }
    #expect(different.keys.sorted() == (name.isEmpty ? [] : [name]))
  }

  private static func identity(of definition: ScanDefinition) -> ScanIdentity {
    definition.identity(toolVersion: "1", listFingerprint: "2", startedAt: .distantPast)
  }
}
