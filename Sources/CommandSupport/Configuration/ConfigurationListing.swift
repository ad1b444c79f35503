import Reporting
import Targets

/// The options of a command as `--show-config` prints them.
package enum ConfigurationListing {
  /// Each option with its value, where that comes from, and the line or the variable.
  package static func listing(_ options: EffectiveOptions) -> Listing {
    var listing = Listing([
      Listing.Column("option"), Listing.Column("value", narrowest: 12), Listing.Column("source"),
      Listing.Column("place", narrowest: 12, isName: true),
    ])
    for value in options.values {
      listing.append([
        .text(value.option.name), cell(value), .text(value.origin.word),
        value.origin.place.map { .text($0) } ?? .unknown,
      ])
    }
    return listing
  }

  /// The same as one JSON array.
  package static func json(_ options: EffectiveOptions) -> String {
    let lines = listing(options).text(.jsonl, style: TerminalStyle()).split(separator: "\n")
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }

  private static func cell(_ value: EffectiveOptions.Value) -> Listing.Cell {
    switch value.setting {
    case .isGiven(let isGiven): .text(isGiven ? "true" : "false")
    case .texts(let texts):
      value.option.isRepeating ? .words(texts.map(shown)) : .text(shown(texts.first ?? ""))
    case nil:
      value.option.kind == .flag ? .text("false") : value.option.defaultText.map { .text($0) } ?? .unknown
    }
  }

  /// A value, unless it seems to hold a secret, such as the password for a proxy, which no option takes.
  private static func shown(_ text: String) -> String {
    switch SecretSign(in: Array(text.utf8)[...]) {
    case .userInformation where !text.contains("://"), .colonFields, .opaque, nil: text
    case .some(let secret): "(not shown: it seems to hold \(secret))"
    }
  }
}
