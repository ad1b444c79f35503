import ArgumentParser
import Reporting
import Sessions

/// Whether standard output is drawn in colours.
package struct ColourOption: ParsableArguments {
  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  package var isRefused = false

  package init() {}

  /// How text for a person is drawn on standard output.
  package var style: TerminalStyle { StandardOutput.style(refusesColour: isRefused) }
}
