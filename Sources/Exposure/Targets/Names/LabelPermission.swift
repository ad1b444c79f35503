/// Whether a character may stand in an international label (RFC 5892).
enum LabelPermission: Hashable {
  /// PVALID.
  case always
  /// DISALLOWED or UNASSIGNED.
  case never
  /// CONTEXTJ or CONTEXTO.
  case inContext(LabelContext)
}

/// What must be around a character (RFC 5892, appendix A).
enum LabelContext: Hashable {
  case joiner
  case middleDot
  case greekKeraia
  case hebrewPunctuation
  case katakanaMiddleDot
  case arabicIndicDigit
  case extendedArabicIndicDigit

  func holds(at index: Int, of label: [Unicode.Scalar]) -> Bool {
    let before = index > 0 ? label[index - 1] : nil
    let after = index + 1 < label.count ? label[index + 1] : nil
    switch self {
    case .joiner:
      guard let before else { return false }
      if before.properties.canonicalCombiningClass == .virama { return true }
      guard label[index] == "\u{200C}", let after else { return false }
      return before.isArabicLetter && after.isArabicLetter
    case .middleDot:
      return before == "l" && after == "l"
    case .greekKeraia:
      return after.map { (0x370...0x3FF).contains($0.value) || (0x1F00...0x1FFF).contains($0.value) } ?? false
    case .hebrewPunctuation:
      return before.map { (0x591...0x5F4).contains($0.value) } ?? false
    case .katakanaMiddleDot:
      return label.contains { $0.value != 0x30FB && ($0.isKana || $0.properties.isIdeographic) }
    case .arabicIndicDigit:
      return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    case .extendedArabicIndicDigit:
      return !label.contains { (0x660...0x669).contains($0.value) }
    }
  }
}

extension Unicode.Scalar {
  /// The derived property of RFC 5892 §3, from the Unicode version of the Swift runtime.
  var idnaPermission: LabelPermission {
    switch value {
    case 0x2D, 0x30...0x39, 0x61...0x7A, 0x5F: .always
    case 0x00...0x7F: .never
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: .always
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: .never
    case 0xB7: .inContext(.middleDot)
    case 0x375: .inContext(.greekKeraia)
    case 0x5F3, 0x5F4: .inContext(.hebrewPunctuation)
    case 0x30FB: .inContext(.katakanaMiddleDot)
    case 0x660...0x669: .inContext(.arabicIndicDigit)
    case 0x6F0...0x6F9: .inContext(.extendedArabicIndicDigit)
    case 0x200C, 0x200D: .inContext(.joiner)
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: .never
    case 0x20D0...0x20FF, 0x1D100...0x1D24F: .never
    default: isLetterOrDigit && !properties.changesWhenNFKCCaseFolded ? .always : .never
    }
  }

  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  private var isLetterOrDigit: Bool {
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark,
      .spacingMark:
      true
    default: false
    }
  }

  fileprivate var isArabicLetter: Bool {
    (0x620...0x6FF).contains(value) && properties.generalCategory == .otherLetter
  }

  fileprivate var isKana: Bool {
    (0x3041...0x3096).contains(value) || (0x30A1...0x30FA).contains(value)
  }
}
