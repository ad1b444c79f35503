import Reporting

// The one place where the trait `Pages` is asked: with it, the target Pages is a dependency.
#if Pages
  import Pages

  /// What makes pages in this build; nil where nothing does.
  package enum ChosenPages {
    package static let renderer: (any PageRenderer)? = MustachePages()
    /// What reads templates in this build; nil where nothing does.
    static let templates: (any TemplateEngine)? = MustacheTemplates()
  }
#else
  package enum ChosenPages {
    package static let renderer: (any PageRenderer)? = nil
    static let templates: (any TemplateEngine)? = nil
  }
#endif

extension OutputFormat {
  /// The formats of this build.
  package static let available = available(withPages: ChosenPages.renderer != nil)
}
