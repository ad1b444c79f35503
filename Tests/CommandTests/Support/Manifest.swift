import Foundation
import Testing
import Yams

/// A file of Deploy/kubernetes.
struct Manifest: Sendable, CustomTestStringConvertible {
  private static let folder = DocumentationPage.root.appending(path: "Deploy/kubernetes")

  /// All of them.
  static var all: [Manifest] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        .sorted()
        .map(Manifest.init(name:))
    }
  }

  let name: String

  var testDescription: String { name }

  /// The objects in it, as JSON has them.
  func objects() throws -> [[String: Any]] {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    return try Yams.load_all(yaml: text).compactMap { Self.json($0) as? [String: Any] }
  }

  /// What its pods are made of.
  func podSpecs() throws -> [[String: Any]] { try objects().flatMap(Self.podSpecs) }

  /// The arguments of its containers.
  func arguments() throws -> [[String]] {
    try podSpecs().flatMap { $0["containers"] as? [[String: Any]] ?? [] }.compactMap {
      $0["args"] as? [String]
    }
  }

  private static func podSpecs(_ object: [String: Any]) -> [[String: Any]] {
    if object["containers"] != nil { return [object] }
    return ["spec", "jobTemplate", "template"].compactMap { object[$0] as? [String: Any] }.flatMap(podSpecs)
  }

  private static func json(_ value: Any) -> Any {
    switch value {
    case let members as [AnyHashable: Any]:
      Dictionary(uniqueKeysWithValues: members.map { ("\($0.key)", json($0.value)) })
    case let items as [Any]: items.map(json)
    default: value
    }
  }
}
