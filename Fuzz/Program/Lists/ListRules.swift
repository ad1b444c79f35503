import ListDocuments
import PortableFoundation

@testable import Targets

/// What holds for every list of targets, whatever it was written in.
enum ListRules {
  private static let most: UInt64 = 4096
  private static let ports = PortList([6443, 443]) ?? .standard

  /// Reads a text in a format, whole and as a stream: both give the same targets, and what is said of them can be shown.
  static func check(_ text: [UInt8], as format: ListFormat?, pieceSize: Int) {
    var settings = ListSettings()
    settings.format = format
    settings.documents = DocumentLibraries()
    let source: TargetSource
    do {
      source = try TargetSource(name: "list", text: text, settings) { show($0) }
    } catch {
      show(error.description(of: "list"))
      return
    }
    let list: TargetList
    do {
      list = try TargetList(sources: [source], ports: ports, maximum: most)
    } catch {
      show(error.description)
      return
    }
    let destinations = Array(list)
    let endpoints = destinations.reduce(0) { $0 + UInt64($1.ports.count) }
    require(endpoints == list.endpointCount, "\(list.endpointCount) endpoints counted, \(endpoints) walked")
    for destination in destinations { check(destination, in: list) }
    // In a stream an exclusion counts from its line on; and it says what it is in its first lines.
    let lines = source.text.split(whereSeparator: \.isLineEnd)
    let mayDiffer = lines.contains { TargetLine.mayBeExclusion(SourceLines.withoutMark($0)) }
    if !mayDiffer { compare(destinations, withStreamOf: text, settings, pieceSize: pieceSize) }
  }

  private static func check(_ destination: Destination, in list: TargetList) {
    require(!destination.ports.isEmpty, "no port")
    if case .address(let address) = destination.host {
      require(IPAddress(address.description) == address, "\(address) is not read again")
      for port in destination.ports {
        require(!list.exclusions.excludes(address: address, port: port), "\(address):\(port) is excluded")
      }
    }
    let target = destination.target
    require(target.proxy == Target.proxy(behind: target.text), "another proxy behind \(target.text)")
    require(
      target.pathPrefix.isEmpty || Target.isPathPrefix(target.pathPrefix), "prefix \(target.pathPrefix)")
  }

  private static func compare(
    _ destinations: [Destination], withStreamOf text: [UInt8], _ settings: ListSettings, pieceSize: Int
  ) {
    let pieces = Pieces(text.pieces(of: pieceSize))
    let stream = StreamedTargets(
      name: "stream", after: nil, ports: ports, exclusions: [], maximum: most, as: settings,
      reading: { pieces.next() }, report: { fatalError("a stream refuses what a list takes: \($0)") })
    let streamed = Array(stream)
    require(
      streamed.map(\.target) == destinations.map(\.target) && streamed.map(\.host) == destinations.map(\.host)
        && streamed.map(\.ports) == destinations.map(\.ports),
      "a stream in pieces of \(pieceSize) gives other targets")
  }

  /// A sentence for a person is one or several lines, and steers no terminal.
  static func show(_ sentence: String) {
    require(!sentence.isEmpty, "nothing is said")
    let controls = sentence.unicodeScalars.first { $0.properties.generalCategory == .control && $0 != "\n" }
    require(controls == nil, "a control character in: \(sentence)")
  }
}

/// The pieces of an input, given one after the other.
private final class Pieces: @unchecked Sendable {
  private var rest: ArraySlice<ArraySlice<UInt8>>

  init(_ pieces: [ArraySlice<UInt8>]) {
    rest = pieces[...]
  }

  func next() -> InputChunk { rest.popFirst().map { .bytes(Array($0)) } ?? .end }
}
