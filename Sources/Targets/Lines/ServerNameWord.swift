/// The word `tls-server-name=NAME` behind a target: the name in SNI and `Host`, whatever the address is. The word is that
/// of a kubeconfig (k8s.io/client-go/tools/clientcmd/api/v1, Cluster).
enum ServerNameWord {
  private static let start = Array("tls-server-name=".utf8)
  private static let sign = " tls-server-name="

  /// Whether a word behind a target is one.
  static func isOne(_ word: ArraySlice<UInt8>) -> Bool { word.starts(with: start) }

  /// Whether the text of a target has one behind it.
  static func isBehind(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: " ")) && text.contains(sign)
  }

  /// The name among the words behind a target; nil where there is none.
  static func name(in words: ArraySlice<UInt8>) throws(LineProblem) -> String? {
    // Most lines have none, and taking them apart once more would cost as much as the rest of them.
    guard words.firstIndex(ofText: start) != nil else { return nil }
    let found = LineWords.words(of: words).filter(isOne)
    guard let word = found.first else { return nil }
    guard found.count == 1 else { throw .severalServerNames }
    return try name(word.dropFirst(start.count))
  }

  /// The text of a target under a name.
  static func text(_ target: String, name: String) -> String { target + sign + name }

  private static func name(_ text: ArraySlice<UInt8>) throws(LineProblem) -> String {
    guard !text.isEmpty else { throw .badServerName(nil) }
    do {
      return HostName.withoutTrailingDot(try HostName.ascii(text))
    } catch {
      throw .badServerName(error)
    }
  }
}
