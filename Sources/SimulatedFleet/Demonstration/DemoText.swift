/// What a demonstration says between the things that it shows. Lines fit 80 columns, but for the names of folders.
public enum DemoText {
  /// A server as a line of a target list, with its behaviour for a label.
  public static func targetLine(_ server: SimulatedServer) -> String {
    "\(server.target) server=\(server.behaviour.rawValue)"
  }

  /// A server as a line of a target list, with a comment that says what it does.
  public static func listLine(_ server: SimulatedServer) -> String {
    "\(targetLine(server))  # \(server.behaviour.summary)\n"
  }

  /// What is scanned.
  public static func introduction(_ servers: [SimulatedServer]) -> String {
    let lines = servers.map { server in row(server.target, server.behaviour.summary) }
    return """
      These \(servers.count) simulated servers now run on this machine, and are scanned as
      `apiexpose scan` scans yours. Nothing leaves this machine.

      \(lines.joined())
      What strangers see of them, the worst first:


      """
  }

  /// A server as it is listed on a terminal.
  public static func row(_ target: String, _ summary: String) -> String {
    "  \(target)\(String(repeating: " ", count: max(0, 15 - target.count)))  \(summary)\n"
  }

  /// What was left, and what to type next.
  /// - Parameters:
  ///   - folder: The folder of the reports, and
  ///   - results: the path of those that can be reported again, both as they are shown and typed.
  ///   - files: The names of the reports, and what each is for.
  public static func conclusion(
    folder: String, results: String, files: [(name: String, use: String)]
  ) -> String {
    let width = files.map(\.name.count).max() ?? 0
    let lines = files.map { name, use in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(use)\n"
    }
    return """

      The same is now in \(folder), as a scan with -o writes it:

      \(lines.joined())
      Type next:

        apiexpose explain version_leak       what a verdict means, and what to do
        apiexpose report \(results) --only exposed
        apiexpose demo --serve               keeps the servers running, to try on
        apiexpose scan api.example.com       your own server
        apiexpose scan targets.txt -o exposure.csv -o exposure.jsonl
                                             your own list, one target a line

      """
  }

  /// What is said while the servers run.
  public static func serving(_ servers: [SimulatedServer], restarting: Bool, list: String) -> String {
    """
    apiexpose: \(servers.count + (restarting ? 1 : 0)) servers are running, and their list is in \(list)
    Try in another terminal:
      apiexpose scan \(list) --components
      apiexpose explain \(servers.first?.target ?? "")
      apiexpose watch \(list) --for 1m
    Ctrl-C ends them.

    """
  }
}
