@testable import Scanning

extension FuzzTarget {
  /// Reads an input as the bytes of one connection, whole and in pieces: both give the same, and no more than went in. The
  /// first byte is the size of the pieces.
  static let http = FuzzTarget("http") { input in
    let (choice, bytes) = input.choiceAndRest
    let whole = Reading(bytes, pieceSize: max(1, bytes.count))
    let pieces = Reading(bytes, pieceSize: 1 + choice)
    require(whole == pieces, "pieces of \(1 + choice) bytes make a difference")
    require(whole.bodyBytes <= bytes.count, "more body than bytes")
    for answer in whole.answers { answer.check() }
  }
}

/// All that came of one connection.
private struct Reading: Equatable {
  struct Answer: Equatable {
    let head: ResponseHead
    let framing: BodyFraming
    var body: [UInt8] = []
    var isWhole: Bool?

    func check() {
      require((100...999).contains(head.status), "status \(head.status)")
      require(head.fields.count <= Bounds.headFields, "\(head.fields.count) fields")
      let limit = Bounds.bodyBytesKept
      let decoded = DecodedBody(body, codings: framing.codings, limit: limit)
      require(decoded.bytes.count <= limit, "a decoded body of \(decoded.bytes.count) bytes")
    }
  }

  private(set) var answers: [Answer] = []
  private(set) var fault: ResponseReader.Fault?
  private(set) var position: ResponseReader.Position?

  var bodyBytes: Int { answers.reduce(0) { $0 + $1.body.count } }

  init(_ bytes: [UInt8], pieceSize: Int) {
    var reader = ResponseReader()
    var rest = bytes[...]
    do {
      while !rest.isEmpty {
        var piece = rest.prefix(pieceSize)
        rest = rest.dropFirst(pieceSize)
        while let part = try reader.next(in: &piece) { take(part) }
        require(piece.isEmpty, "\(piece.count) bytes left over")
      }
      position = reader.position
    } catch {
      fault = error
    }
  }

  private mutating func take(_ part: ResponseReader.Part) {
    switch part {
    case .head(let head, let framing): answers.append(Answer(head: head, framing: framing))
    case .body(let piece): answers[answers.count - 1].body += piece
    case .end(let isWhole): answers[answers.count - 1].isWhole = isWhole
    }
  }
}
