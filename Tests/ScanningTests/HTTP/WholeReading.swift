@testable import Scanning

/// All that a reader makes of the bytes of one connection, which the peer then closes.
struct WholeReading: Hashable {
  struct Answer: Hashable {
    var status: Int
    var fields: [ResponseField]
    var body: [UInt8] = []
    var isWhole = false

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private(set) var answers: [Answer] = []
  private(set) var fault: ResponseReader.Fault?

  /// Reads bytes in pieces of these sizes, the last of which is repeated.
  init(_ bytes: [UInt8], pieces: [Int] = [.max]) {
    var reader = ResponseReader()
    var rest = bytes[...]
    var sizes = pieces[...]
    do {
      repeat {
        let size = sizes.first ?? .max
        if sizes.count > 1 { sizes.removeFirst() }
        var input = rest.prefix(size)
        rest = rest.dropFirst(size)
        while let part = try reader.next(in: &input) { take(part) }
      } while !rest.isEmpty
    } catch {
      fault = error
    }
    if fault == nil, reader.position == .endOfBody, !answers.isEmpty {
      answers[answers.count - 1].isWhole = true
    }
  }

  private mutating func take(_ part: ResponseReader.Part) {
    switch part {
    case .head(let head, _): answers.append(Answer(status: head.status, fields: head.fields))
    case .body(let piece): answers[answers.count - 1].body += piece
    case .end(let isWhole): answers[answers.count - 1].isWhole = isWhole
    }
  }
}
