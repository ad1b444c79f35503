import Exposure
import Foundation
import Pages

@testable import Reporting

extension DocumentWriter {
  /// The whole document of these endpoints, each API server of which is a cluster unless `clusters` says otherwise.
  func document(_ observations: [Observation], clusters: ClusterCounts? = nil) throws -> String {
    var writer = self
    var bytes: [UInt8] = []
    var summary = Summary()
    var judge = ObservationJudge(knowing: .builtIn) { observation, assessment in
      summary.add(observation, assessment)
      writer.add(observation, assessment, to: &bytes)
    }
    for observation in observations { try judge.take(observation) }
    try judge.finish()
    while writer.release(to: &bytes) {}
    summary.clusterCounts = clusters
    writer.finish(summary, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension DocumentSettings {
  /// All endpoints, by a version of its own.
  static func sample(
    filter: RowSelection = .all, metricsPerEndpoint: Int = 1000, history: [ExposurePoint] = [],
    renderedAt: Date? = nil
  ) -> DocumentSettings {
    DocumentSettings(
      filter: filter,
      context: DocumentContext(
        toolVersion: "1.2.3", metricsPerEndpoint: metricsPerEndpoint, history: history,
        pages: MustachePages(), renderedAt: renderedAt))
  }
}

extension [Observation] {
  /// Endpoints of every kind, and every hostile text wherever one can stand.
  static let ofAllKinds: [Observation] =
    Observation.list.flatMap(\.self) + HostileText.all.map { .hostileLeak($0.text) }
}

extension Observation {
  /// An exposed endpoint that has this text wherever a stranger or the user can put one.
  static func hostileLeak(_ text: String) -> Observation {
    var observation = Observation.hostile(text)
    let version = observation.responses[0].body.unicodeScalars.filter { $0 != "\"" && $0 != "\\" }
    observation.responses[0].body =
      #"{"gitVersion":"v1.19.7","x":"\#(String(String.UnicodeScalarView(version)))"}"#
    observation.tls?.handshake = .established
    observation.unanswered = []
    return observation
  }
}
