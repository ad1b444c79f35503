package import Exposure
import Targets
internal import Foundation

/// What one component of a cluster answered `curl -ki`, path by path: a file of Tests/Fixtures/Components.
package struct ComponentTranscript {
  /// How it was asked.
  package let transport: Transport
  /// The port that it was asked on.
  package let port: UInt16
  private var answers: [String: (status: Int, headers: [HeaderField], body: String)] = [:]

  enum ReadingError: Error {
    case noRequest
    case badURL(Substring)
    case badHead(Substring)
  }

  private static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Components")

  /// The names of all files, without their ending.
  package static func allNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(".txt".count)) }.sorted()
  }

  package init(named name: String) throws {
    let text = try String(contentsOf: Self.directory.appending(path: name + ".txt"), encoding: .utf8)
      .replacing("\r\n", with: "\n")
    var place: (transport: Transport, port: UInt16)?
    for part in text.split(separator: "### curl -ki ") {
      guard let end = part.firstIndex(of: "\n"), let url = URL(string: String(part[..<end])),
        let port = url.port.flatMap(UInt16.init(exactly:))
      else { throw ReadingError.badURL(part.prefix(80)) }
      place = place ?? (url.scheme == "http" ? .plain : .tls, port)
      let path = url.path() + (url.query().map { "?\($0)" } ?? "")
      if let answer = try Self.answer(part[part.index(after: end)...]) { answers[path] = answer }
    }
    guard let place else { throw ReadingError.noRequest }
    (transport, port) = place
  }

  /// The answer to a path; nil where curl got none.
  package func response(to path: ProbePath) -> Response? {
    answers[path.rawValue].map {
      Response(path: path.rawValue, status: $0.status, headers: $0.headers, body: $0.body)
    }
  }

  /// What its own questions were answered, as far as they were recorded, counted as a scan counts.
  package func answers(to questions: [ComponentQuestion]) -> [ComponentAnswer] {
    questions.compactMap { question in
      answers[question.requestTarget].map { answer in
        var counter = question.countedKind.map { _ in ListCounter() }
        counter?.take(answer.body.utf8)
        return ComponentAnswer(
          question,
          Response(
            path: question.path, status: answer.status, headers: answer.headers, body: answer.body),
          counter: counter)
      }
    }
  }

  private static func answer(
    _ text: Substring
  ) throws -> (status: Int, headers: [HeaderField], body: String)? {
    guard text.hasPrefix("HTTP/") else { return nil }
    guard let end = text.firstRange(of: "\n\n") else { throw ReadingError.badHead(text.prefix(80)) }
    let lines = text[..<end.lowerBound].split(separator: "\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw ReadingError.badHead(text.prefix(80))
    }
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ": ", maxSplits: 1)
      return HeaderField(name: String(parts.first ?? ""), value: String(parts.dropFirst().first ?? ""))
    }
    let rest = Array(text[end.upperBound...].utf8)
    let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) }
    return (status, headers, String(decoding: rest.prefix(length ?? rest.count), as: UTF8.self))
  }
}
