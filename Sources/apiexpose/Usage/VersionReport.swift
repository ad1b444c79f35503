import CommandSupport
import Exposure
import Reporting
import Scanning
import Targets

/// What `--version --verbose` says: which source this is, what it was built with, and the libraries that it runs with.
struct VersionReport {
  var version = ToolRelease.version
  var commit = ToolRelease.commit
  var commitDate = ToolRelease.commitDate
  /// The package traits that the build has.
  var traits = VersionReport.traits
  /// The system's libraries by name, each with the version that answers at run time.
  var libraries = VersionReport.libraries
  var knowledge = "\(Knowledge.builtIn.asOf)"

  /// One line a fact, the name first.
  var text: String {
    let unknown = "not recorded; Scripts/release records it"
    let facts =
      [
        ("version", version), ("commit", commit ?? unknown), ("date", commitDate ?? unknown),
        ("traits", traits.isEmpty ? "none" : traits.joined(separator: ", ")), ("knowledge", knowledge),
      ] + libraries
    let width = (facts.map(\.0.count).max() ?? 0) + 2
    return facts.map { name, value in
      let gap = String(repeating: " ", count: width - name.count)
      return "\(name)\(gap)\(printable(value))\n"
    }.joined()
  }

  /// The text where a command line asks for it: by both options and nothing else.
  @Sendable static func answer(to arguments: [String]) -> String? {
    arguments.count == 2 && Set(arguments) == ["--version", "--verbose"] ? VersionReport().text : nil
  }

  private static let traits = [
    OptionalCommands.all.isEmpty ? nil : "History", ChosenPages.renderer == nil ? nil : "Pages",
    ChosenDocuments.reader == nil ? nil : "Lists",
  ].compactMap(\.self)

  private static var libraries: [(String, String)] {
    [
      ("libssl", LinkedLibraries.openSSL), ("libidn2", NameLibrary.version), ("zlib", LinkedLibraries.zlib),
    ] + (OptionalCommands.sqliteVersion.map { [("sqlite", $0)] } ?? [])
  }
}
