extension Sequence where Element: Hashable {
  /// The elements, each once, in the order in which they first stand.
  package func distinct() -> [Element] { distinct(by: \.self) }
}

extension Sequence {
  /// The elements that are the first with their value of this, in their order.
  package func distinct<Value: Hashable>(by value: (Element) -> Value) -> [Element] {
    var seen: Set<Value> = []
    return filter { seen.insert(value($0)).inserted }
  }
}
