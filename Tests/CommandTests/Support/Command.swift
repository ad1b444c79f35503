import Foundation

/// The built `apiexpose`, run as its user runs it.
struct Command {
  /// What a run came to.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }
  }

  /// The products lie together: the test bundle and the command.
  static let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("apiexpose")

  /// Runs to the end.
  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await run(arguments, input: input, environment: environment)
  }

  /// Runs to the end.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) async throws -> Outcome {
    let command = try RunningCommand(arguments, environment: environment)
    try command.write(input)
    command.closeInput()
    return await command.outcome()
  }
}

/// A run that is under way.
final class RunningCommand: Sendable {
  private let process: Process
  private let input = Pipe()
  private let output = Collector()
  private let errors = Collector()
  private let ended: AsyncStream<Int32>

  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    process = Process()
    process.executableURL = Command.executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output.pipe
    process.standardError = errors.pipe
    let (ended, continuation) = AsyncStream<Int32>.makeStream()
    self.ended = ended
    process.terminationHandler = { process in
      continuation.yield(
        process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus)
      continuation.finish()
    }
    try process.run()
  }

  func write(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  func closeInput() {
    try? input.fileHandleForWriting.close()
  }

  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits until standard output holds a text.
  func waitForOutput(_ text: String) async { await output.wait(for: text) }

  /// Waits until standard error holds a text.
  func waitForErrors(_ text: String) async { await errors.wait(for: text) }

  /// Waits for the end.
  func outcome() async -> Command.Outcome {
    var status: Int32 = -1
    for await value in ended { status = value }
    return Command.Outcome(status: status, output: await output.all(), errors: await errors.all())
  }
}

/// What a pipe brings, and who waits for it.
private final class Collector: Sendable {
  let pipe = Pipe()
  private let chunks: AsyncStream<Data>
  private let state = State()

  private actor State {
    var data = Data()
    var isComplete = false
    var waiters: [(text: Data?, continuation: CheckedContinuation<Void, Never>)] = []

    func add(_ chunk: Data) {
      if chunk.isEmpty { isComplete = true } else { data += chunk }
      let waiting = waiters
      waiters = []
      for waiter in waiting {
        if isDone(waiter.text) { waiter.continuation.resume() } else { waiters.append(waiter) }
      }
    }

    func isDone(_ text: Data?) -> Bool {
      isComplete || (text.map { data.range(of: $0) != nil } ?? false)
    }

    func wait(for text: Data?) async {
      guard !isDone(text) else { return }
      await withCheckedContinuation { waiters.append((text, $0)) }
    }
  }

  init() {
    let (chunks, continuation) = AsyncStream<Data>.makeStream()
    self.chunks = chunks
    pipe.fileHandleForReading.readabilityHandler = { handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      continuation.yield(data)
      if data.isEmpty { continuation.finish() }
    }
    Task { [state] in
      for await chunk in chunks { await state.add(chunk) }
    }
  }

  func wait(for text: String) async { await state.wait(for: Data(text.utf8)) }

  func all() async -> String {
    await state.wait(for: nil)
    return String(decoding: await state.data, as: UTF8.self)
  }
}
