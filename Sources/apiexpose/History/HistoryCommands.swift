#if History
  import ArgumentParser

  /// The subcommands that need a history.
  enum HistoryCommands {
    static let all: [any ParsableCommand.Type] = [DiffCommand.self, HistoryCommand.self]
  }
#endif
