package import Foundation

/// Files that released versions wrote. They never change.
///
/// `0.1.0/history.sqlite` holds three scans of three endpoints: 127.0.41.1, an API server of 1.34 behind a balancer that
/// has no backend in the second scan (503 in its own words); http://127.0.41.2:6443, the same behind a proxy that ends
/// TLS, whose access probes were all answered 403; 127.0.41.3, which shows its health and answers `/version` with a 403
/// and a `Status` object. 0.1.0 judged them `version_leak` and `not_kubernetes`, `insecure_port`, and `health_only` with
/// posture `exposed`. `open.jsonl` and `balancer-503.jsonl` are the results of the first and the second scan.
package enum Released {
  private static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Released")

  /// The path of a file, such as `0.1.0/open.jsonl`.
  package static func path(_ name: String) -> String { directory.appending(path: name).path }

  /// The bytes of a file.
  package static func data(_ name: String) throws -> Data {
    try Data(contentsOf: directory.appending(path: name))
  }
}
