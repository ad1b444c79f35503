import CommandSupport
import Exposure
import History
import Reporting

extension Rejudgement {
  /// Judges the lines of earlier releases by today's rules and the knowledge that is built in; addresses of one name are
  /// compared with each other.
  static let byLines = Rejudgement(judged, clusters: clusters)

  /// Counts the clusters of a scan by its lines, as a report of them would.
  private static let clusters:
    @Sendable (((_ line: [UInt8]) -> Void) throws -> Void) throws -> StoredClusters? = {
      each in
      var tally = ClusterTally()
      try each { line in
        guard let observation = try? JSONLinesReader.observation(in: line, of: "history", line: 1) else {
          return
        }
        tally.add(observation, assess(observation))
      }
      return StoredClusters(tally.counts)
    }

  private static let judged: @Sendable ([[UInt8]]) -> [EndpointResult?] = { lines in
    let observations = lines.map { try? JSONLinesReader.observation(in: $0, of: "history", line: 1) }
    var judged = ObservationJudge.judged(observations.compactMap(\.self), knowing: .builtIn).makeIterator()
    return observations.map { observation in
      guard observation != nil else { return nil }
      return judged.next().map { EndpointResult($0.observation, $0.assessment, position: 0) }
    }
  }
}
