import SimulatedFleet

/// Starts servers on loopback for the length of a body, and stops them whatever it does.
func withFleet<Value>(
  _ behaviours: [ServerBehaviour] = ServerBehaviour.allCases, host: String = "127.0.0.1",
  clusters: [Int] = [],
  _ body: ([SimulatedServer]) async throws -> Value
) async throws -> Value {
  let fleet = try await SimulatedFleet.start(behaviours, host: host, clusters: clusters)
  let outcome: Result<Value, any Error>
  do {
    outcome = .success(try await body(fleet.servers))
  } catch {
    outcome = .failure(error)
  }
  try await fleet.stop()
  return try outcome.get()
}

extension [SimulatedServer] {
  /// A target list of them, with their behaviours for labels.
  var targetList: String {
    map { "\($0.target) server=\($0.behaviour.rawValue)\n" }.joined()
  }
}
