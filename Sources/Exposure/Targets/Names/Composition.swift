/// Normalization form C of a label (UAX #15), from what the Swift standard library makes public: canonical
/// equivalence of strings, combining classes, and the exclusions from composition.
enum Composition {
  /// The composed form, or nil where a composed letter would have to be taken apart again to order its marks.
  static func compose(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    guard scalars.contains(where: { $0.isMark || $0.isConjoiningVowelOrTail }) else { return scalars }
    var result: [Unicode.Scalar] = []
    var starter: Int?
    for scalar in inCanonicalOrder(scalars) {
      let order = scalar.properties.canonicalCombiningClass
      if let starter {
        let isAdjacent = starter == result.count - 1
        let isBlocked =
          !isAdjacent && (result.last.map { $0.properties.canonicalCombiningClass >= order } ?? true)
        if !isBlocked, let composite = composite(of: result[starter], and: scalar) {
          result[starter] = composite
          continue
        }
        guard order == .notReordered || !mayHideLaterMark(result[starter], than: order) else { return nil }
      }
      if order == .notReordered { starter = result.count }
      result.append(scalar)
    }
    return result
  }

  /// Marks behind a starter by their combining class, equal ones in their old order.
  private static func inCanonicalOrder(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result = scalars
    for end in result.indices.dropFirst() {
      let order = result[end].properties.canonicalCombiningClass
      guard order != .notReordered else { continue }
      var index = end
      while index > 0, result[index - 1].properties.canonicalCombiningClass > order {
        result.swapAt(index - 1, index)
        index -= 1
      }
    }
    return result
  }

  private static func composite(of first: Unicode.Scalar, and second: Unicode.Scalar) -> Unicode.Scalar? {
    if let syllable = hangulSyllable(of: first, and: second) { return syllable }
    guard second.isMark else { return nil }
    return composites[String(String.UnicodeScalarView([first, second]))]
  }

  /// Hangul syllables by arithmetic (The Unicode Standard §3.12).
  private static func hangulSyllable(
    of first: Unicode.Scalar, and second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    switch (first.value, second.value) {
    case (0x1100...0x1112, 0x1161...0x1175):
      Unicode.Scalar(0xAC00 + ((first.value - 0x1100) * 21 + second.value - 0x1161) * 28)
    case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (first.value - 0xAC00) % 28 == 0:
      Unicode.Scalar(first.value + second.value - 0x11A7)
    default: nil
    }
  }

  /// Whether a letter may hold a mark that belongs behind another one, as a letter with a mark above does before a
  /// mark below. The blocks are those of composed letters with a mark above; Greek has marks of later classes too.
  private static func mayHideLaterMark(
    _ letter: Unicode.Scalar, than order: Unicode.CanonicalCombiningClass
  ) -> Bool {
    switch letter.value {
    case 0x1F00...0x1FFF: true
    case 0xC0...0x24F, 0x370...0x4FF, 0x622...0x626, 0x6C0, 0x6C2, 0x6D3, 0x1E00...0x1EFF: order < .above
    default: false
    }
  }

  /// Letters by their text under canonical equivalence, which is what equality of `String` is.
  private static let composites: [String: Unicode.Scalar] = {
    let blocks: [ClosedRange<UInt32>] = [0xC0...0x33FF, 0x11000...0x11FFF, 0x16100...0x16DFF]
    var composites: [String: Unicode.Scalar] = [:]
    for scalar in blocks.joined().compactMap(Unicode.Scalar.init)
    where scalar.idnaPermission == .always && !scalar.properties.isFullCompositionExclusion {
      composites[String(scalar)] = scalar
    }
    return composites
  }()
}

extension Unicode.Scalar {
  fileprivate var isConjoiningVowelOrTail: Bool { (0x1161...0x11C2).contains(value) }
}
