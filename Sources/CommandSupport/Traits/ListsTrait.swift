import Targets

// The one place where the trait `Lists` is asked: with it, the target ListDocuments is a dependency.
#if Lists
  import ListDocuments

  /// What reads XML and YAML in this build; nil where nothing does.
  package enum ChosenDocuments {
    package static let reader: (any DocumentReader)? = DocumentLibraries()
    /// What reads YAML that people write for apiexpose.
    package static let values: (any ValueReader)? = YAMLValues()
  }
#else
  package enum ChosenDocuments {
    package static let reader: (any DocumentReader)? = nil
    package static let values: (any ValueReader)? = nil
  }
#endif
