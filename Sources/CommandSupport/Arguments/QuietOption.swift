import ArgumentParser

/// Whether notices are left out.
package struct QuietOption: ParsableArguments {
  @Flag(name: [.customLong("quiet"), .customShort("q")], help: "Print only errors on standard error.")
  package var isQuiet = false

  package init() {}
}
