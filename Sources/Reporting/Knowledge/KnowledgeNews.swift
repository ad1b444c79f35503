import Exposure
public import PortableFoundation

/// What became known or changed since a day, the newest first: vulnerabilities, releases, ends of support.
public struct KnowledgeNews: Sendable {
  /// How knowledge is listed.
  public let listing: Listing

  /// What a last day is the end of: it is over on the day after it.
  private static let ended = "ended"

  private struct Event {
    let day: CalendarDay
    let what: String
    let subject: String
    let detail: String
  }

  /// Lists what happened from `start` on until `now`.
  public init(_ knowledge: Knowledge, since start: CalendarDay, now: Date) {
    var listing = Listing([
      .init("date"), .init("event"), .init("subject"), .init("detail", narrowest: 20),
    ])
    let events = (Self.vulnerabilities(knowledge) + Self.releases(knowledge) + Self.vendors(knowledge))
      .filter { $0.day >= start && ($0.what == Self.ended ? $0.day.end : $0.day.start) <= now }
      .sorted { ($1.day, $0.what, $0.subject) < ($0.day, $1.what, $1.subject) }
    for event in events {
      listing.append([
        .text(event.day.description), .text(event.what), .text(event.subject), .text(event.detail),
      ])
    }
    self.listing = listing
  }

  private static func vulnerabilities(_ knowledge: Knowledge) -> [Event] {
    knowledge.vulnerabilities.flatMap { vulnerability in
      let score = vulnerability.cvss.map { "\($0)" } ?? "not scored"
      let detail =
        "\(score), \(vulnerability.attacker.rawValue), \(vulnerability.component): \(vulnerability.summary)"
      return [(vulnerability.published, "published"), (vulnerability.kev, "exploited")]
        .compactMap { day, what in
          day.map { Event(day: $0, what: what, subject: vulnerability.id, detail: detail) }
        }
    }
  }

  private static func releases(_ knowledge: Knowledge) -> [Event] {
    knowledge.releases.flatMap { release in
      let subject = "Kubernetes \(release.minor)"
      let end = release.endOfLife.map { end in
        Event(day: end, what: ended, subject: subject, detail: "upstream support")
      }
      return [
        Event(
          day: release.released, what: "released", subject: subject,
          detail: "newest patch known: \(release.latestPatch.upstreamText)")
      ] + [end].compactMap { $0 }
    }
  }

  private static func vendors(_ knowledge: Knowledge) -> [Event] {
    knowledge.vendorSupport.flatMap { support in
      let name = knowledge.distribution(support.distribution)?.name ?? support.distribution
      let subject = "\(name) \(support.product ?? support.minor.description)"
      let extended = support.extended.map { day in
        Event(
          day: day, what: ended, subject: subject,
          detail: support.estimated == true ? "extended support (estimated)" : "extended support")
      }
      return [Event(day: support.standard, what: ended, subject: subject, detail: "standard support")]
        + [extended].compactMap { $0 }
    }
  }
}
