package io.plateau.train;

/** A listener that looks at the history of a state alone, neither at rounds nor at weights. */
public interface HistoryListener extends TrainingListener {
  @Override
  default boolean readsStates() {
    return false;
  }
}
