import Targets

/// Counts the objects of a list of the Kubernetes API while its bytes pass by, and keeps none of them.
///
/// Objects count that stand in an array directly under the outermost object: `{"kind":"PodList","items":[{…},{…}]}`. No
/// list of Kubernetes has a second array there.
public struct ListCounter: Sendable, Hashable {
  /// How many objects began so far.
  public private(set) var count = 0
  /// Whether the outermost object came to its end.
  public private(set) var isComplete = false

  private var depth = 0
  private var isInArray = false
  private var isInText = false
  private var isEscaped = false

  /// Nothing has come yet.
  public init() {}

  /// Takes in a piece of the body.
  public mutating func take(_ piece: some Sequence<UInt8>) {
    for byte in piece { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    guard !isInText else {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInText = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""):
      isInText = true
    case UInt8(ascii: "{"):
      if depth == 2, isInArray { count += 1 }
      depth += 1
    case UInt8(ascii: "["):
      if depth == 1 { isInArray = true }
      depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth == 1 { isInArray = false }
      if depth == 0 { isComplete = true }
    default:
      break
    }
  }
}
