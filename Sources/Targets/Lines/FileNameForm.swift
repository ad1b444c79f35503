extension TargetSource {
  private static let endings = [
    ".txt", ".list", ".lst", ".csv", ".tsv", ".json", ".jsonl", ".xml", ".yaml", ".yml", ".gnmap", ".conf",
  ]

  /// Whether an argument that names no file that exists is meant as the name of one: nobody means the host `targets.txt`.
  public static func looksLikeFile(_ argument: String) -> Bool {
    if ["/", "./", "../", "~"].contains(where: argument.hasPrefix) { return true }
    guard !argument.contains("://") else { return false }
    let lower = argument.lowercased()
    if endings.contains(where: lower.hasSuffix) { return true }
    guard let slash = argument.firstIndex(of: "/") else { return false }
    // `10.0.0.0/24`, `10.0.0.0/24:443` and `[2001:db8::/126]:443` are blocks, `lists/production` is a file.
    return !argument[slash...].dropFirst().utf8.allSatisfy {
      (0x30...0x3A).contains($0) || $0 == UInt8(ascii: "]")
    }
  }
}
