/// The members of an object, found by their names. They are asked for in about the order in which they stand.
package struct JSONMembers {
  private let json: JSONDocument
  private let first: Int
  private let end: Int
  private var next: Int

  /// The members of the object at this place of the document.
  package init(_ json: JSONDocument, at index: Int) throws(JSONReadError) {
    guard json.nodes[index].kind == .object else { throw .otherKind }
    self.json = json
    first = index + 1
    end = Int(json.nodes[index].next)
    next = first
  }

  /// Where the value of a member stands; nil where there is none, or null.
  package mutating func place(of name: [UInt8]) -> Int? {
    guard let place = find(name, from: next, to: end) ?? find(name, from: first, to: next) else { return nil }
    next = Int(json.nodes[place].next)
    return json.nodes[place].kind == .null ? nil : place
  }

  /// Whether there is a member, null or not.
  package func has(_ name: [UInt8]) -> Bool { find(name, from: first, to: end) != nil }

  private func find(_ name: [UInt8], from start: Int, to end: Int) -> Int? {
    var key = start
    while key < end {
      let node = json.nodes[key]
      if Int(node.end - node.start) == name.count, json.raw(key).elementsEqual(name) { return key + 1 }
      key = Int(json.nodes[key + 1].next)
    }
    return nil
  }
}

extension JSONDocument {
  /// The text of a member of the object that the document is; nil where there is none, or something else.
  package func text(of name: String) -> String? { member(name).flatMap { try? text($0) } }

  /// Whether the object that the document is has a member, null or not.
  func has(_ name: String) -> Bool { (try? JSONMembers(self, at: 0))?.has(Array(name.utf8)) == true }

  /// Where the value of a member of an object stands; nil where there is none, or null, and where this is no object.
  package func member(_ name: String, of index: Int = 0) -> Int? {
    guard var members = try? JSONMembers(self, at: index) else { return nil }
    return members.place(of: Array(name.utf8))
  }
}

extension String {
  /// The text as a JSON object, taken apart; nil where it is none. The cheap look at the first character keeps pages and
  /// plain text away from the scanner.
  package var jsonObject: JSONDocument? {
    let first = utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard first == UInt8(ascii: "{") else { return nil }
    let json = JSONDocument()
    guard (try? json.read(Array(utf8)[...])) != nil else { return nil }
    return json
  }
}
