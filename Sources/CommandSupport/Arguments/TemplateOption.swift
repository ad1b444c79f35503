import ArgumentParser
import Reporting

/// The template that makes a report of the user's own form.
package struct TemplateOption: ParsableArguments {
  @Option(
    name: .customLong("template"),
    help: ArgumentHelp(
      "Fill a Mustache template with the results, for standard output, or for -o template:PATH where that is given.",
      valueName: "file"),
    completion: .file())
  package var file: String?

  package init() {}

  /// Checks that there is a template where one is asked for, and that one that is named is used.
  func check(used isUsed: Bool) throws {
    guard file != nil || isUsed else { return }
    guard OutputFormat.available.contains(.template) else {
      throw ValidationError(OutputDestinationError.noTemplates.description)
    }
    guard file != nil else { throw ValidationError("\(OutputDestinationError.noTemplate).") }
    guard isUsed else {
      throw ValidationError("--template is for --format template, or for -o template:PATH.")
    }
  }

  /// Reads the template, where one is named. Throws a `CommandFailure`: 66 where it cannot be read, 65 where it is not
  /// valid.
  func load() throws(CommandFailure) -> (any ReportTemplate)? {
    guard let file, let engine = ChosenPages.templates else { return nil }
    let text = try FileText.read(file, atMost: TemplateSource.largest)
    do {
      return try engine.template(TemplateSource(text, name: file))
    } catch {
      let place = error.line.map { "\(printable(file)):\($0)" } ?? printable(file)
      throw CommandFailure(.badData, "\(place): \(error)")
    }
  }
}
