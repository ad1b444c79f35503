import Exposure
import Reporting

extension Messages {
  /// Says which exceptions of a policy no endpoint fits, after reports of a whole list.
  func unused(_ plan: ReportPlan, in summary: Summary) {
    guard let policy = plan.documents.policy, plan.filter == .all else { return }
    if let sentence = PolicyNotices(policy).unused(in: summary) { notice(sentence) }
  }
}
