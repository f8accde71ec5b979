package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.threads.Crew;
import io.plateau.train.Validation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/** Loss and metrics of the validation rows, each shard's sums added in the order of the shards. */
public record DistributedValidation(SparkRound jobs, ShardedRows rows, ShardScores scores)
    implements Validation {

  @Override
  public Score score(float[] weights) {
    return scores.score(sums(weights), rows.weight());
  }

  /** The sums over all rows. */
  public double[] sums(float[] weights) {
    return scores.added(
        jobs.run("validation", RoundInput.of(weights), rows.rdd(), new ScoreTask(scores)));
  }

  private record ScoreTask(ShardScores scores)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<double[]>> {
    @Override
    public Iterator<double[]> call(RoundInput floats, Iterator<Shard> shards) {
      List<double[]> each = new ArrayList<>();
      while (shards.hasNext()) {
        each.add(scores.sums(floats.weights(), shards.next(), Crew.ALONE));
      }
      return each.iterator();
    }
  }
}
