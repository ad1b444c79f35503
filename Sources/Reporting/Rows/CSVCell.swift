import Exposure
import Targets

extension CSVDialect {
  /// Appends a cell, in quotes where it needs them, and made safe for a spreadsheet where it is text from outside.
  func append(_ value: CellValue, to bytes: inout [UInt8]) {
    switch value {
    case .unknown: break
    case .number(let number): bytes.append(decimal: number)
    case .time(let date): Timestamp.append(date, to: &bytes)
    case .word(let word): bytes.append(contentsOf: word.utf8)
    case .address(let address): append(address, to: &bytes)
    case .text(let text, let limit): append(text, limit: limit, to: &bytes)
    }
  }

  private func append(_ text: String, limit: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    TextSanitiser.appendCell(text, limit: limit, to: &bytes)
    guard bytes[start...].contains(where: needsQuotes) else { return }
    let cell = Array(bytes[start...])
    bytes.removeSubrange(start...)
    bytes.append(quote)
    for byte in cell {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private func append(_ address: IPAddress, to bytes: inout [UInt8]) {
    switch address {
    case .v4(let value):
      for shift in [24, 16, 8, 0] as [UInt32] {
        if shift != 24 { bytes.append(UInt8(ascii: ".")) }
        bytes.append(decimal: Int64(value >> shift & 0xFF))
      }
    case .v6: bytes.append(contentsOf: address.description.utf8)
    }
  }

  private var quote: UInt8 { UInt8(ascii: "\"") }
}
