import Exposure
import Reporting
import Targets

extension ScanList {
  /// What is left out of the list, and which part of it is scanned; nothing of a list that is still coming.
  package var notices: [String] {
    guard case .whole(let list) = source else { return [] }
    var notices: [String] = []
    if list.duplicateCount > 0 {
      notices.append("\(counted(list.duplicateCount, "endpoint")) named more than once, scanned once")
    }
    if list.excludedCount > 0 { notices.append("\(counted(list.excludedCount, "endpoint")) excluded") }
    if list.nonHostCount > 0 { notices.append(StreamedTargets.sentence(nonHosts: list.nonHostCount)) }
    if order.shard != .whole {
      let size = order.shard.size(of: list.endpointCount)
      notices.append("shard \(order.shard): \(counted(size, "endpoint"))")
    }
    return notices
  }

  /// What to say first where nothing was reached, with a command that tells whether it is the network; nil where
  /// something answered. `proxy` is the one through which targets are asked.
  func notice(
    ofUnreached summary: Summary, through proxy: ProxyURL? = nil, _ advice: ScanAdvice
  ) -> String? {
    guard let unreached = summary.unreached else { return nil }
    var check = ReachCheck(proxy: proxy)
    if case .whole(let list) = source,
      let first = ListOrder(list, shard: order.shard).first(where: { _ in true })
    {
      check = ReachCheck(first, proxy: proxy)
    }
    if check.proxy != nil { return "\(unreached). Check the way through the proxy: \(check.command)" }
    let command = summary.count(.unresolved) == summary.endpoints ? check.nameCommand : check.command
    if summary.count(.closed) == summary.endpoints {
      return
        "\(unreached). Nothing listens there, or a firewall rejects: check the port (\(advice.port)): \(command)"
    }
    return "\(unreached). Check the network from this machine: \(command)"
  }
}
