import Targets

/// Reads lists in XML and YAML, by FoundationXML and Yams.
public struct DocumentLibraries: DocumentReader {
  /// A reader.
  public init() {}

  /// Reads the targets of a document.
  public func read(
    _ text: [UInt8], as format: ListFormat, into targets: inout ListedTargets
  ) throws(ListProblem) {
    switch format {
    case .kubeconfig: try KubeconfigReader.read(text, into: &targets)
    case .nmapXML: try NmapXMLReader.read(text, into: &targets)
    case .lines, .csv, .results, .nmapGrepable, .masscanJSON, .masscanList:
      throw ListProblem(.unsupported(format))
    }
  }
}
