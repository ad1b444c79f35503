@testable import Targets

/// A list of another program as lines of our own.
struct ListedText {
  var lines: [String] = []
  var notices: [String] = []

  init(_ text: String, _ settings: ListSettings = ListSettings()) throws {
    try self.init(Array(text.utf8), settings)
  }

  init(_ text: [UInt8], _ settings: ListSettings = ListSettings()) throws {
    var notices: [String] = []
    let source = try TargetSource(name: "list", text: text, settings) { notices.append($0) }
    self.notices = notices
    lines = String(decoding: source.text, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
