/// The word `proxy-url=URL` behind a target: the proxy through which it is asked, whatever others are asked through. The
/// word is that of a kubeconfig (k8s.io/client-go/tools/clientcmd/api/v1, Cluster).
enum ProxyWord {
  private static let start = Array("proxy-url=".utf8)
  private static let sign = " proxy-url="

  /// Whether a word behind a target is one.
  static func isOne(_ word: ArraySlice<UInt8>) -> Bool { word.starts(with: start) }

  /// The proxy among the words behind a target; nil where there is none.
  static func proxy(in words: ArraySlice<UInt8>) throws(LineProblem) -> ProxyURL? {
    // Most lines have none, and taking them apart once more would cost as much as the rest of them.
    guard words.firstIndex(ofText: start) != nil else { return nil }
    let found = LineWords.words(of: words).filter(isOne)
    guard let word = found.first else { return nil }
    guard found.count == 1 else { throw .severalProxies }
    do {
      return try ProxyURL(word.dropFirst(start.count))
    } catch {
      throw .badProxy(error)
    }
  }

  /// The text of a target behind a proxy.
  static func text(_ target: String, proxy: ProxyURL) -> String { target + sign + proxy.description }

  /// The proxy that the text of a target names; nil where it names none.
  static func proxy(behind text: String) -> ProxyURL? {
    guard text.utf8.contains(UInt8(ascii: " ")), text.contains(sign) else { return nil }
    return try? proxy(in: Array(text.utf8).drop { $0 != UInt8(ascii: " ") })
  }
}
