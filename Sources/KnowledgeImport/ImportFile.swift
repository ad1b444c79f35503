/// A file that was downloaded, in memory.
public struct ImportFile: Sendable {
  /// What the user calls it; its last part may say which product a calendar is for.
  public let name: String
  /// What it holds.
  public let bytes: [UInt8]

  /// Makes a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The largest file that is read, in bytes: the archive of all of Go's records has some 20 MB.
  public static let largest = 128 << 20

  /// The largest JSON text that is read, in bytes: CISA's catalogue, the largest single file, has some 2 MB.
  static let largestJSON = 16 << 20

  /// The name without folders.
  var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }
}

/// What a file is.
public enum ImportFormat: String, Sendable, Hashable, Encodable, CaseIterable {
  /// One record of a vulnerability in the OSV schema, or an array of them.
  case osv
  /// A zip archive of OSV records.
  case osvArchive = "osv-archive"
  /// The official Kubernetes CVE feed.
  case kubernetesFeed = "kubernetes-cve-feed"
  /// A product of endoflife.date.
  case endOfLife = "endoflife.date"
  /// CISA's catalogue of known exploited vulnerabilities.
  case kev

  /// What it is called in a sentence.
  public var name: String {
    switch self {
    case .osv: "OSV records"
    case .osvArchive: "an archive of OSV records"
    case .kubernetesFeed: "the official Kubernetes CVE feed"
    case .endOfLife: "a calendar of endoflife.date"
    case .kev: "CISA's KEV catalogue"
    }
  }
}

/// Why a file is not read at all.
public enum ImportError: Error, Sendable, Hashable {
  /// It is larger than anything that is meant.
  case tooLarge(bytes: Int, most: Int)
  /// It is neither a zip archive nor JSON.
  case notJSON
  /// There is nothing in it.
  case empty
  /// It is a page for a browser.
  case page
  /// It begins as JSON does, and is none.
  case malformed
  /// It is what an import makes.
  case knowledgeFile
  /// It is JSON, and none of the formats that are read.
  case unknownFormat
  /// Its archive cannot be read.
  case badArchive(String)
  /// It says that it is of a format, and lacks what that needs.
  case incomplete(ImportFormat, String)
  /// Nothing tells which product a calendar is for.
  case unknownProduct
  /// It is a calendar of another product.
  case otherProduct(String)
}

extension ImportError: CustomStringConvertible {
  /// What is wrong, as the end of a sentence that names the file.
  public var description: String {
    switch self {
    case .tooLarge(let bytes, let most): "it has \(bytes) bytes, and at most \(most) are read"
    case .notJSON: "it is neither JSON nor a zip archive"
    case .empty: "it is empty"
    case .page: "it is an HTML page, not the file: see docs/knowledge.md for the address"
    case .malformed: "its JSON is cut off or malformed"
    case .knowledgeFile: "this is a knowledge file already"
    case .unknownFormat:
      "it is none of OSV records, the official Kubernetes CVE feed, a calendar of endoflife.date and CISA's KEV "
        + "catalogue"
    case .badArchive(let reason): reason
    case .incomplete(let format, let what): "it seems to be \(format.name), but \(what)"
    case .unknownProduct:
      "it is a calendar of endoflife.date, but neither its name nor its fields tell of which product"
    case .otherProduct(let name):
      "it is a calendar of \(name), and those of "
        + CalendarProduct.allCases.map(\.rawValue).joined(separator: ", ") + " are read"
    }
  }
}

extension ImportError {
  /// Why bytes that are no JSON are none.
  static func notJSON(_ bytes: [UInt8]) -> ImportError {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    switch start.first(where: { !" \t\r\n".utf8.contains($0) }) {
    case nil: return .empty
    case UInt8(ascii: "<"): return .page
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .malformed
    default: return .notJSON
    }
  }
}
