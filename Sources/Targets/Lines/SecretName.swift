/// Names behind which people and programs write secrets: `password: …`, `"token": "…"`, `Authorization: Bearer …`,
/// `machine … login … password …` (.netrc), `curl -u …`.
enum SecretName {
  private static let names = [
    "password", "passwd", "passphrase", "passcode", "pwd", "pass", "secret", "token", "bearer",
    "authorization",
    "api_key", "api-key", "apikey", "access_key", "access-key", "accesskey", "access_key_id", "private_key",
    "private-key", "private key", "client-key", "client_key", "key-data", "certificate-data",
    "authority-data",
    "credential", "cookie", "login", " -u", "--user",
  ].map { Array($0.utf8) }

  private static let keys = Set(
    [
      "password", "passwd", "passphrase", "pwd", "secret", "token", "bearer", "authorization", "apikey",
      "api_key",
      "api-key", "access_key", "access-key", "private_key", "private-key", "client-key-data", "client_secret",
      "client-secret",
    ].map { Array($0.utf8) })

  /// Whether a label's key is such a name, so that its value is likely a secret, which no report shall show.
  static func isKey(_ key: ArraySlice<UInt8>) -> Bool {
    key.count <= 16 && keys.contains(key.map(\.asciiLowercased))
  }

  /// Whether one of the names stands in a line with something behind it. The line is in lower case.
  static func isAssigned(in line: [UInt8]) -> Bool {
    names.contains { name in
      var start = line.startIndex
      while let index = line[start...].firstIndex(ofText: name) {
        start = index + name.count
        if isAssignment(line[start...]) { return true }
      }
      return false
    }
  }

  /// Whether `: x`, `= x`, `": "x` or ` x` follows, the plural's `s` before it allowed.
  private static func isAssignment(_ rest: ArraySlice<UInt8>) -> Bool {
    let quotes = "\"'`".utf8
    let behindName = (rest.first == UInt8(ascii: "s") ? rest.dropFirst() : rest).drop { quotes.contains($0) }
    let sign = behindName.prefix { $0.isLineSpace || ":=>".utf8.contains($0) }
    let value = behindName[sign.endIndex...]
    return !sign.isEmpty && !value.isEmpty && value.first != UInt8(ascii: "#")
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where a text begins first.
  func firstIndex(ofText text: some Collection<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    return indices.first { self[$0] == first && self[$0...].starts(with: text) }
  }

  func containsText(_ text: String) -> Bool { firstIndex(ofText: text.utf8) != nil }
}
