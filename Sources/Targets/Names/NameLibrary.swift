internal import CIDN2

/// The library that encodes international names.
public enum NameLibrary {
  /// The version of libidn2 at run time: `2.3.3`.
  public static var version: String { idn2_check_version(nil).map { String(cString: $0) } ?? "unknown" }
}
