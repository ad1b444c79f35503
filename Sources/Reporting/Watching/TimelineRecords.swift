import Exposure
import Targets
import PortableFoundation

/// Events and judgements of a watch as JSON Lines: one object each, `event` saying what it is.
public enum TimelineRecords {
  /// The line of an event.
  public static func line(_ event: TimelineEvent, at endpoint: Endpoint) -> [UInt8] {
    line(event.time, at: endpoint) { json in
      switch event.kind {
      case .began(let state):
        json.member("event", "began")
        json.member("state", state)
      case .changed(let before, let state):
        json.member("event", "changed")
        json.member("state", state)
        json.member("previous_state", before)
      case .restarted(let start, let previous):
        json.member("event", "restarted")
        json.member("server_started_at", Timestamp.text(start))
        json.member("previous_start", Timestamp.text(previous))
        if start >= previous {
          json.member("distance_s", wholeSeconds(start.timeIntervalSince(previous)))
        }
      case .severalServers:
        json.member("event", "several_servers")
      }
    }
  }

  /// The line of the conclusion of a timeline; `time` is when the watch ended.
  public static func line(_ entry: WatchedEndpoints.Entry, at time: Date) -> [UInt8] {
    line(time, at: entry.endpoint) { json in
      json.member("event", "judged")
      json.member("judgement", entry.timeline.judgement.name)
      json.member("looks", entry.timeline.sampleCount)
      json.member("restarts", entry.timeline.restartCount)
      json.member("changes", entry.timeline.changeCount)
      if let state = entry.timeline.state { json.member("state", state) }
      if let start = entry.timeline.serverStartedAt {
        json.member("server_started_at", Timestamp.text(start))
      }
      if case .restartLoop(let distance, let isTrap) = entry.timeline.judgement {
        json.member("distance_s", wholeSeconds(distance))
        json.member("health_refused", isTrap)
      }
    }
  }

  private static func line(
    _ time: Date, at endpoint: Endpoint, _ members: (inout JSONText) -> Void
  ) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("schema", 1)
      json.member("time", Timestamp.text(time))
      json.member("target", endpoint.target.text)
      json.member("labels", endpoint.target.labels)
      if let address = endpoint.address { json.member("address", address.description) }
      json.member("port", Int(endpoint.port))
      members(&json)
    }
    return json.bytes + [0x0A]
  }

  private static func wholeSeconds(_ interval: TimeInterval) -> Int64 {
    Int64(min(max(interval, 0), 1e12).rounded())
  }
}

extension EndpointState: JSONWritable {}
