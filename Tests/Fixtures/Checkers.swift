internal import Foundation

/// Files beside the tests for those `OutsideTool`s that check what apiexpose writes.
package enum Checkers {
  private static let directory = URL(filePath: #filePath).deletingLastPathComponent()

  /// The script that opens a page in Chromium and tells what it saw.
  package static let browseScript = directory.appending(path: "Browser/browse.py").path
  /// OASIS' schema of SARIF 2.1.0.
  package static let sarifSchema = directory.appending(path: "Schemas/sarif-schema-2.1.0.json").path
  /// What Jenkins and Ant take for JUnit's XML.
  package static let junitSchema = directory.appending(path: "Schemas/junit.xsd").path
  /// The kinds of Kubernetes that Deploy/kubernetes uses, strictly; the file names its sources.
  package static let kubernetesSchema = directory.appending(path: "Schemas/kubernetes.json").path
}
