import Exposure
import Reporting
import Scanning
import Targets

extension Messages {
  /// Says what the user is to know of a scan.
  func tell(_ notices: [ScanNotice], _ advice: ScanAdvice) {
    for notice in notices { self.notice(notice.sentence(advice)) }
  }
}

extension ScanNotice {
  /// The notice for a person.
  package func sentence(_ advice: ScanAdvice) -> String {
    switch self {
    case .addressesCut(let cut):
      "\(printable(cut.name)) has \(grouped(UInt64(cut.total))) addresses: the lowest \(grouped(UInt64(cut.scanned))) "
        + "by number are scanned, \(grouped(UInt64(cut.total - cut.scanned))) are left out"
    case .moreAddressesCut:
      "there are more names with more addresses than are scanned; they are not named here"
    case .exhausted(let reason):
      "the system refuses new connections (\(reason)): endpoints wait for one, and those that get none are failed; "
        + "lower \(advice.concurrency), or raise the limit (ulimit -n for open files)"
    }
  }
}
