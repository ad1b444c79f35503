package import Exposure
internal import Foundation

/// The answers of one recorded connection: a file of Tests/Fixtures/Transcripts, byte for byte as they came.
package struct Transcript {
  package let answers: [Answer]

  package struct Answer: Sendable {
    package let status: Int
    package let headers: [HeaderField]
    package let body: String

    package func response(to path: ProbePath) -> Response {
      Response(path: path.rawValue, status: status, headers: headers, body: body)
    }
  }

  enum ReadingError: Error {
    case noHead
    case badStatusLine(Substring)
    case badField(Substring)
    case badChunk
    case shortBody
  }

  private static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Transcripts")

  /// The names of all transcripts, without the common beginning and the ending: `anonymous-default-version`.
  package static func allNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".http") }
      .map { String($0.dropFirst(prefix.count).dropLast(".http".count)) }
      .sorted()
  }

  /// All that the server sent on the connection.
  package static func bytes(named name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: directory.appending(path: prefix + name + ".http")))
  }

  /// The text of a recorded certificate file.
  package static func pem(named name: String) throws -> String {
    try String(contentsOf: directory.appending(path: prefix + name + ".pem"), encoding: .utf8)
  }

  private static let prefix = "kube-apiserver-1.36.2-"

  package init(named name: String) throws {
    var rest = try Self.bytes(named: name)[...]
    var answers = [Answer]()
    while !rest.isEmpty {
      answers.append(try Self.takeAnswer(from: &rest))
    }
    self.answers = answers
  }

  private static func takeAnswer(from rest: inout ArraySlice<UInt8>) throws -> Answer {
    guard let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) else { throw ReadingError.noHead }
    let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    rest = rest[end.upperBound...]
    guard let statusLine = lines.first, let code = statusLine.split(separator: " ").dropFirst().first,
      let status = Int(code)
    else { throw ReadingError.badStatusLine(lines.first ?? "") }

    let headers = try lines.dropFirst().map { line in
      guard let colon = line.firstRange(of: ": ") else { throw ReadingError.badField(line) }
      return HeaderField(
        name: String(line[..<colon.lowerBound]), value: String(line[colon.upperBound...]))
    }
    let head = Response(path: "", status: status, headers: headers)
    let body: [UInt8]
    if let length = head.header("Content-Length").flatMap(Int.init) {
      guard rest.count >= length else { throw ReadingError.shortBody }
      body = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
    } else if head.header("Transfer-Encoding") == "chunked" {
      body = try takeChunks(from: &rest)
    } else {
      body = Array(rest)
      rest = []
    }
    return Answer(status: status, headers: headers, body: String(decoding: body, as: UTF8.self))
  }

  private static func takeChunks(from rest: inout ArraySlice<UInt8>) throws -> [UInt8] {
    var body = [UInt8]()
    while true {
      guard let end = rest.firstRange(of: Array("\r\n".utf8)),
        let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16)
      else { throw ReadingError.badChunk }
      rest = rest[end.upperBound...]
      guard rest.count >= size + 2 else { throw ReadingError.shortBody }
      body += rest.prefix(size)
      rest = rest.dropFirst(size + 2)
      if size == 0 { return body }
    }
  }
}
