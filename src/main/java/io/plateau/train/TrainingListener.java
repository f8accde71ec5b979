package io.plateau.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** A listener to the events of a training, which cannot change it. */
public interface TrainingListener extends StageListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new HistoryListener() {};

  /**
   * Whether rounds, or the weights after each epoch, are looked at. Else a small training need not
   * tell of rounds, and may tell of several epochs at a time, with the weights of the last.
   */
  default boolean readsStates() {
    return true;
  }

  /**
   * The rows are packed and good; no epoch is made yet.
   *
   * @param identity all that decides the weights, with a fingerprint of the rows
   */
  default void begin(RunIdentity identity) {}

  /** Something about the rows deserves a look, though training goes on. */
  default void warns(String warning) {}

  /** Training resumes from a saved state; the epochs of its history are not reported again. */
  default void resumed(TrainingState state) {}

  /**
   * The first epoch is about to be made, or the first after a saved state.
   *
   * @param rows to train on
   * @param epochs the most there may be, those of a saved state included
   * @param epochSeconds estimate of the seconds of an epoch, which takes a fraction of a second to
   *     whoever asks for it; empty where it would take longer
   */
  default void starts(long rows, int epochs, Supplier<OptionalDouble> epochSeconds) {}

  /** A round is done. */
  default void round(Rounds.Round round, Rounds.Outcome outcome) {}

  /**
   * An epoch is done; where {@code state.stop()} is set, it was the last. The next epoch may
   * overwrite the arrays of the state.
   */
  default void epoch(TrainingState state) {}

  /** Tells this listener, then another. */
  default TrainingListener and(TrainingListener other) {
    List<TrainingListener> both = List.of(this, other);
    return new TrainingListener() {
      @Override
      public boolean readsStates() {
        return both.stream().anyMatch(TrainingListener::readsStates);
      }

      @Override
      public void stageBegins(Stage stage, String subject) {
        both.forEach(one -> one.stageBegins(stage, subject));
      }

      @Override
      public void stageProgress(double fraction) {
        both.forEach(one -> one.stageProgress(fraction));
      }

      @Override
      public void stageEnds() {
        both.forEach(one -> one.stageEnds());
      }

      @Override
      public void begin(RunIdentity identity) {
        both.forEach(one -> one.begin(identity));
      }

      @Override
      public void warns(String warning) {
        both.forEach(one -> one.warns(warning));
      }

      @Override
      public void resumed(TrainingState state) {
        both.forEach(one -> one.resumed(state));
      }

      @Override
      public void starts(long rows, int epochs, Supplier<OptionalDouble> epochSeconds) {
        both.forEach(one -> one.starts(rows, epochs, epochSeconds));
      }

      @Override
      public void round(Rounds.Round round, Rounds.Outcome outcome) {
        both.forEach(one -> one.round(round, outcome));
      }

      @Override
      public void epoch(TrainingState state) {
        both.forEach(one -> one.epoch(state));
      }
    };
  }
}
