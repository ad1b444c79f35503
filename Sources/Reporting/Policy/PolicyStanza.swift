import Exposure
import Targets

/// An exception as it is written into a policy in YAML.
public struct PolicyStanza: Sendable, Hashable {
  /// What is accepted.
  public var subject: PolicySubject
  /// On which target: a name as the list has it, or a pattern.
  public var target: String
  /// Why.
  public var reason: String
  /// Who answers for it.
  public var owner: String?
  /// Where it was decided.
  public var ticket: String?
  /// The last day on which it is accepted.
  public var expires: CalendarDay

  /// Makes a stanza.
  public init(
    _ subject: PolicySubject, target: String, reason: String, owner: String? = nil, ticket: String? = nil,
    expires: CalendarDay
  ) {
    self.subject = subject
    self.target = target
    self.reason = reason
    self.owner = owner
    self.ticket = ticket
    self.expires = expires
  }

  /// The exception that it says.
  public var exception: PolicyException {
    PolicyException(
      [subject], match: PolicyMatch(targets: [NameGlob(target)]), reason: reason, owner: owner,
      ticket: ticket,
      expires: expires)
  }

  /// The lines of an element of `exceptions`, so far to the right.
  public func lines(indentedBy indentation: Int) -> [String] {
    let key = if case .finding = subject { "finding" } else { "verdict" }
    let names = [("owner", owner), ("ticket", ticket)].compactMap { key, text in
      text.map { "  \(key): \(Self.quoted($0))" }
    }
    let lines =
      [
        "- \(key): \(subject.name)", "  match:", "    target: \(Self.quoted(target))",
        "  reason: \(Self.quoted(reason))",
      ] + names + ["  expires: \(expires)"]
    return lines.map { String(repeating: " ", count: indentation) + $0 }
  }

  /// A whole policy that holds nothing else, in YAML.
  public var file: String {
    (["version: \(Policy.version)", "exceptions:"] + lines(indentedBy: 2)).map { $0 + "\n" }.joined()
  }

  /// The same in JSON.
  public var jsonFile: String {
    let element = json.split(separator: "\n").map { "    \($0)\n" }.joined()
    return "{\n  \"version\": \(Policy.version),\n  \"exceptions\": [\n\(element)  ]\n}\n"
  }

  /// An element of `exceptions` in JSON.
  public var json: String {
    let key = if case .finding = subject { "finding" } else { "verdict" }
    let texts = [("reason", reason), ("owner", owner), ("ticket", ticket), ("expires", expires.description)]
    let members =
      ["\"\(key)\": \"\(subject.name)\"", "\"match\": {\"target\": \(Self.quotedJSON(target))}"]
      + texts.compactMap { key, text in text.map { "\"\(key)\": \(Self.quotedJSON($0))" } }
    return "{\n\(members.map { "  \($0)" }.joined(separator: ",\n"))\n}\n"
  }

  /// The text of a policy with the stanza behind its last exception; every other byte stays as it is.
  /// - Parameter document: The values of the text.
  /// - Returns: Nil where its exceptions are not written as a list of lines. Whoever writes the text reads it again first.
  public func added(to text: String, _ document: DocumentNode) -> String? {
    // By scalars, because a carriage return and a line feed are one character.
    let scalars = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let end = scalars.count > 1 && scalars.first?.last == "\r" ? "\r" : ""
    var lines = scalars.map { String(String.UnicodeScalarView($0)) }
    guard let place = place(among: lines, document) else { return nil }
    if let replaced = place.replaced { lines[place.line - 1] = replaced }
    let added = (place.heading + self.lines(indentedBy: place.indentation)).map { $0 + end }
    // The last line may have no end; what stands behind a last line feed is an empty line here.
    if place.line == lines.count {
      lines[place.line - 1] += end
      lines.append("")
    }
    lines.insert(contentsOf: added, at: place.line)
    return lines.joined(separator: "\n")
  }

  private func place(
    among lines: [String], _ document: DocumentNode
  ) -> (line: Int, indentation: Int, heading: [String], replaced: String?)? {
    guard case .mapping(let members) = document.value else { return nil }
    guard let exceptions = members.first(where: { $0.key == "exceptions" }) else {
      let last = lines.lastIndex { !$0.isBlankOrComment } ?? 0
      return (last + 1, 2, ["exceptions:"], nil)
    }
    switch exceptions.value.value {
    case .nothing: return (exceptions.place.line, exceptions.place.column + 1, [], nil)
    case .list(let elements) where elements.isEmpty:
      let line = exceptions.place.line
      guard lines.indices.contains(line - 1), let replaced = lines[line - 1].withoutEmptyList else {
        return nil
      }
      return (line, exceptions.place.column + 1, [], replaced)
    case .list(let elements):
      guard let last = elements.last, lines.indices.contains(last.place.line - 1),
        let dash = lines[last.place.line - 1].dash(before: last.place.column)
      else { return nil }
      var end = last.place.line
      for index in lines.indices.dropFirst(last.place.line) {
        let line = lines[index]
        if line.isBlankOrComment { continue }
        guard line.indentation > dash else { break }
        end = index + 1
      }
      return (end, dash, [], nil)
    case .text, .mapping: return nil
    }
  }

  /// A text as JSON has it (RFC 8259, §7).
  static func quotedJSON(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    } + "\""
  }

  /// A text in double quotes (YAML 1.2.2 §7.3.1).
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension String {
  fileprivate var indentation: Int { prefix { $0 == " " }.count }

  /// `exceptions:` and its comment, of a line `exceptions: []`; nil of any other line.
  fileprivate var withoutEmptyList: String? {
    guard let list = firstMatch(of: /^exceptions:[ \t]*(\[[ \t]*\])[ \t]*\r?(#.*)?$/) else { return nil }
    let comment = self[list.1.endIndex...]
    return "exceptions:" + (comment.contains("#") ? " \(comment.drop { $0 == " " || $0 == "\t" })" : comment)
  }

  fileprivate var isBlankOrComment: Bool {
    let first = first { $0 != " " && $0 != "\t" && $0 != "\r" }
    return first == nil || first == "#"
  }

  /// How far to the right the dash of a list stands whose element begins at a column; nil where there is none.
  fileprivate func dash(before column: Int) -> Int? {
    let start = unicodeScalars.prefix(column - 1)
    let indentation = start.prefix { $0 == " " }.count
    guard start.dropFirst(indentation).first == "-",
      start.dropFirst(indentation + 1).allSatisfy({ $0 == " " })
    else { return nil }
    return indentation
  }
}
