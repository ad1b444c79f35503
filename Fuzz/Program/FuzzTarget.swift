/// A reader that is given inputs, and what has to hold of what it makes of them.
struct FuzzTarget: Sendable {
  /// Its name on the command line; its corpus has the same.
  let name: String
  /// Reads an input. Traps, or calls `require`, where something does not hold.
  let run: @Sendable ([UInt8]) -> Void

  init(_ name: String, _ run: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.run = run
  }

  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  /// What strangers send, what people and other programs write into lists, and what lies in files.
  static let all: [FuzzTarget] = [
    .http, .answers, .proxy, .certificates,
    .targetLines, .names, .tables, .scannerLists, .nmapXML, .kubeconfig,
    .jsonLines, .reports, .checkpoint, .clusterLog,
    .knowledge, .knowledgeImport, .policy, .configuration, .template,
  ]
}

/// Ends the program with a sentence where something does not hold: libFuzzer keeps the input then.
func require(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  guard holds else { fatalError(sentence()) }
}

extension [UInt8] {
  /// The first byte as a choice, and the bytes behind it; 0 where there is none.
  var choiceAndRest: (choice: Int, rest: [UInt8]) { (Int(first ?? 0), Array(dropFirst())) }

  /// The bytes in pieces of one size.
  func pieces(of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }

  /// The bytes as text, repaired.
  var text: String { String(decoding: self, as: UTF8.self) }
}
