import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The built `apiexpose`, run as its user runs it.
enum Command {
  /// What a run came to.
  struct Outcome {
    /// The exit status; negative for the signal that ended it.
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }
  }

  /// The products lie together: the test bundle and the command.
  static let executable = FilePath(
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("apiexpose").path)

  /// Runs to the end.
  static func run(_ arguments: String..., input: String = "") async throws -> Outcome {
    try await run(arguments, input: input)
  }

  /// Runs to the end.
  static func run(_ arguments: [String], input: String = "") async throws -> Outcome {
    try await running(arguments) { command in
      // A command that ends without reading is none the worse for it.
      if !input.isEmpty { try? await command.write(input) }
      await command.closeInput()
    }
  }

  /// Runs with a hand on it while it runs, and waits for the end.
  static func running(
    _ arguments: [String], _ body: @Sendable (RunningCommand) async throws -> Void
  ) async throws -> Outcome {
    let output = CollectedText()
    let errors = CollectedText()
    let result = try await Subprocess.run(
      .path(executable), arguments: Arguments(arguments), input: .inputWriter, output: .sequence,
      error: .sequence
    ) { execution in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await output.collect(execution.standardOutput) }
        group.addTask { try await errors.collect(execution.standardError) }
        do {
          try await body(RunningCommand(execution: execution, output: output, errors: errors))
        } catch {
          try? execution.send(signal: .kill)
          throw error
        }
        try await group.waitForAll()
      }
    }
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let status): status
      case .signaled(let signal): -signal
      }
    return Outcome(status: status, output: await output.text, errors: await errors.text)
  }
}

/// A run that is under way.
struct RunningCommand: Sendable {
  fileprivate let execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>
  /// What standard output has brought so far.
  let output: CollectedText
  /// What standard error has brought so far.
  let errors: CollectedText

  func write(_ text: String) async throws {
    _ = try await execution.standardInputWriter.write(text)
  }

  func closeInput() async {
    try? await execution.standardInputWriter.finish()
  }

  func signal(_ signal: Signal) throws {
    try execution.send(signal: signal)
  }
}

/// What a pipe brings, and who waits for it.
actor CollectedText {
  private var bytes: [UInt8] = []
  private var isComplete = false
  private var waiters: [(text: [UInt8], continuation: CheckedContinuation<Void, Never>)] = []

  /// All that has come.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Waits until this text has come, or the end.
  func wait(for text: String) async {
    let text = Array(text.utf8)
    guard !isComplete, !bytes.contains(text) else { return }
    await withCheckedContinuation { waiters.append((text, $0)) }
  }

  fileprivate func collect(_ sequence: SubprocessOutputSequence) async throws {
    for try await buffer in sequence {
      bytes += buffer.withUnsafeBytes { Array($0) }
      wakeWaiters()
    }
    isComplete = true
    wakeWaiters()
  }

  private func wakeWaiters() {
    let waiting = waiters
    waiters = []
    for waiter in waiting {
      if isComplete || bytes.contains(waiter.text) {
        waiter.continuation.resume()
      } else {
        waiters.append(waiter)
      }
    }
  }
}
