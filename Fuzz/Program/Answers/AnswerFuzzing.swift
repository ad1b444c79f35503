import PortableFoundation
import Targets

@testable import Exposure
@testable import Scanning

extension FuzzTarget {
  /// Reads an input as the body of an answer, by everything that reads bodies. The first byte chooses the status; a line
  /// before a blank one is a header field.
  static let answers = FuzzTarget("answers") { input in
    let (choice, rest) = input.choiceAndRest
    let statuses = [200, 401, 403, 404, 429, 500, 503, 999]
    let (headers, body) = headersAndBody(rest)
    let status = statuses[choice % statuses.count]
    let responses = ProbePath.allCases.map {
      Response(path: $0.rawValue, status: status, headers: headers, body: body.text)
    }
    check(responses[0])
    count(body, pieceSize: 1 + choice)
    var observation = Samples.observation
    observation.tls = TLSFacts(handshake: .established, version: .tls13)
    observation.responses = responses
    observation.accessAnswers = AccessPath.allCases.map { AccessAnswer($0, status: status, body: body.text) }
    observation.componentAnswers = Component.allCases.flatMap(\.questions).map {
      ComponentAnswer($0, responses[0])
    }
    let assessment = assess(observation)
    require(assessment == assess(observation), "two judgements of the same differ")
    require(
      observation.accessAnswers.allSatisfy { ($0.count ?? 0) >= 0 }, "a list of less than nothing")
    if let version = assessment.version {
      require(VersionDocument.looksLikeRelease(version.gitVersion), "no release: \(version.gitVersion)")
    }
  }

  private static func headersAndBody(_ bytes: [UInt8]) -> (headers: [HeaderField], body: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, lines[1].isEmpty, let colon = lines[0].firstIndex(of: UInt8(ascii: ":")) else {
      return ([], bytes)
    }
    let (name, value) = (Array(lines[0][..<colon]), Array(lines[0][(colon + 1)...]))
    return ([HeaderField(name: name.text, value: value.text)], Array(lines[2]))
  }

  private static func check(_ response: Response) {
    if let delay = RetryAfter.delay(of: response, now: Samples.scannedAt) {
      require(delay >= .zero && delay <= .seconds(1_000_000_000), "a wait of \(delay)")
    }
    for field in response.headers {
      guard let date = HTTPDate(field.value) else { continue }
      require(HTTPDate(date.description) == date, "\(date) is not read again")
    }
    if let version = KubernetesVersion(response.body) {
      require(KubernetesVersion(version.description) == version, "\(version) is not read again")
    }
    if let version = GoVersion(response.body) { require(!(version < version), "\(version) is before itself") }
  }

  private static func count(_ body: [UInt8], pieceSize: Int) {
    var (whole, pieces) = (ListCounter(), ListCounter())
    whole.take(body)
    for piece in body.pieces(of: pieceSize) { pieces.take(piece) }
    require(whole == pieces, "pieces of \(pieceSize) bytes make a difference")
    require(whole.count <= body.count, "more objects than bytes")
  }
}
