import Targets

// The one place where the trait `Lists` is asked: with it, the target ListDocuments is a dependency.
#if Lists
  import ListDocuments

  /// What reads XML and YAML in this build; nil where nothing does.
  package enum ChosenDocuments {
    package static let reader: (any DocumentReader)? = DocumentLibraries()
  }
#else
  package enum ChosenDocuments {
    package static let reader: (any DocumentReader)? = nil
  }
#endif
