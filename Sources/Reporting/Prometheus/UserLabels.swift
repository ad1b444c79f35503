import Exposure
import Targets

extension MetricLabel {
  /// The user's labels under names that Prometheus allows: `label_` and the key, in which every other character has
  /// become `_`, the longest 64 characters long. Keys that become the same get a number from the second on.
  static func user(_ labels: [Label]) -> [MetricLabel] {
    var used: Set<String> = []
    var numbers: [String: Int] = [:]
    return labels.map { label in
      let key = String(
        label.key.unicodeScalars.prefix(64).map { scalar in
          isAllowed(scalar) ? Character(scalar) : "_"
        })
      var name = "label_\(key)"
      while !used.insert(name).inserted {
        let number = numbers[key, default: 1] + 1
        numbers[key] = number
        name = "label_\(key)_\(number)"
      }
      return MetricLabel(name, label.value)
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}
