import Scanning
import Targets

/// The proxy of a scan or a watch cannot be used, or went away and did not come back.
package struct ProxyUnusable: Error {
  /// The proxy.
  package let proxy: ProxyURL
  /// What is wrong with it.
  package let fault: ProxyFault
  /// What is left of a scan for which it worked at first; nil where nothing is.
  package let interruption: ScanInterruption?

  /// A proxy that cannot be used.
  package init(_ proxy: ProxyURL, _ fault: ProxyFault, leaving interruption: ScanInterruption? = nil) {
    self.proxy = proxy
    self.fault = fault
    self.interruption = interruption
  }
}
