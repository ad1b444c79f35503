/// Two reports that would be written over each other: the same file by two names, or one that is called like the partial
/// file of the other.
public struct OutputCollision: Error, Equatable, CustomStringConvertible {
  /// The path that came first, as it was given.
  public let first: String
  /// The path that meets it, as it was given.
  public let second: String

  /// The first two destinations that meet; nil where each has a file of its own. Destinations that cannot be created are
  /// left to those who open them.
  public init?(among destinations: [OutputDestination]) {
    var seen: [(path: String, location: OutputLocation)] = []
    for destination in destinations {
      guard let location = try? OutputLocation(destination.path) else { continue }
      if let before = seen.first(where: { $0.location.meets(location) }) {
        first = before.path
        second = destination.path
        return
      }
      seen.append((destination.path, location))
    }
    return nil
  }

  /// Both paths, and what to do.
  public var description: String {
    let names = [first, second].map(printable)
    return "-o \(names[0]) and -o \(names[1]) lead to the same file: one file holds one report."
  }
}

extension OutputLocation {
  fileprivate func meets(_ other: OutputLocation) -> Bool {
    let mine = identity
    let others = other.identity
    if mine == others { return true }
    guard !isStraight, !other.isStraight else { return false }
    return mine + Self.partialEnding == others || others + Self.partialEnding == mine
  }

  /// The same for all paths that lead to the same place.
  private var identity: String {
    if let status = try? Descriptor.status(path, followingLinks: true), isStraight {
      return "\(status.st_dev):\(status.st_ino)"
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "\(Descriptor.realPath(Descriptor.directory(of: path)) ?? "")/\(name)"
  }
}
