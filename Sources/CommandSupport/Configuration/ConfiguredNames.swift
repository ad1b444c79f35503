import Reporting

/// Where a person finds the options that a configuration gave: a sentence about one of them names the line or the variable,
/// not an option that nobody typed.
package struct ConfiguredNames: Sendable {
  /// Those of the command that runs.
  @TaskLocal package static var current = ConfiguredNames()

  private var values: [EffectiveOptions.Value] = []
  /// The configuration file, where one was read.
  package let files: [String]

  /// None.
  package init() {
    files = []
  }

  /// Those that come from a file or a variable.
  package init(_ options: EffectiveOptions, file: String?) {
    values = options.values.filter { $0.origin.place != nil }
    files = [file].compactMap(\.self)
  }

  /// A sentence with these names in place of the options: `--retries takes a number` becomes
  /// `apiexpose.yaml:3: retries takes a number`. A sentence that quotes a configured value gets its place at the end.
  package func text(_ sentence: String) -> String {
    guard !values.isEmpty else { return sentence }
    var text = sentence
    var place: String?
    for value in values {
      var isNamed = false
      for spelling in value.option.spellings where text.replaceWord(spelling, with: name(value)) {
        isNamed = true
      }
      if isNamed, case .file = value.origin { place = place ?? value.origin.place }
    }
    if let place { return text.hasPrefix("\(place): ") ? text : "\(place): \(text)" }
    guard text == sentence, let quoted = values.first(where: { quotes($0, text) })?.origin.place,
      !text.hasPrefix("\(quoted): ")
    else { return text }
    return "\(text) (\(quoted))"
  }

  /// The options that a sentence is about and that a configuration gave.
  func named(in sentence: String) -> [EffectiveOptions.Value] {
    values.filter { $0.option.names(in: sentence) }
  }

  private func name(_ value: EffectiveOptions.Value) -> String {
    if case .variable(let name) = value.origin { name } else { value.option.name }
  }

  private func quotes(_ value: EffectiveOptions.Value, _ text: String) -> Bool {
    guard case .texts(let texts)? = value.setting, value.option.takesFiles else { return false }
    return texts.contains { $0.count > 2 && text.wordRange(of: printable($0)) != nil }
  }
}

extension CommandOption {
  /// Whether a sentence has the option as it is typed; of positional arguments, whether it has their name.
  func names(in sentence: String) -> Bool {
    spellings.contains { sentence.wordRange(of: $0) != nil }
  }
}

extension String {
  /// Replaces a word wherever it stands alone.
  /// - Returns: Whether it stands somewhere.
  fileprivate mutating func replaceWord(_ word: String, with other: String) -> Bool {
    var isFound = false
    var start = startIndex
    while let range = wordRange(of: word, from: start) {
      let offset = distance(from: startIndex, to: range.lowerBound) + other.count
      replaceSubrange(range, with: other)
      start = index(startIndex, offsetBy: offset)
      isFound = true
    }
    return isFound
  }

  /// Where a word stands that is no part of another one.
  fileprivate func wordRange(of word: String, from start: Index? = nil) -> Range<Index>? {
    self[(start ?? startIndex)...].ranges(of: word).first { range in
      let before = range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
      let after = range.upperBound == endIndex ? " " : self[range.upperBound]
      return !before.isPartOfWord && before != "/" && !after.isPartOfWord
    }
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "-" || self == "_" }
}
