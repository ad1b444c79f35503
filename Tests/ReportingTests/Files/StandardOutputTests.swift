import Foundation
import Testing

@testable import Reporting

@Suite("A report on standard output")
struct StandardOutputTests {
  @Test("gets rows as they are flushed, and stays open")
  func flushed() throws {
    let channel = try ByteChannel()
    let file = OutputFile(standardOutput: channel.writeEnd)
    #expect(file.partialPath == nil)
    try file.append(Array("one\n".utf8))
    try file.flush()
    #expect(channel.read() == "one\n")
    try file.append(Array("two\n".utf8))
    try file.commit()
    #expect(channel.read() == "two\n")
    #expect(fcntl(channel.writeEnd, F_GETFD) >= 0)
  }

  @Test("says that its reader has gone, once and for all")
  func readerGone() throws {
    let channel = try ByteChannel()
    channel.stopReading()
    let file = OutputFile(standardOutput: channel.writeEnd)
    try file.append(Array("one\n".utf8))
    let gone = OutputFileError.readerGone(path: "standard output")
    #expect(throws: gone) { try file.flush() }
    #expect(throws: gone) { try file.append([]) }
    #expect(throws: gone) { try file.commit() }
    #expect(gone.description == "cannot write standard output: its reader has gone")
  }

  @Test("waits for a slow reader, also where the pipe does not block", .timeLimit(.minutes(10)))
  func slowReader() async throws {
    let channel = try ByteChannel()
    channel.makeNonBlocking()
    let reading = WholeReading("/dev/fd/\(channel.readEnd)")
    let file = OutputFile(standardOutput: channel.writeEnd)
    let row = [UInt8](repeating: 0x78, count: 1023) + [0x0A]
    for _ in 0..<1024 { try file.append(row) }
    try file.commit()
    channel.stopWriting()
    #expect(await reading.bytes().count == 1024 * row.count)
  }
}
