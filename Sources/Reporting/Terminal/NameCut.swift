/// Cuts names so that they fit a column and stay apart: all in a like way, from the middle, with both ends kept. Where one
/// cut cannot tell them apart, the part in which they differ is kept as well: `prod-cl…017…le.com`.
struct NameCut {
  /// The mark of what is cut, one column wide.
  let ellipsis: String

  /// How often a part in which names differ is cut in its turn.
  private static let depth = 4
  /// What is kept of both ends at least, where there is room for the part between.
  private static let shortestEnd = 2

  /// The names in their order, each at most `width` columns wide.
  func cut(_ names: [String], to width: Int) -> [String] {
    guard names.contains(where: { displayWidth($0) > width }) else { return names }
    let alike = SingleCut(names, to: width)
    let shown = names.map { name in
      TextSanitiser.isPlain(name) ? text(name, alike, width: width) : middleCut(name, to: width)
    }
    guard !alike.isEnough else { return shown }
    let apart = keptApart(names, to: width)
    return Set(apart).count > Set(shown).count ? apart : shown
  }

  private func text(_ name: String, _ cut: SingleCut, width: Int) -> String {
    let bytes = Array(name.utf8)[...]
    guard bytes.count > width else { return name }
    guard let (head, tail) = cut.ends(of: bytes) else { return stub(bytes, width: width) }
    return text(bytes.prefix(head)) + ellipsis + text(bytes.suffix(tail))
  }

  private func keptApart(_ names: [String], to width: Int) -> [String] {
    // Names beyond ASCII are cut one by one: a column is no scalar there.
    let plain = names.indices.filter { TextSanitiser.isPlain(names[$0]) }
    var shown = names.map { TextSanitiser.isPlain($0) ? "" : middleCut($0, to: width) }
    let stubs = stubs(of: plain.map { Array(names[$0].utf8)[...] }, width: width, depth: Self.depth)
    for (index, stub) in zip(plain, stubs) { shown[index] = stub }
    return shown
  }

  /// The smallest width between the two at which no two different names look the same; the larger one where none is.
  func width(keepingApart names: [String], from least: Int, to most: Int) -> Int {
    let different = Array(Set(names))
    var (low, high) = (least, max(least, most))
    while low < high {
      let middle = (low + high) / 2
      if Set(cut(different, to: middle)).count == different.count { high = middle } else { low = middle + 1 }
    }
    return high
  }

  private func stubs(of names: [ArraySlice<UInt8>], width: Int, depth: Int) -> [String] {
    var shown = names.map { stub($0, width: width) }
    guard depth > 0, width > 2 * Self.shortestEnd + 2 else { return shown }
    let cut = names.indices.filter { names[$0].count > width }
    let (before, after) = Self.common(cut.map { names[$0] })
    // What all have in common says nothing. Where that is nothing, those that begin alike are looked at by themselves, also
    // where their stubs differ: `…2.example.com` does not show which of twelve it is.
    let groups =
      before + after > 0
      ? [cut] : Array(Dictionary(grouping: cut) { names[$0].prefix(Self.shortestEnd) }.values)
    for group in groups {
      let members = group.map { names[$0] }
      guard Set(members).count > 1 else { continue }
      for (index, stub) in zip(group, keptApart(members, width: width, depth: depth)) { shown[index] = stub }
    }
    return shown
  }

  /// Stubs of names that begin or end alike.
  private func keptApart(_ names: [ArraySlice<UInt8>], width: Int, depth: Int) -> [String] {
    let (before, after) = Self.common(names)
    let cores = names.map { $0.dropFirst(before).dropLast(after) }
    let room = width - 2
    let most = min(cores.map(\.count).max() ?? 0, room - 2 * Self.shortestEnd)
    let shown = stubs(of: cores, width: most, depth: depth - 1)
    // What the parts between leave free goes to the ends.
    let core = shown.map(\.utf8.count).max().map { min($0, most) } ?? most
    let tail = min(after, max(Self.shortestEnd, (room - core) / 2))
    let head = min(before, room - core - tail)
    return zip(names, shown).map { name, core in
      text(name.prefix(head)) + (head < before ? ellipsis : "") + core + (tail < after ? ellipsis : "")
        + text(name.suffix(tail))
    }
  }

  /// How many bytes all names have in common at their beginning and at their end; a number is not parted.
  private static func common(_ names: [ArraySlice<UInt8>]) -> (before: Int, after: Int) {
    guard let first = names.first, let shortest = names.map(\.count).min() else { return (0, 0) }
    var before = shortest
    for name in names { before = min(before, zip(first, name).prefix { $0 == $1 }.count) }
    var after = shortest - before
    for name in names { after = min(after, zip(first.reversed(), name.reversed()).prefix { $0 == $1 }.count) }
    while before > 0, isDigit(first.dropFirst(before - 1).first) { before -= 1 }
    while after > 0, isDigit(first.dropLast(after - 1).last) { after -= 1 }
    return (before, after)
  }

  private static func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }

  private func stub(_ name: ArraySlice<UInt8>, width: Int) -> String {
    guard name.count > width else { return text(name) }
    guard width > 0 else { return "" }
    let tail = (width - 1) / 2
    return text(name.prefix(width - 1 - tail)) + ellipsis + text(name.suffix(tail))
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  private func middleCut(_ name: String, to width: Int) -> String {
    guard displayWidth(name) > width else { return name }
    guard width > 0 else { return "" }
    let tail = (width - 1) / 2
    let end = beginning(of: String(String.UnicodeScalarView(name.unicodeScalars.reversed())), columns: tail)
    return beginning(of: name, columns: width - 1 - tail) + ellipsis
      + String(String.UnicodeScalarView(end.unicodeScalars.reversed()))
  }
}
