import Fixtures
import Foundation
import Testing

@Suite("What is shipped for Kubernetes")
struct ManifestTests {
  private static let checker = """
    import json, sys, jsonschema
    schema, objects = (json.load(open(path)) for path in sys.argv[1:3])
    for error in (e for o in objects for e in jsonschema.Draft7Validator(schema).iter_errors(o)):
        print(list(error.path), error.message[:200])
    """

  private static func complaints(_ objects: [[String: Any]]) async throws -> String {
    let directory = try TemporaryDirectory()
    let data = try JSONSerialization.data(withJSONObject: objects)
    let file = try directory.write(String(decoding: data, as: UTF8.self), to: "objects.json")
    let outcome = try await #require(OutsideTool.pythonWithJSONSchema.program).run(
      ["-W", "ignore", "-c", checker, Checkers.kubernetesSchema, file])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test(
    "every object has the form of its kind, and no other key",
    .enabled(if: try OutsideTool.pythonWithJSONSchema.isReady, "needs \(OutsideTool.pythonWithJSONSchema)"),
    arguments: try Manifest.all)
  func form(_ manifest: Manifest) async throws {
    let objects = try manifest.objects()
    #expect(!objects.isEmpty)
    #expect(try await Self.complaints(objects) == "")
  }

  @Test(
    "the check of the form refuses misspelt keys, other kinds and wrong types",
    .enabled(if: try OutsideTool.pythonWithJSONSchema.isReady, "needs \(OutsideTool.pythonWithJSONSchema)"),
    arguments: ["dnsconfig", "hostNetworks", "kind", "parallelism"])
  func misspelling(_ key: String) async throws {
    var job = try #require(try Manifest(name: "scan-job-logs.yaml").objects().first)
    if key == "kind" {
      job[key] = "Jobs"
    } else {
      var spec = try #require(job["spec"] as? [String: Any])
      spec[key] = "16"
      job["spec"] = spec
    }
    #expect(try await Self.complaints([job]) != "")
  }

  /// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
  @Test("every pod keeps the restricted Pod Security Standard, with a root file system that is read-only")
  func security() throws {
    let pods = try Manifest.all.flatMap { try $0.podSpecs() }
    #expect(pods.count == 3)
    for pod in pods {
      let context = try #require(pod["securityContext"] as? [String: Any])
      #expect(context["runAsNonRoot"] as? Bool == true)
      #expect((context["runAsUser"] as? Int ?? 0) > 0)
      #expect((context["seccompProfile"] as? [String: Any])?["type"] as? String == "RuntimeDefault")
      for key in ["hostNetwork", "hostPID", "hostIPC"] { #expect(pod[key] == nil) }
      #expect(pod["automountServiceAccountToken"] as? Bool == false)
      for volume in try #require(pod["volumes"] as? [[String: Any]]) {
        #expect(
          Set(volume.keys).isSubset(of: ["name", "configMap", "emptyDir", "persistentVolumeClaim", "secret"]))
      }
      for container in try #require(pod["containers"] as? [[String: Any]]) {
        let own = try #require(container["securityContext"] as? [String: Any])
        #expect(own["allowPrivilegeEscalation"] as? Bool == false)
        #expect(own["readOnlyRootFilesystem"] as? Bool == true)
        #expect((own["capabilities"] as? [String: [String]]) == ["drop": ["ALL"]])
      }
    }
  }

  @Test("no pod tries search domains before a name as it stands")
  func names() throws {
    for pod in try Manifest.all.flatMap({ try $0.podSpecs() }) {
      let configuration = try #require(pod["dnsConfig"] as? [String: [[String: String]]])
      #expect(configuration == ["options": [["name": "ndots", "value": "1"]]])
    }
  }

  @Test("the policy lets nothing in and everything out")
  func policy() throws {
    let policy = try #require(try Manifest(name: "network-policy.yaml").objects().first)
    let spec = try #require(policy["spec"] as? [String: Any])
    #expect((spec["podSelector"] as? [String: String]) == [:])
    #expect((spec["policyTypes"] as? [String]) == ["Ingress", "Egress"])
    #expect(spec["ingress"] == nil)
    #expect((spec["egress"] as? [[String: String]]) == [[:]])
  }

  @Test("everything that has a name is in the namespace, and the kustomization names files that are there")
  func kustomization() throws {
    let names = try Manifest.all.map(\.name)
    for manifest in try Manifest.all where manifest.name != "kustomization.yaml" {
      for object in try manifest.objects() {
        let metadata = try #require(object["metadata"] as? [String: Any])
        let isNamespace = object["kind"] as? String == "Namespace"
        #expect(metadata[isNamespace ? "name" : "namespace"] as? String == "apiexpose")
      }
    }
    let kustomization = try #require(try Manifest(name: "kustomization.yaml").objects().first)
    let resources = try #require(kustomization["resources"] as? [String])
    #expect(!resources.isEmpty && Set(resources).isSubset(of: names))
  }

  @Test("the CronJob prints what changed, and keeps a history and the last scan on its claim")
  func cronJob() async throws {
    let arguments = try #require(try Manifest(name: "history-cronjob.yaml").arguments().first)
    let directory = try TemporaryDirectory()
    let list = try directory.write("127.2.0.1:1\n", to: "targets.txt")
    let words = arguments.map {
      $0 == "/targets/targets.txt" ? list : $0.replacing("/history/", with: directory.file(""))
    }
    for _ in 0..<2 {
      let outcome = try await Command.run(words)
      #expect(outcome.status == 0)
      #expect(outcome.output.isEmpty)
    }
    let scans = try await Command.run("history", "list", "--history", directory.file("exposure.sqlite"))
    #expect(scans.status == 0)
    let report = try String(contentsOfFile: directory.file("exposure.jsonl"), encoding: .utf8)
    #expect(report.contains(#""verdict":"closed""#))
  }
}
