package dev.drydock.access;

/** Ends a request with a {@link Problem}; rolls its transaction back. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.slug() + ": " + problem.title());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
