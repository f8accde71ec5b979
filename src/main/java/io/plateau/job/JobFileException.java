package io.plateau.job;

import java.util.List;
import java.util.stream.Collectors;

/** A job that cannot be run as written. The message has one line for each problem. */
public final class JobFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public JobFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All of them, in the order of the file; those of overrides come last. */
  public List<Problem> problems() {
    return problems;
  }
}
