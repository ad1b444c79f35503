@testable import Targets

/// In all of these the first byte is the size of the pieces in which the list comes as a stream.
extension FuzzTarget {
  /// Lines of our own. A target that was read is read again from its own text, and is the same.
  static let targetLines = FuzzTarget("target-lines") { input in
    let (choice, text) = input.choiceAndRest
    ListRules.check(text, as: .lines, pieceSize: 1 + choice)
    for line in text.split(whereSeparator: \.isLineEnd) {
      do throws(LineProblem) {
        guard case .target(let entry) = try TargetLine.parse(line) else { continue }
        let again = try TargetLine.parse(entry.text + [UInt8(ascii: " ")] + entry.labelWords)
        guard case .target(let other) = again else { fatalError("no target any more") }
        require(
          other.target == entry.target && other.host == entry.host, "another target: \(other.target.text)")
      } catch {
        ListRules.show(BadLine(source: "list", number: 1, line: line, problem: error).description)
      }
    }
  }

  /// Tables: of people, of zmap, Shodan, Censys.
  static let tables = FuzzTarget("tables") { input in
    let (choice, text) = input.choiceAndRest
    ListRules.check(text, as: .csv, pieceSize: 1 + choice)
  }

  /// What nmap and masscan write with -oG, masscan with -oJ and -oL, and our own JSON Lines; and whatever is recognised. The
  /// second byte chooses.
  static let scannerLists = FuzzTarget("scanner-lists") { input in
    let (choice, afterSize) = input.choiceAndRest
    let (format, text) = afterSize.choiceAndRest
    let formats: [ListFormat?] = [.nmapGrepable, .masscanJSON, .masscanList, .results, nil]
    ListRules.check(text, as: formats[format % formats.count], pieceSize: 1 + choice)
  }

  /// What nmap and masscan write with -oX.
  static let nmapXML = FuzzTarget("nmap-xml") { input in
    let (choice, text) = input.choiceAndRest
    ListRules.check(text, as: .nmapXML, pieceSize: 1 + choice)
  }

  /// The clusters of kubectl, in YAML or JSON.
  static let kubeconfig = FuzzTarget("kubeconfig") { input in
    let (choice, text) = input.choiceAndRest
    ListRules.check(text, as: .kubeconfig, pieceSize: 1 + choice)
  }
}
