import Fixtures
import Testing

@testable import KnowledgeImport

@Suite("A zip archive")
struct ZipArchiveTests {
  static func contents(_ bytes: [UInt8], bounds: ZipBounds = ZipBounds()) throws -> [String: String] {
    let archive = try ZipArchive(bytes, bounds: bounds)
    var contents: [String: String] = [:]
    for entry in archive.entries {
      contents[entry.name] = String(decoding: try archive.content(of: entry), as: UTF8.self)
    }
    return contents
  }

  @Test("gives what was put in, packed or not, behind it a comment or not")
  func whole() throws {
    var builder = ZipBuilder(["a.json": "{}", "folder/": "", "folder/b.json": "[1, 2, 3]"])
    builder.entries[2].isDeflated = false
    builder.comment = Array("PK\u{05}\u{06} is not the end".utf8)
    let expected = ["a.json": "{}", "folder/": "", "folder/b.json": "[1, 2, 3]"]
    #expect(try Self.contents(builder.bytes) == expected)
    #expect(ZipArchive.begins(builder.bytes))
    #expect(try Self.contents(ZipBuilder().bytes).isEmpty)
  }

  static func changed(_ change: (inout ZipBuilder.Entry) -> Void) -> [UInt8] {
    var builder = ZipBuilder(["a.json": String(repeating: "[1]", count: 100)])
    change(&builder.entries[0])
    return builder.bytes
  }

  static func built(_ change: (inout ZipBuilder) -> Void) -> [UInt8] {
    var builder = ZipBuilder(["a.json": "{}", "b.json": "{}"])
    change(&builder)
    return builder.bytes
  }

  static let refusals: [(bytes: [UInt8], sentence: String)] = [
    ([], "it is damaged: it has no directory"),
    (Array("PK\u{03}\u{04}".utf8), "it is damaged: it has no directory"),
    (Array(ZipBuilder(["a": "b"]).bytes.dropLast()), "it is damaged: it has no directory"),
    (changed { $0.flags = 1 }, "an encrypted entry is not read"),
    (changed { $0.method = 12 }, "an entry packed by method 12 is not read"),
    (changed { $0.checksum = 1 }, "it is damaged: its checksum is another"),
    (changed { $0.unpackedBytes = 299 }, "it is damaged: it does not unpack to what the directory says"),
    (changed { $0.unpackedBytes = 301 }, "it is damaged: it does not unpack to what the directory says"),
    (
      changed { $0.packed = [0xFF, 0xFF, 0xFF] },
      "it is damaged: it does not unpack to what the directory says"
    ),
    (changed { $0.method = 0 }, "it is damaged: its sizes differ"),
    (changed { $0.unpackedBytes = .max }, "the form zip64, for archives beyond 4 GB is not read"),
    (changed { $0.unpackedBytes = .max - 1 }, "it has 4294967294 bytes, and at most 4194304 are read"),
    (built { $0.entriesTold = 0xFFFF }, "the form zip64, for archives beyond 4 GB is not read"),
    (built { $0.entriesTold = 3 }, "it is damaged: its directory is cut off"),
    (built { $0.directoryTold = 1 << 30 }, "it is damaged: its directory is cut off"),
    (built { $0.allPointTo = 0 }, "it is damaged: its entries overlap"),
    (built { $0.allPointTo = 1 << 30 }, "it is damaged: an entry is cut off"),
  ]

  @Test("that is damaged, hostile or of another kind is refused with a sentence", arguments: refusals)
  func refusal(_ row: (bytes: [UInt8], sentence: String)) {
    do {
      _ = try Self.contents(row.bytes)
      Issue.record("it was read")
    } catch {
      #expect("\(error)" == row.sentence)
    }
  }

  @Test("that is a bomb is not unpacked")
  func bomb() {
    let builder = ZipBuilder(["a.json": String(repeating: " ", count: 1 << 20)])
    #expect(throws: ZipError.tooMuch("it unpacks to more than 200 times its size")) {
      try Self.contents(builder.bytes)
    }
  }

  @Test("with more entries than are meant is refused before they are read")
  func many() {
    var bounds = ZipBounds()
    bounds.entries = 1
    #expect(throws: ZipError.tooMuch("it has 2 entries, and at most 1 are read")) {
      try Self.contents(Self.built { _ in }, bounds: bounds)
    }
  }

  @Test("with any byte changed, or cut anywhere, is read or refused, and never ends the program")
  func damage() {
    let whole = ZipBuilder(["a.json": "{\"id\": \"CVE-1\"}", "b/c.json": "[]"]).bytes
    var read = 0
    for place in whole.indices {
      for value: UInt8 in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
        var bytes = whole
        bytes[place] ^= value
        if (try? Self.contents(bytes)) != nil { read += 1 }
      }
      _ = try? Self.contents(Array(whole[..<place]))
    }
    #expect(read >= whole.count)
  }
}
