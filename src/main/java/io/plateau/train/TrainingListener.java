package io.plateau.train;

/** A listener to the events of a training, which cannot change it. */
public interface TrainingListener extends StageListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * The rows are packed and good; no epoch is made yet.
   *
   * @param identity all that decides the weights, with a fingerprint of the rows
   */
  default void begin(RunIdentity identity) {}

  /** Training resumes from a saved state; the epochs of its history are not reported again. */
  default void resumed(TrainingState state) {}

  /** A round is done. */
  default void round(Rounds.Round round, Rounds.Outcome outcome) {}

  /**
   * An epoch is done; where {@code state.stop()} is set, it was the last. The next epoch may
   * overwrite the arrays of the state.
   */
  default void epoch(TrainingState state) {}

  /** Tells this listener, then another. */
  default TrainingListener and(TrainingListener other) {
    TrainingListener first = this;
    return new TrainingListener() {
      @Override
      public void stageBegins(Stage stage, String subject) {
        first.stageBegins(stage, subject);
        other.stageBegins(stage, subject);
      }

      @Override
      public void stageProgress(double fraction) {
        first.stageProgress(fraction);
        other.stageProgress(fraction);
      }

      @Override
      public void stageEnds() {
        first.stageEnds();
        other.stageEnds();
      }

      @Override
      public void begin(RunIdentity identity) {
        first.begin(identity);
        other.begin(identity);
      }

      @Override
      public void resumed(TrainingState state) {
        first.resumed(state);
        other.resumed(state);
      }

      @Override
      public void round(Rounds.Round round, Rounds.Outcome outcome) {
        first.round(round, outcome);
        other.round(round, outcome);
      }

      @Override
      public void epoch(TrainingState state) {
        first.epoch(state);
        other.epoch(state);
      }
    };
  }
}
