import PortableFoundation
import PortableLibc

/// The target that is fuzzed: the one that a variable of the environment names, and no argument, because libFuzzer starts
/// the program anew with its own when it makes an input smaller.
private let chosen = ProcessInfo.processInfo.environment["APIEXPOSE_FUZZ_TARGET"].flatMap(FuzzTarget.named)

/// Called by libFuzzer, whose program this is, before the first input. Lists the targets where none is named.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
  guard chosen == nil else { return 0 }
  for target in FuzzTarget.all { print(target.name) }
  exit(0)
}

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen?.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
