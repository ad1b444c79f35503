/// A count as people read it: `1,203`.
public func grouped(_ count: some BinaryInteger) -> String {
  let digits = String(count.magnitude)
  var text = count < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// A count with its noun, which takes an `s` when there are several: `1 endpoint`, `1,203 endpoints`.
/// - Parameter plural: The noun where several are called otherwise: `proxies`.
public func counted(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}
