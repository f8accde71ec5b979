package io.plateau.train;

import java.util.function.Supplier;

/**
 * Listener to the stages of a command. A stage begins after the one before has ended; a stage that
 * fails never ends.
 *
 * <pre>{@code
 * Table rows = stages.during(Stage.READ, path, () -> read(path));
 * }</pre>
 */
public interface StageListener {
  /**
   * A stage begins.
   *
   * @param subject what the stage works on, such as a path; may be empty
   */
  default void stageBegins(Stage stage, String subject) {}

  /** A fraction of the current stage, from 0 to 1, is done. */
  default void stageProgress(double fraction) {}

  /** The current stage is done. */
  default void stageEnds() {}

  /** Runs a stage and returns its result. */
  default <T> T during(Stage stage, String subject, Supplier<T> work) {
    stageBegins(stage, subject);
    T result = work.get();
    stageEnds();
    return result;
  }

  /** Runs a stage that has no result. */
  default void during(Stage stage, String subject, Runnable work) {
    stageBegins(stage, subject);
    work.run();
    stageEnds();
  }
}
