import ArgumentParser
import Targets

@testable import CommandSupport

extension FuzzTarget {
  /// Reads an input as a configuration file of a command that has the options of `scan`. What is accepted becomes a command
  /// line, whose values are those of the file; the argument parser may still refuse it. The first byte chooses whether the
  /// file was found.
  static let configuration = FuzzTarget("configuration") { input in
    let (choice, text) = input.choiceAndRest
    var place = ConfigurationDocument.Place("apiexpose.yaml")
    place.isFound = choice & 1 == 1
    do {
      let document = try ConfigurationDocument(
        ConfigurationFile.document(text), at: place, section: nil,
        sections: ConfigurationSections(["watch"]) { _ in options }, exists: { _ in false })
      for mistake in document.mistakes { ListRules.show(mistake.text) }
      let values = document.values
      let effective = EffectiveOptions([], GivenOptions([], of: options), of: options, [values])
      require(
        GivenOptions(effective.arguments, of: options).asksForHelp == false,
        "the file asks for help: \(values)")
      _ = try? FuzzedCommand.parse(effective.arguments)
      require(!ConfigurationListing.json(effective).isEmpty, "nothing is listed")
    } catch let problem as DocumentProblem {
      require(!problem.reason.description.isEmpty, "nothing is said")
    } catch {
      fatalError("another error: \(error)")
    }
  }

  private static let options = CommandOptions(of: FuzzedCommand.self)
}

private struct FuzzedCommand: ParsableCommand {
  @OptionGroup var targets: TargetOptions
  @OptionGroup var components: ComponentOptions
  @OptionGroup var order: OrderOptions
  @OptionGroup var load: LoadOptions
  @OptionGroup var network: NetworkOptions
  @OptionGroup var configuration: ConfigurationOptions
}
