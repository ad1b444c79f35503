import PortableLibc

/// The descriptors 0 to 2, which some supervisors start programs without.
package enum StandardStreams {
  /// Puts something on those that are closed, so that no file that is opened later takes their numbers: a notice must not
  /// go into a history. To be called before anything is opened.
  ///
  /// Who reads the input or writes the output that nobody gave gets an error (EBADF) as before, because each is opened the
  /// wrong way round; what would go to standard error is lost.
  package static func occupy() {
    occupy(STDIN_FILENO, O_WRONLY)
    occupy(STDOUT_FILENO, O_RDONLY)
    occupy(STDERR_FILENO, O_WRONLY)
  }

  private static func occupy(_ descriptor: Int32, _ mode: Int32) {
    guard fcntl(descriptor, F_GETFD) < 0, errno == EBADF else { return }
    // The lowest number that is free is given out, and those below are taken.
    let opened = open("/dev/null", mode)
    guard opened >= 0, opened != descriptor else { return }
    _ = dup2(opened, descriptor)
    close(opened)
  }
}
