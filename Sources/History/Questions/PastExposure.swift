import Exposure
import PortableFoundation

/// How exposed the targets of a scope were in one of its finished scans.
public struct PastExposure: Sendable, Hashable {
  /// When that scan began.
  public var date: Date
  /// Its clusters.
  public var clusters: StoredClusters
}

extension HistoryFile {
  /// How many scans of a scope are told, the newest ones.
  static let exposurePoints = 200

  /// How exposed the targets of a scope were in its finished scans of which the clusters were counted, the oldest first.
  /// - Parameter number: The last scan that is told.
  public func exposure(of scope: String, upTo number: Int64 = .max) throws(HistoryError) -> [PastExposure] {
    try scans().filter {
      $0.description.scope == scope && $0.number <= number && $0.state == .finished
    }.suffix(Self.exposurePoints).compactMap { scan in
      scan.clusters.map { PastExposure(date: scan.description.startedAt, clusters: $0) }
    }
  }
}
