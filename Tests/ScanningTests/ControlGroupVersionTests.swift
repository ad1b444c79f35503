import Testing

@testable import Scanning

@Suite("Control groups")
struct ControlGroupVersionTests {
  @Test(
    "are the one of the process and those above it, the nearest first",
    arguments: [
      (
        "0::/a.slice/b.scope\n",
        ["/sys/fs/cgroup/a.slice/b.scope", "/sys/fs/cgroup/a.slice", "/sys/fs/cgroup"], []
      ),
      ("0::/\n", ["/sys/fs/cgroup"], []),
      (
        "9:memory:/docker/1f\n0::/x:y\n", ["/sys/fs/cgroup/x:y", "/sys/fs/cgroup"],
        ["/sys/fs/cgroup/memory/docker/1f", "/sys/fs/cgroup/memory/docker", "/sys/fs/cgroup/memory"]
      ),
      ("4:cpu,memory:/\n3:memoryless:/z\n", [], ["/sys/fs/cgroup/memory"]),
      ("", [], []), ("0::relative\n7\n", [], []),
    ])
  func directories(_ membership: String, unified: [String], memory: [String]) {
    #expect(ControlGroupVersion.unified.directories(membership: membership) == unified)
    #expect(ControlGroupVersion.memoryController.directories(membership: membership) == memory)
  }
}
