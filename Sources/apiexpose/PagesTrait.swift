import Reporting

// The one place where the trait `Pages` is asked: with it, the target Pages is a dependency.
#if Pages
  import Pages

  /// What makes pages in this build; nil where nothing does.
  enum ChosenPages {
    static let renderer: (any PageRenderer)? = MustachePages()
    /// What reads templates in this build; nil where nothing does.
    static let templates: (any TemplateEngine)? = MustacheTemplates()
  }
#else
  enum ChosenPages {
    static let renderer: (any PageRenderer)? = nil
    static let templates: (any TemplateEngine)? = nil
  }
#endif

extension OutputFormat {
  /// The formats of this build.
  static let available = available(withPages: ChosenPages.renderer != nil)
}
