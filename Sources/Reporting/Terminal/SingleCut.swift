/// One cut for all names of a column: how much of the beginning and of the end each keeps. A port stays whole, and the hosts
/// before the ports are what is told apart.
struct SingleCut {
  private let width: Int
  /// How much is kept of the end of a host.
  private let tail: Int
  /// Whether no two names look the same.
  let isEnough: Bool

  /// A shorter host says nothing: the port is cut then as any other end is.
  private static let shortestHost = 8
  /// The end of a host, in eighths of the room; both ends alike are tried first.
  private static let eighths = [4, 3, 2, 1, 0, 5, 6, 7]
  private static let shortestEnd = 2

  /// The cut that tells most of these names apart; the first of them that tells all.
  init(_ names: [String], to width: Int) {
    self.width = width
    let long = Set(names).map { Array($0.utf8) }.filter { $0.count > width }
    let hosts = Set(long.map { Self.host(of: $0[...], width: width) }).count
    var best = (tail: max(0, width - 1) / 2, count: -1)
    var isEnough = false
    for eighth in Self.eighths where !isEnough {
      let tail = (width - 1) * eighth / 8
      var seen: Set<Int> = []
      var whole: Set<Int> = []
      for name in long {
        let (head, kept, port) = Self.ends(of: name[...], tail: tail, width: width) ?? (0, 0, 0)
        let end = name.suffix(kept)
        seen.insert(Self.digest(name.prefix(head), end.dropLast(port)))
        whole.insert(Self.digest(name.prefix(head), end))
      }
      if seen.count > best.count { best = (tail, seen.count) }
      isEnough = seen.count == hosts && whole.count == long.count
    }
    tail = best.tail
    self.isEnough = isEnough
  }

  /// How many bytes of a name's beginning and end are kept; nil where there is no room for both.
  func ends(of name: ArraySlice<UInt8>) -> (head: Int, tail: Int)? {
    Self.ends(of: name, tail: tail, width: width).map { ($0.head, $0.tail) }
  }

  private static func ends(
    of name: ArraySlice<UInt8>, tail: Int, width: Int
  ) -> (head: Int, tail: Int, port: Int)? {
    guard width > 2 * shortestEnd else { return nil }
    let port = name.count - host(of: name, width: width).count
    let room = width - 1 - port
    let end = min(max(shortestEnd, tail * room / (width - 1)), room - shortestEnd)
    return (room - end, end + port, port)
  }

  /// What stands before the port.
  private static func host(of name: ArraySlice<UInt8>, width: Int) -> ArraySlice<UInt8> {
    guard let colon = name.lastIndex(of: UInt8(ascii: ":")) else { return name }
    let port = name[colon...].dropFirst()
    let isPort = (1...5).contains(port.count) && port.allSatisfy { (0x30...0x39).contains($0) }
    return isPort && width - 1 - (port.count + 1) >= shortestHost ? name[..<colon] : name
  }

  private static func digest(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(head)
    hasher.combine(tail)
    return hasher.finalize()
  }
}
