package io.plateau.engine.round;

import io.plateau.train.Validation;

/** Rows that are measured and not trained on, the sums of whose shards are added in their order. */
public interface ValidationRows extends RowsOfShards {
  /** The sums over all rows of what is measured of a network. */
  double[] sums(ShardScores scores, float[] weights);

  /** The measurement of a network. */
  default Validation by(ShardScores scores) {
    return weights -> scores.score(sums(scores, weights), weight());
  }
}
