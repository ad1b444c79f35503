/// Names and IPv4 in their three forms: address, block, range.
enum IPv4Host {
  static func hostOrName(_ text: ArraySlice<UInt8>) throws(LineProblem) -> Host {
    if let value = IPv4Text.quickValue(of: text) { return .block(AddressBlock(.v4(value))) }
    guard !text.isEmpty else { throw .hostMissing }
    if let slash = text.firstIndex(of: UInt8(ascii: "/")) {
      return try network(text[..<slash], length: text[(slash + 1)...])
    }
    if let hyphen = text.firstIndex(of: UInt8(ascii: "-")) {
      let start = text[..<hyphen]
      let end = text[(hyphen + 1)...]
      if start.isDigitsAndDots, start.contains(UInt8(ascii: ".")), end.isDigitsAndDots {
        return try range(from: start, to: end)
      }
    }
    if text.isDigitsAndDots { return .block(AddressBlock(try address(text))) }
    do {
      return .name(try HostName.ascii(text))
    } catch {
      throw .name(error)
    }
  }

  private static func network(
    _ start: ArraySlice<UInt8>, length: ArraySlice<UInt8>
  ) throws(LineProblem) -> Host {
    guard start.isDigitsAndDots else {
      guard !start.isEmpty else { throw .hostMissing }
      throw .nameWithSlash(String(decoding: start, as: UTF8.self))
    }
    let address = try address(start)
    return .block(try AddressBlock(network: address, lengthText: length, maximum: 32))
  }

  private static func range(
    from start: ArraySlice<UInt8>, to end: ArraySlice<UInt8>
  ) throws(LineProblem) -> Host {
    let first = try address(start)
    let last: IPAddress
    if end.contains(UInt8(ascii: ".")) {
      last = try address(end)
    } else if case .v4(let value) = first, end.count <= 3,
      let octet = UInt8(String(decoding: end, as: UTF8.self))
    {
      last = .v4(value & 0xFFFF_FF00 | UInt32(octet))
    } else {
      throw .badRangeEnd(String(decoding: end, as: UTF8.self))
    }
    guard let block = AddressBlock(first: first, last: last) else {
      throw .reversedRange(first: first, last: last)
    }
    return .block(block)
  }

  static func address(_ text: ArraySlice<UInt8>) throws(LineProblem) -> IPAddress {
    do {
      return .v4(try IPv4Text.value(of: text))
    } catch {
      if text.last == UInt8(ascii: "."), let value = IPv4Text.quickValue(of: text.dropLast()) {
        throw .dotBehindAddress(.v4(value))
      }
      switch error {
      case .partCount(let count): throw .ipv4PartCount(count)
      case .notANumber(let part): throw .ipv4PartNotANumber(part)
      case .leadingZero(let part): throw .ipv4LeadingZero(part)
      case .aboveOctet(let part): throw .ipv4PartAbove255(part)
      }
    }
  }
}

/// IPv6 in its three forms, without brackets: address, block, range.
enum IPv6Host {
  static func host(_ text: ArraySlice<UInt8>) throws(LineProblem) -> Host {
    if let zone = text.firstIndex(of: UInt8(ascii: "%")) {
      throw .zone(String(decoding: text[zone...], as: UTF8.self))
    }
    if let slash = text.firstIndex(of: UInt8(ascii: "/")) {
      let address = try address(text[..<slash])
      let length = text[(slash + 1)...]
      return .block(try AddressBlock(network: address, lengthText: length, maximum: 128))
    }
    guard let hyphen = text.firstIndex(of: UInt8(ascii: "-")) else {
      return .block(AddressBlock(try address(text)))
    }
    let first = try address(text[..<hyphen])
    let end = text[(hyphen + 1)...]
    guard let value = IPv6Text.value(of: end) else {
      throw .badRangeEnd(String(decoding: end, as: UTF8.self))
    }
    guard let block = AddressBlock(first: first, last: .v6(value)) else {
      throw .reversedRange(first: first, last: .v6(value))
    }
    return .block(block)
  }

  private static func address(_ text: ArraySlice<UInt8>) throws(LineProblem) -> IPAddress {
    guard let value = IPv6Text.value(of: text) else {
      throw .notIPv6(String(decoding: text, as: UTF8.self))
    }
    return .v6(value)
  }
}

extension AddressBlock {
  fileprivate init(
    network address: IPAddress, lengthText: ArraySlice<UInt8>, maximum: Int
  ) throws(LineProblem) {
    let written = String(decoding: lengthText, as: UTF8.self)
    guard (1...3).contains(lengthText.count), lengthText.allSatisfy(\.isASCIIDigit),
      let length = Int(written), let block = AddressBlock(network: address, prefixLength: length)
    else { throw .badPrefixLength(written, maximum: maximum) }
    self = block
  }
}

extension ArraySlice<UInt8> {
  fileprivate var isDigitsAndDots: Bool {
    !isEmpty && allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
  }
}
