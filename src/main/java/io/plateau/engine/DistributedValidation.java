package io.plateau.engine;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.train.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/** Loss and metrics of the validation rows, each shard's sums added in the order of the shards. */
record DistributedValidation(SparkRound jobs, ShardedRows rows, ShardScores scores)
    implements Validation {

  @Override
  public Score score(float[] weights) {
    List<double[]> each =
        new ArrayList<>(
            jobs.run("validation", RoundInput.of(weights), rows.rdd(), new ScoreTask(scores)));
    each.sort(Comparator.comparingDouble(sums -> sums[0]));
    return scores.score(
        scores.added(each.stream().map(sums -> Arrays.copyOfRange(sums, 1, sums.length)).toList()),
        rows.weight());
  }

  /** For each shard its number and its sums. */
  private record ScoreTask(ShardScores scores)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<double[]>> {
    @Override
    public Iterator<double[]> call(RoundInput floats, Iterator<Shard> shards) {
      List<double[]> each = new ArrayList<>();
      while (shards.hasNext()) {
        Shard shard = shards.next();
        double[] sums = scores.sums(floats.weights(), shard, Crew.ALONE);
        double[] numbered = new double[1 + sums.length];
        numbered[0] = shard.id();
        System.arraycopy(sums, 0, numbered, 1, sums.length);
        each.add(numbered);
      }
      return each.iterator();
    }
  }
}
