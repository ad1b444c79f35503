/// Addresses of 127/8 beside 127.0.0.1: who listens on one has every port for itself.
package enum OwnAddress {
  /// Whether every address of 127/8 can be listened on.
  package static let isAvailable: Bool = {
    #if os(Linux)
      true
    #else
      false
    #endif
  }()

  /// One of four million.
  package static func any() -> String {
    "127.\(UInt8.random(in: 64...127)).\(UInt8.random(in: 0...255)).\(UInt8.random(in: 1...254))"
  }
}
