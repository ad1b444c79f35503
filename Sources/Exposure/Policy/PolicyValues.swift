import Targets

/// The members of a mapping, taken out one by one, so that those that nobody knows are left.
struct DocumentKeys {
  let node: DocumentNode
  private let what: String
  private let members: [DocumentMember]
  private var known: [String] = []

  /// The keys of a mapping; nil where the value is something else, which is noted.
  /// - Parameter what: What the mapping is, as in `an exception`.
  init?(_ node: DocumentNode, of what: String, _ problems: inout [PolicyProblem]) {
    guard case .mapping(let members) = node.value else {
      problems.append(PolicyProblem(.otherKind(expected: "\(what): keys and values"), at: node.place))
      return nil
    }
    self.node = node
    self.what = what
    self.members = members
  }

  /// Whether `version` was there, whatever it says.
  var hadVersion: Bool { members.contains { $0.key == "version" } }

  /// The value of a key; nil where it is not there, or says nothing.
  mutating func take(_ key: String) -> DocumentNode? {
    known.append(key)
    guard let value = members.first(where: { $0.key == key })?.value, value.value != .nothing else {
      return nil
    }
    return value
  }

  /// The value of a key that has to be there.
  mutating func required(_ key: String, _ problems: inout [PolicyProblem]) -> DocumentNode? {
    let value = take(key)
    if value == nil { problems.append(PolicyProblem(.missingKey(key, of: what), at: node.place)) }
    return value
  }

  /// Notes the keys that nobody asked for.
  func finish(_ problems: inout [PolicyProblem]) {
    for member in members where !known.contains(member.key) {
      problems.append(PolicyProblem(.unknownKey(member.key, known: known), at: member.place))
    }
  }
}

/// The values of rules.
extension PolicyReading {
  mutating func note(_ reason: PolicyProblem.Reason, _ node: DocumentNode) {
    problems.append(PolicyProblem(reason, at: node.place))
  }

  /// A text that is not empty.
  mutating func text(_ node: DocumentNode, longest: Int) -> String? {
    guard case .text(let text) = node.value, text.contains(where: { !$0.isWhitespace }) else {
      note(.otherKind(expected: "a text"), node)
      return nil
    }
    guard text.unicodeScalars.count <= longest else {
      note(.tooLong(longest), node)
      return nil
    }
    return text
  }

  /// A text, or a list of texts; none where nothing stands there.
  mutating func texts(_ node: DocumentNode?) -> [(text: String, node: DocumentNode)] {
    guard let node else { return [] }
    let nodes = if case .list(let elements) = node.value { elements } else { [node] }
    if nodes.isEmpty { note(.otherKind(expected: "a text, or a list of texts"), node) }
    return nodes.compactMap { node in text(node, longest: NameGlob.longest).map { ($0, node) } }
  }

  /// One of some words.
  mutating func word(_ node: DocumentNode, of what: String, among known: [String]) -> String? {
    guard let text = text(node, longest: Self.longestName) else { return nil }
    guard known.contains(text) else {
      note(.unknownWord(text, of: what, known: known), node)
      return nil
    }
    return text
  }

  mutating func day(_ node: DocumentNode) -> CalendarDay? {
    guard let text = text(node, longest: Self.longestName) else { return nil }
    guard let day = CalendarDay(text) else {
      note(.noDay(text), node)
      return nil
    }
    return day
  }

  mutating func requiredMatch(_ keys: inout DocumentKeys) -> PolicyMatch? {
    guard let node = keys.required("match", &problems), let match = match(node) else { return nil }
    if match.isEmpty { note(.emptyMatch, node) }
    return match
  }

  mutating func match(_ node: DocumentNode) -> PolicyMatch? {
    guard var keys = DocumentKeys(node, of: "a match", &problems) else { return nil }
    let count = problems.count
    var match = PolicyMatch()
    match.targets = texts(keys.take("target")).map { NameGlob($0.text) }
    for (text, node) in texts(keys.take("block")) {
      if let block = AddressBlock(policy: text) {
        match.blocks.append(block)
      } else {
        note(.noBlock(text), node)
      }
    }
    for (text, node) in texts(keys.take("label")) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, !parts[0].isEmpty {
        match.labels.append(.init(key: String(parts[0]), value: NameGlob(String(parts[1]))))
      } else {
        note(.noLabel(text), node)
      }
    }
    match.clusters = texts(keys.take("cluster")).map(\.text)
    for (text, node) in texts(keys.take("component")) {
      if let component = Component(rawValue: text) {
        match.components.append(component)
      } else {
        note(.unknownWord(text, of: "component", known: Component.allCases.map(\.rawValue)), node)
      }
    }
    keys.finish(&problems)
    return problems.count == count ? match : nil
  }
}

extension AddressBlock {
  /// Reads an address, a block (`10.0.0.0/8`) or a range (`10.0.0.1-10.0.0.9`).
  fileprivate init?(policy text: String) {
    if let slash = text.firstIndex(of: "/") {
      guard let address = IPAddress(String(text[..<slash])),
        let length = Int(text[text.index(after: slash)...])
      else { return nil }
      self.init(network: address, prefixLength: length)
    } else if let dash = text.firstIndex(of: "-") {
      guard let first = IPAddress(String(text[..<dash])),
        let last = IPAddress(String(text[text.index(after: dash)...]))
      else { return nil }
      self.init(first: first, last: last)
    } else {
      guard let address = IPAddress(text) else { return nil }
      self.init(address)
    }
  }
}
