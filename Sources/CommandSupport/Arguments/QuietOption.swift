import ArgumentParser

/// Whether notices are left out.
package struct QuietOption: ParsableArguments {
  @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Print only errors on standard error.")
  package var isQuiet = false

  package init() {}
}
