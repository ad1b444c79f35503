/// How Linux shows the memory of control groups: `Documentation/admin-guide/cgroup-v2.rst` and
/// `Documentation/admin-guide/cgroup-v1/memory.rst`.
enum ControlGroupVersion: CaseIterable {
  case unified
  case memoryController

  /// The file of the limit; a number, or `max`.
  var limit: String {
    switch self {
    case .unified: "memory.max"
    case .memoryController: "memory.limit_in_bytes"
    }
  }

  /// The file of what is taken.
  var usage: String {
    switch self {
    case .unified: "memory.current"
    case .memoryController: "memory.usage_in_bytes"
    }
  }

  /// The line of `memory.stat` with the page cache that nobody uses now.
  var inactiveCache: String {
    switch self {
    case .unified: "inactive_file"
    case .memoryController: "total_inactive_file"
    }
  }

  private var mount: String {
    switch self {
    case .unified: "/sys/fs/cgroup"
    case .memoryController: "/sys/fs/cgroup/memory"
    }
  }

  /// The directories of the group of a process and those above it, the nearest first. `membership` is what
  /// `/proc/self/cgroup` holds: lines of an identifier, controllers and a path (cgroups(7)).
  func directories(membership: String) -> [String] {
    let fields = membership.split(separator: "\n").map {
      $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    }
    let path = fields.first { $0.count == 3 && isOf($0[0], controllers: $0[1]) && $0[2].hasPrefix("/") }?[2]
    guard var rest = path else { return [] }
    var directories: [String] = []
    while let slash = rest.lastIndex(of: "/") {
      directories.append(mount + (rest == "/" ? "" : rest))
      rest = rest[..<slash]
    }
    return directories.last == mount ? directories : directories + [mount]
  }

  private func isOf(_ identifier: Substring, controllers: Substring) -> Bool {
    switch self {
    case .unified: identifier == "0" && controllers.isEmpty
    case .memoryController: controllers.split(separator: ",").contains("memory")
    }
  }
}
