import CommandSupport
import Exposure
import History
import Reporting

extension Rejudgement {
  /// Judges the lines of earlier releases by today's rules and the knowledge that is built in; addresses of one name are
  /// compared with each other.
  static let byLines = Rejudgement { lines in
    let observations = lines.map { try? JSONLinesReader.observation(in: $0, of: "history", line: 1) }
    var judged: [EndpointResult] = []
    var rejudging = Rejudging(knowing: .builtIn) { observation, assessment in
      judged.append(EndpointResult(observation, assessment, position: 0))
    }
    do {
      for case let observation? in observations { try rejudging.take(observation) }
      try rejudging.finish()
    } catch {
      return lines.map { _ in nil }
    }
    guard judged.count == observations.count(where: { $0 != nil }) else { return lines.map { _ in nil } }
    var next = judged.makeIterator()
    return observations.map { $0 == nil ? nil : next.next() }
  }
}
