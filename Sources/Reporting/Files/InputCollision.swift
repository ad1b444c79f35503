/// A report that would replace a file that the same command reads or keeps. To be asked before anything is read.
public struct InputCollision: Error, Hashable, CustomStringConvertible {
  /// The path of the report, as it was given.
  public let output: String
  /// What the file is, as in "the list of targets".
  public let kind: String
  /// The path of the file, as it was given.
  public let input: String

  /// The first report that would replace a file; nil where none would.
  /// - Parameters:
  ///   - outputs: The paths of the reports.
  ///   - inputs: Paths, by what they are.
  ///   - isSame: Whether two paths lead to the same regular file.
  public init?(
    of outputs: [String], with inputs: KeyValuePairs<String, [String]>, isSame: (String, String) -> Bool
  ) {
    for output in outputs {
      for (kind, paths) in inputs {
        guard let path = paths.first(where: { $0 == output || isSame($0, output) }) else { continue }
        self.output = output
        self.kind = kind
        input = path
        return
      }
    }
    return nil
  }

  /// Both paths, and what to do.
  public var description: String {
    let (output, input) = (
      TextSanitiser.terminal(output, limit: 1024), TextSanitiser.terminal(input, limit: 1024)
    )
    let other = input == output ? "" : ", \(input)"
    return "\(output) would overwrite \(kind)\(other); choose another name"
  }
}
