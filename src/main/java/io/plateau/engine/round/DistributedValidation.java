package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.threads.Crew;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/** Validation rows of a cluster, each measurement of which is a Spark job. */
public record DistributedValidation(SparkRound jobs, ShardedRows shards) implements ValidationRows {
  @Override
  public double[] sums(ShardScores scores, float[] weights) {
    return scores.added(
        jobs.run("validation", RoundInput.of(weights), shards.rdd(), new ScoreTask(scores)));
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
