internal import Foundation

/// A program of another maker that some tests use. Where one is missing, these tests are skipped; where
/// `APIEXPOSE_TESTS_REQUIRE_TOOLS` is in the environment, as in CI, they fail.
///
/// A test asks for it by `.enabled(if: try OutsideTool.curl.isReady, "needs \(OutsideTool.curl)")`; `Scripts/test` reads
/// that sentence, and `Scripts/setup --tests` installs the packages.
package struct OutsideTool: Sendable, CustomStringConvertible {
  /// A tool that must be there is not.
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  /// The command's name.
  package let name: String
  /// The package of Debian that brings it.
  package let debianPackage: String
  /// Where it is; nil where it is not installed.
  package let program: Program?
  /// The same as a path.
  package let path: String?

  /// A tool by its names, the first of which is told, and a further condition on it.
  private init(
    _ names: String..., called name: String? = nil, debianPackage: String,
    where isSound: (String) -> Bool = { _ in true }
  ) {
    self.name = name ?? names.first ?? ""
    self.debianPackage = debianPackage
    path = names.lazy.compactMap(Program.path(named:)).first.flatMap { isSound($0) ? $0 : nil }
    program = path.map(Program.init(at:))
  }

  package var description: String { "\(name), package \(debianPackage)" }

  /// Whether tests that use it can run. Throws `Missing` where it must be there and is not.
  package var isReady: Bool {
    get throws {
      guard program == nil else { return true }
      guard ProcessInfo.processInfo.environment["APIEXPOSE_TESTS_REQUIRE_TOOLS"] == nil else {
        throw Missing(description: "needs \(self)")
      }
      return false
    }
  }
}

extension OutsideTool {
  package static let cCompiler = OutsideTool("cc", "clang", debianPackage: "clang")
  package static let chromium = OutsideTool(
    "chromium", "chromium-headless-shell", "chromium-browser", "google-chrome",
    debianPackage: "chromium-headless-shell")
  package static let curl = OutsideTool("curl", debianPackage: "curl")
  package static let ip = OutsideTool("ip", debianPackage: "iproute2")
  package static let microsocks = OutsideTool("microsocks", debianPackage: "microsocks")
  package static let nginx = OutsideTool("nginx", debianPackage: "nginx-light")
  package static let openssl = OutsideTool("openssl", debianPackage: "openssl")
  /// Prometheus' own checker.
  package static let promtool = OutsideTool("promtool", debianPackage: "prometheus")
  package static let python = OutsideTool("python3", debianPackage: "python3")
  /// Python 3 with a module that checks JSON schemas.
  package static let pythonWithJSONSchema = OutsideTool(
    "python3", called: "jsonschema", debianPackage: "python3-jsonschema"
  ) { path in
    let check = Process()
    check.executableURL = URL(filePath: path)
    check.arguments = ["-W", "ignore", "-c", "import jsonschema"]
    check.standardError = FileHandle.nullDevice
    guard (try? check.run()) != nil else { return false }
    check.waitUntilExit()
    return check.terminationStatus == 0
  }
  package static let setpriv = OutsideTool("setpriv", debianPackage: "util-linux")
  package static let systemdAnalyze = OutsideTool("systemd-analyze", debianPackage: "systemd")
  package static let tinyproxy = OutsideTool("tinyproxy", debianPackage: "tinyproxy")
  /// The checker of libxml2.
  package static let xmllint = OutsideTool("xmllint", debianPackage: "libxml2-utils")
  package static let unshare = OutsideTool("unshare", debianPackage: "util-linux")
}
