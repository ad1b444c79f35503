import Targets

/// Reads what nmap and masscan write with `-oX` (nmap's `docs/nmap.dtd`): the TCP ports of each host that are open.
///
/// nmap gives a host the name under which it was asked to scan it (`type="user"`) and the one that the DNS gives to its
/// address (`PTR`). Under the first it is asked here as well, the other one becomes a label.
final class NmapXMLReader: NSObject, XMLParserDelegate {
  /// How deep elements may be nested; those of nmap are less than ten deep.
  static let deepest = 64

  private struct Port {
    let number: String
    let isTCP: Bool
    let line: UInt64
    var isOpen = false
  }

  private var targets: ListedTargets
  private var problem: ListProblem?
  private var depth = 0
  private var hasRoot = false
  private var address: String?
  private var names: [String: String] = [:]
  private var ports: [Port] = []

  private init(_ targets: ListedTargets) {
    self.targets = targets
  }

  static func read(_ text: [UInt8], into targets: inout ListedTargets) throws(ListProblem) {
    try checkEncoding(text)
    try checkMarkup(text)
    let reader = NmapXMLReader(targets)
    let parser = XMLParser(data: Data(text))
    parser.delegate = reader
    parser.shouldResolveExternalEntities = false
    let isRead = parser.parse()
    if let problem = reader.problem { throw problem }
    guard isRead, reader.hasRoot, reader.depth == 0 else {
      throw ListProblem(.malformed(.nmapXML), line: UInt64(exactly: parser.lineNumber))
    }
    targets = reader.targets
  }

  /// Refuses encodings in which what `checkMarkup` looks for could be hidden, and what is not in UTF-8.
  private static func checkEncoding(_ text: [UInt8]) throws(ListProblem) {
    guard !text.contains(0), String(validating: text, as: UTF8.self) != nil else {
      throw ListProblem(.malformed(.nmapXML))
    }
    let head = String(decoding: text.prefix(256), as: UTF8.self).lowercased()
    let declaration = head.hasPrefix("<?xml") ? head.prefix { $0 != ">" } : ""
    guard
      !declaration.contains("encoding")
        || ["\"utf-8\"", "'utf-8'", "\"us-ascii\""].contains(where: declaration.contains)
    else { throw ListProblem(.malformed(.nmapXML), line: 1) }
  }

  /// Refuses declarations of entities, which can make a small file endless or name other files, and markup that neither
  /// program writes and at which FoundationXML ends the process: it unwraps each text that libxml2 gives it, also where that
  /// is no UTF-8 or where there is none, as in `<?name?>` (swift-corelibs-foundation, `XMLParser.swift`).
  private static func checkMarkup(_ text: [UInt8]) throws(ListProblem) {
    var line: UInt64 = 1
    for index in text.indices {
      if text[index] == UInt8(ascii: "\n") { line += 1 }
      guard text[index] == UInt8(ascii: "<") else { continue }
      let mark = text[(index + 1)...]
      switch mark.first {
      case UInt8(ascii: "!"):
        if mark.starts(with: "!ENTITY".utf8) { throw ListProblem(.entities) }
        guard ["!--", "!DOCTYPE", "![CDATA["].contains(where: { mark.starts(with: $0.utf8) }) else {
          throw ListProblem(.malformed(.nmapXML), line: line)
        }
      case UInt8(ascii: "?"):
        let content = mark.dropFirst().drop { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "?") }
        if content.first == UInt8(ascii: "?") { throw ListProblem(.malformed(.nmapXML), line: line) }
      default: break
      }
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    depth += 1
    let line = UInt64(max(1, parser.lineNumber))
    guard depth <= Self.deepest else { return stop(parser, ListProblem(.tooDeep(Self.deepest), line: line)) }
    switch element {
    case "nmaprun": hasRoot = hasRoot || depth == 1
    case "host": (address, names, ports) = (nil, [:], [])
    case "address":
      // The other kind is that of the network card.
      if let type = attributes["addrtype"], ["ipv4", "ipv6"].contains(type) {
        address = address ?? attributes["addr"]
      }
    case "hostname":
      if let type = attributes["type"], ["user", "PTR"].contains(type) {
        names[type] = names[type] ?? attributes["name"]
      }
    case "port":
      guard ports.count <= 2 * Int(UInt16.max) else {
        return stop(parser, ListProblem(.tooManyEntries(2 * Int(UInt16.max)), line: line))
      }
      ports.append(
        Port(number: attributes["portid"] ?? "", isTCP: attributes["protocol"] ?? "tcp" == "tcp", line: line))
    case "state":
      if !ports.isEmpty, attributes["state"] == "open" { ports[ports.count - 1].isOpen = true }
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    guard element == "host", let address else { return }
    for port in ports where port.isOpen {
      guard port.isTCP else {
        targets.skipOtherTransport()
        continue
      }
      targets.append(
        address, openPort: port.number, serverName: names["user"],
        labels: names["PTR"].map { [(key: "hostname", value: $0)] } ?? [], line: port.line)
    }
    ports = []
  }

  func parser(
    _ parser: XMLParser, foundInternalEntityDeclarationWithName name: String, value: String?
  ) { stop(parser, ListProblem(.entities)) }

  func parser(
    _ parser: XMLParser, foundExternalEntityDeclarationWithName name: String, publicID: String?,
    systemID: String?
  ) { stop(parser, ListProblem(.entities)) }

  func parser(_ parser: XMLParser, resolveExternalEntityName name: String, systemID: String?) -> Data? {
    Data()
  }

  private func stop(_ parser: XMLParser, _ problem: ListProblem) {
    self.problem = self.problem ?? problem
    parser.abortParsing()
  }
}
