/// The name that somebody probably meant who wrote a word that is none of them; nil where no name is near.
///
/// Case and the kind of hyphen make no difference. A name is near if it is one or two typing errors away (a letter more,
/// less, other or swapped; one for every three letters; three in a word of 18 letters or more), or if the word, of three letters or more, begins or ends it.
public func nearestName(to word: String, among names: some Sequence<String>) -> String? {
  let sought = NearName.folded(word)
  guard !sought.isEmpty, sought.count <= NearName.longest else { return nil }
  var nearest: (name: String, distance: Int)?
  for name in names {
    let distance = NearName.distance(sought, NearName.folded(name))
    if distance <= min(sought.count < 18 ? 2 : 3, sought.count / 3), distance < nearest?.distance ?? .max {
      nearest = (name, distance)
    }
  }
  if let nearest { return nearest.name }
  guard sought.count >= 3 else { return nil }
  return names.first { NearName.folded($0).starts(with: sought) }
    ?? names.first { NearName.folded($0).reversed().starts(with: sought.reversed()) }
}

private enum NearName {
  /// The longest word that is compared, in bytes: no name is longer.
  static let longest = 64

  static func folded(_ word: String) -> [UInt8] {
    word.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "_"): UInt8(ascii: "-")
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: byte
      }
    }
  }

  /// The optimal string alignment distance: swapping two neighbours counts once.
  static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var (before, above) = ([Int](), Array(0...other.count))
    for row in one.indices {
      var current = [row + 1]
      for column in other.indices {
        var least = min(
          above[column + 1] + 1, current[column] + 1, above[column] + (one[row] == other[column] ? 0 : 1))
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      (before, above) = (above, current)
    }
    return above[other.count]
  }
}
