import Reporting

/// How the values of options are written, by the name that the help gives the value.
enum ValueAdvice {
  /// What to write in place of a value that cannot be read.
  /// - Parameter kind: The name of the value in the help, as in `--deadline <duration>`.
  static func text(_ value: String, kind: String) -> String {
    let isNumber =
      !value.isEmpty && value.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    switch kind {
    case "duration":
      return isNumber
        ? "\(printable(value)) what? Write the unit behind the number: \(printable(value))s, 500ms or 2m"
        : "write a number and its unit, longer than 0 and at most 24h: 500ms, 5s, 2m or 1h"
    case "age":
      return isNumber
        ? "\(printable(value)) what? Write the unit behind the number: \(printable(value))d, 8w or 12h"
        : "write a whole number and its unit: 90d, 8w or 12h"
    case "number/count": return "write NUMBER/COUNT, as in 3/16; NUMBER is from 1 to COUNT"
    case "scan":
      return "write the number of a scan (apiexpose history list shows them), a date as 2026-11-23, or last"
    case "since":
      return
        "write an age as 7d, 12h or 8w, a date as 2026-11-23, or the number of a scan (apiexpose history list shows them)"
    case "address": return "write an address or a name, with or without a port: 192.0.2.7:6443"
    case "number", "count": return isNumber ? "the number is too large, or has to be whole" : "write a number"
    default: return "this cannot be read; the help shows what it takes"
    }
  }

  /// Options of other scanners, and what they are called here.
  static let elsewhere = [
    "--timeout": "--deadline", "--json": "--format jsonl", "--jsonl": "--format jsonl",
    "--csv": "--format csv",
    "-p": "--port", "--output-format": "--format", "-f": "--format", "--silent": "--quiet",
    "--threshold": "--fail-on", "--exit-code": "--fail-on", "--severity": "--fail-on", "-v": "--version",
  ]
  /// Options by which other scanners are given a list.
  static let namesFiles: Set = [
    "--file", "--list", "--input", "--input-file", "--targets", "--target", "-i", "-l", "-u", "-iL",
  ]

  /// The choice that was meant, where that can be guessed.
  static func near(_ value: String, _ choices: [String]) -> String? {
    // What people call the formats that have other names here.
    let others = ["md": "markdown", "htm": "html", "ndjson": "jsonl", "prom": "prometheus", "text": "table"]
    if let other = others[value.lowercased()], choices.contains(other) { return other }
    return nearestName(to: value, among: choices)
  }
}
