import Targets

extension DocumentNode {
  /// Reads a document in JSON, within the bounds of every document (`DocumentBounds`).
  public init(json text: [UInt8]) throws(DocumentProblem) {
    guard text.count <= DocumentBounds.largest else { throw DocumentProblem(.tooLarge) }
    let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
    let json = JSONDocument()
    do {
      try json.read(text)
    } catch {
      var places = Places(Array(text))
      throw DocumentProblem(.notJSON, at: places.place(of: json.end))
    }
    guard json.nodes.count <= DocumentBounds.mostValues else { throw DocumentProblem(.tooManyValues) }
    var conversion = Conversion(json: json, places: Places(Array(text)))
    self = try conversion.node(0, depth: 0)
  }

  /// Finds lines and columns; asked for places in the order of the text.
  private struct Places {
    private let text: [UInt8]
    private var at = 0
    private var line = 1
    private var column = 1

    init(_ text: [UInt8]) {
      self.text = text
    }

    mutating func place(of offset: Int) -> DocumentPlace {
      while at < min(offset, text.count) {
        if text[at] == UInt8(ascii: "\n") {
          (line, column) = (line + 1, 1)
        } else if text[at] & 0xC0 != 0x80 {
          column += 1
        }
        at += 1
      }
      return DocumentPlace(line: line, column: column)
    }
  }

  private struct Conversion {
    let json: JSONDocument
    var places: Places

    mutating func node(_ index: Int, depth: Int) throws(DocumentProblem) -> DocumentNode {
      let place = places.place(of: Int(json.nodes[index].start))
      guard depth <= DocumentBounds.deepest else { throw DocumentProblem(.tooDeep, at: place) }
      switch json.nodes[index].kind {
      case .null: return DocumentNode(.nothing, at: place)
      case .text: return DocumentNode(.text(try text(index, place)), at: place)
      case .number, .yes, .no:
        return DocumentNode(.text(String(decoding: json.raw(index), as: UTF8.self)), at: place)
      case .array:
        var list: [DocumentNode] = []
        for element in children(of: index) {
          list.append(try node(element, depth: depth + 1))
        }
        return DocumentNode(.list(list), at: place)
      case .object: return DocumentNode(.mapping(try members(of: index, depth)), at: place)
      }
    }

    private mutating func members(
      of index: Int, _ depth: Int
    ) throws(DocumentProblem) -> [DocumentMember] {
      var members: [DocumentMember] = []
      var seen: Set<String> = []
      var key = index + 1
      while key < Int(json.nodes[index].next) {
        let place = places.place(of: Int(json.nodes[key].start))
        let name = try text(key, place)
        guard seen.insert(name).inserted else { throw DocumentProblem(.repeatedKey(name), at: place) }
        members.append(DocumentMember(name, at: place, try node(key + 1, depth: depth + 1)))
        key = Int(json.nodes[key + 1].next)
      }
      return members
    }

    private func children(of index: Int) -> [Int] { (try? json.elements(index)) ?? [] }

    private func text(_ index: Int, _ place: DocumentPlace) throws(DocumentProblem) -> String {
      guard let text = try? json.text(index) else { throw DocumentProblem(.notText, at: place) }
      return text
    }
  }
}
