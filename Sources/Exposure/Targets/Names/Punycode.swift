/// Punycode, the ASCII form of an international label behind `xn--` (RFC 3492).
enum Punycode {
  private static let base: UInt32 = 36
  private static let firstThreshold: UInt32 = 1
  private static let lastThreshold: UInt32 = 26
  private static let skew: UInt32 = 38
  private static let damp: UInt32 = 700
  private static let initialBias: UInt32 = 72
  private static let initialCodePoint: UInt32 = 0x80

  /// The encoding of a label (RFC 3492 §6.3), or nil where it would overflow, which takes thousands of characters.
  static func encode(_ label: [Unicode.Scalar]) -> String? {
    var output = label.filter(\.isASCII).map { UInt8($0.value) }
    let basicCount = UInt32(truncatingIfNeeded: output.count)
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var handled = basicCount
    var codePoint = initialCodePoint
    var delta: UInt32 = 0
    var bias = initialBias
    while let next = label.lazy.map(\.value).filter({ $0 >= codePoint }).min() {
      let (step, stepOverflow) = (next - codePoint).multipliedReportingOverflow(by: handled + 1)
      let (sum, sumOverflow) = delta.addingReportingOverflow(step)
      guard !stepOverflow, !sumOverflow else { return nil }
      delta = sum
      codePoint = next
      for scalar in label {
        if scalar.value < codePoint {
          guard delta < .max else { return nil }
          delta += 1
        } else if scalar.value == codePoint {
          append(delta, bias: bias, to: &output)
          bias = adapted(delta: delta, count: handled + 1, isFirst: handled == basicCount)
          delta = 0
          handled += 1
        }
      }
      guard delta < .max else { return nil }
      delta += 1
      codePoint += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Writes a delta as a generalized variable-length integer (RFC 3492 §3.3).
  private static func append(_ delta: UInt32, bias: UInt32, to output: inout [UInt8]) {
    var rest = delta
    var position = base
    while true {
      let threshold =
        position <= bias
        ? firstThreshold : min(max(position - bias, firstThreshold), lastThreshold)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
    output.append(digit(rest))
  }

  /// The bias for the next delta (RFC 3492 §6.1).
  private static func adapted(delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var rest = isFirst ? delta / damp : delta / 2
    rest += rest / count
    var steps: UInt32 = 0
    while rest > ((base - firstThreshold) * lastThreshold) / 2 {
      rest /= base - firstThreshold
      steps += base
    }
    return steps + (base - firstThreshold + 1) * rest / (rest + skew)
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    let offset = UInt8(truncatingIfNeeded: value)
    return offset < 26 ? UInt8(ascii: "a") + offset : UInt8(ascii: "0") + offset - 26
  }
}
