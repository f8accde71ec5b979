package io.plateau.engine.shard;

/** Rows of which it is known how many there are and what they weigh. */
public interface WeighedRows {
  /** Their number. */
  long rows();

  /** Their weight. */
  double weight();
}
