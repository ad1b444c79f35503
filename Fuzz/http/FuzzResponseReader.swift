// libFuzzer's target for the reader of answers. The sources of Sources/Scanning/HTTP are compiled with it, so that
// it sees what a scan runs. Scripts/fuzz builds and runs it.

/// Reads an input as the bytes of one connection, whole and in pieces, and traps where the two differ or where more
/// comes out than went in. The first byte is the size of the pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzResponseReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let input = UnsafeBufferPointer(start: start, count: count)
  let bytes = Array(input.dropFirst())
  let whole = Reading(bytes, pieceSize: max(1, bytes.count))
  let pieces = Reading(bytes, pieceSize: 1 + Int(input[0]))
  precondition(whole == pieces, "pieces of \(1 + Int(input[0])) bytes make a difference")
  precondition(whole.bodyBytes <= bytes.count, "more body than bytes")
  for answer in whole.answers { answer.check() }
  return 0
}

/// All that came of one connection.
private struct Reading: Equatable {
  struct Answer: Equatable {
    let head: ResponseHead
    let framing: BodyFraming
    var body: [UInt8] = []
    var isWhole: Bool?

    func check() {
      precondition((100...999).contains(head.status), "status \(head.status)")
      precondition(head.fields.count <= Bounds.headFields, "\(head.fields.count) fields")
      let limit = Bounds.bodyBytesKept
      let decoded = DecodedBody(body, codings: framing.codings, limit: limit)
      precondition(decoded.bytes.count <= limit, "a decoded body of \(decoded.bytes.count) bytes")
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
        precondition(piece.isEmpty, "\(piece.count) bytes left over")
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
