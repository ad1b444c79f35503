import Exposure

/// The frameworks of controls as taxonomies of SARIF (§3.14.8, §3.19.3), their controls as taxa, and references to them
/// (§3.52).
enum SARIFTaxonomies {
  private static let catalogue = ControlCatalogue.builtIn

  /// The frameworks, one toolComponent each.
  static let value = JSONValue.array(
    catalogue.frameworks.map { framework in
      [
        "name": .string(framework.id),
        "fullName": .string(framework.name),
        "informationUri": .string(framework.source),
        "shortDescription": ["text": .string(framework.name)],
        "isComprehensive": false,
        "taxa": .array(controls(of: framework).map(taxon)),
      ]
    })

  /// That results and rules refer to them (§3.19.13).
  static let supported = JSONValue.array(
    catalogue.frameworks.enumerated().map { index, framework in
      ["name": .string(framework.id), "index": .number(Int64(index))]
    })

  /// References to controls.
  static func references(_ controls: [Control]) -> JSONValue {
    .array(controls.compactMap { references[$0.id] })
  }

  /// That a rule is about controls (§3.53).
  static func relationships(_ controls: [Control]) -> JSONValue {
    .array(
      controls.compactMap { control in
        references[control.id].map { ["target": $0, "kinds": ["relevant"]] }
      })
  }

  private static let references: [String: JSONValue] = Dictionary(
    catalogue.frameworks.enumerated().flatMap { component, framework in
      controls(of: framework).enumerated().map { index, control in
        (
          control.id,
          [
            "id": .string(control.id), "index": .number(Int64(index)),
            "toolComponent": ["index": .number(Int64(component))],
          ]
        )
      }
    }, uniquingKeysWith: { first, _ in first })

  private static func controls(of framework: ControlFramework) -> [Control] {
    catalogue.controls.filter { $0.framework == framework.id }
  }

  private static func taxon(_ control: Control) -> JSONValue {
    let condition = control.condition.map { ", where \($0)" } ?? ""
    return [
      "id": .string(control.id),
      "shortDescription": ["text": .string((control.title ?? control.id) + condition)],
      "helpUri": .string(control.source),
    ]
  }
}
