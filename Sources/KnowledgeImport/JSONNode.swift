import Exposure

/// A value in a JSON text, asked for what may be there. What is missing, null or of another kind is nil: these files
/// have many members that are sometimes left out.
struct JSONNode {
  private let document: JSONDocument
  private let index: Int

  /// Takes a text apart; nil where it is no JSON.
  init?(_ bytes: ArraySlice<UInt8>) {
    document = JSONDocument()
    index = 0
    do { try document.read(bytes) } catch { return nil }
  }

  private init(_ document: JSONDocument, _ index: Int) {
    self.document = document
    self.index = index
  }

  /// A member of an object.
  subscript(_ name: String) -> JSONNode? {
    document.member(name, of: index).map { JSONNode(document, $0) }
  }

  /// The text that it is.
  var text: String? { try? document.text(index) }

  /// The elements of the array that it is.
  var elements: [JSONNode]? {
    (try? document.elements(index))?.map { JSONNode(document, $0) }
  }

  /// Whether it is an object.
  var isObject: Bool { document.nodes[index].kind == .object }

  /// Whether it is `null`.
  var isNull: Bool { document.nodes[index].kind == .null }

  /// Whether it is `true`.
  var isTrue: Bool { document.nodes[index].kind == .yes }

  /// The number that it is, where it is a small whole one.
  var number: Int? { (try? document.number(index)).flatMap { Int(exactly: $0) } }

  /// The day that a text or a time begins with; nil for the zero times that some files have in place of none.
  var day: CalendarDay? {
    guard let text, let day = CalendarDay(String(text.prefix(10))), day.description > "2000" else {
      return nil
    }
    return day
  }
}
