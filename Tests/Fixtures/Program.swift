internal import Foundation
package import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A program beside the tests: the built command, a server of another make.
package struct Program: Sendable {
  /// What a run came to.
  package struct Outcome: Sendable {
    /// The exit status; negative for the signal that ended it.
    package let status: Int32
    package let output: String
    package let errors: String

    package var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }
  }

  private let path: String

  /// A program at a path.
  package init(at path: String) {
    self.path = path
  }

  /// A program that is found in PATH, or where a system keeps its servers; nil where it is not installed.
  package init?(named name: String) {
    guard let path = Self.path(named: name) else { return nil }
    self.path = path
  }

  static func path(named name: String) -> String? {
    let searched = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let directories = "\(searched):/usr/sbin".split(separator: ":")
    let paths = directories.map { "\($0)/\(name)" }
    return paths.first(where: FileManager.default.isExecutableFile(atPath:))
  }

  /// Runs to the end.
  package func run(
    _ arguments: [String], input: String = "", in directory: String? = nil
  ) async throws -> Outcome {
    try await running(arguments, in: directory) { program in
      // A program that ends without reading is none the worse for it.
      if !input.isEmpty { try? await program.write(input) }
      await program.closeInput()
    }
  }

  /// Runs with a hand on it while it runs, and waits for the end. What the body throws kills it.
  package func running(
    _ arguments: [String], in directory: String? = nil,
    _ body: @Sendable (RunningProgram) async throws -> Void
  ) async throws -> Outcome {
    let output = CollectedText()
    let errors = CollectedText()
    let result = try await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(arguments),
      workingDirectory: directory.map { FilePath($0) },
      input: .inputWriter, output: .sequence, error: .sequence
    ) { execution in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await output.collect(execution.standardOutput) }
        group.addTask { try await errors.collect(execution.standardError) }
        do {
          try await body(RunningProgram(execution: execution, output: output, errors: errors))
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
package struct RunningProgram: Sendable {
  fileprivate let execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>
  /// What standard output has brought so far.
  package let output: CollectedText
  /// What standard error has brought so far.
  package let errors: CollectedText

  package func write(_ text: String) async throws {
    _ = try await execution.standardInputWriter.write(text)
  }

  package func closeInput() async {
    try? await execution.standardInputWriter.finish()
  }

  package func signal(_ signal: Signal) throws {
    try execution.send(signal: signal)
  }
}

/// What a pipe brings, and who waits for it.
package actor CollectedText {
  private struct Waiter {
    let isServed: (String) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private var bytes: [UInt8] = []
  private var isComplete = false
  private var waiters: [Waiter] = []

  /// All that has come.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Waits until this text has come, or the end.
  package func wait(for text: String) async {
    await wait { $0.contains(text) }
  }

  /// Waits for a whole line that begins so; nil where the end comes first.
  package func line(startingWith prefix: String) async -> String? {
    await wait { Self.line(startingWith: prefix, in: $0) != nil }
    return Self.line(startingWith: prefix, in: text)
  }

  private static func line(startingWith prefix: String, in text: String) -> String? {
    // What stands behind the last line end is no whole line yet.
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .first { $0.hasPrefix(prefix) }.map(String.init)
  }

  private func wait(until isServed: @escaping (String) -> Bool) async {
    guard !isComplete, !isServed(text) else { return }
    await withCheckedContinuation { waiters.append(Waiter(isServed: isServed, continuation: $0)) }
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
    guard !waiters.isEmpty else { return }
    let text = text
    let waiting = waiters
    waiters = []
    for waiter in waiting {
      if isComplete || waiter.isServed(text) {
        waiter.continuation.resume()
      } else {
        waiters.append(waiter)
      }
    }
  }
}
