package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.nn.loss.Losses;
import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

/** Sums through the shuffle and without it, of weights and losses that are not exact in binary. */
class PlacedSumsTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private interface RandomRow extends Serializable {
    Predicted of(Random random);
  }

  /** The rows of 61 places, of which some have none. */
  private static JavaRDD<PredictedRows> rows(RandomRow row, int partitions) {
    return LocalSpark.context()
        .parallelize(
            IntStream.range(0, 61).filter(place -> place % 7 != 3).boxed().toList(), partitions)
        .map(
            place -> {
              Random random = new Random(place);
              return new PredictedRows(
                  place, Stream.generate(() -> row.of(random)).limit(100 + place).iterator());
            });
  }

  private static void requireSameBits(Evaluation evaluation, RandomRow row) {
    Evaluation.Result one = evaluation.of(List.of(rows(row, 1)), 0).get(0);
    assertThat(one.metrics()).hasSizeGreaterThan(2);
    assertThat(one.report().path("rows").intValue()).isGreaterThan(5000);
    for (int partitions : new int[] {2, 3, 7, 32, 33, 50, 70}) {
      JavaRDD<PredictedRows> rows = rows(row, partitions);
      List<Evaluation.Result> both = evaluation.of(List.of(rows, rows), 1);
      assertThat(both.get(0).metrics()).as("of %d", partitions).isEqualTo(one.metrics());
      assertThat(both.get(1).metrics()).isEqualTo(one.metrics());
      assertThat(both.get(1).report()).isEqualTo(one.report());
    }
  }

  @Test
  void ofClassesAreTheSameBitsInAnyPartitions() {
    requireSameBits(
        Evaluation.ofClasses(NAMES),
        random -> {
          double p = random.nextDouble() / 2;
          return new Predicted(
              new double[] {random.nextInt(3)},
              new double[] {2},
              new double[] {p, 0.5 - p, 0.5},
              null,
              0.1f);
        });
  }

  @Test
  void ofLabelsAreTheSameBitsInAnyPartitions() {
    requireSameBits(
        Evaluation.ofLabels(NAMES),
        random ->
            new Predicted(
                random.doubles(3).toArray(),
                new double[] {1, 0, random.nextInt(2)},
                random.doubles(3).toArray(),
                null,
                0.3f));
  }

  @Test
  void ofNumbersAreTheSameBitsInAnyPartitions() {
    requireSameBits(
        Evaluation.ofNumbers(NAMES, Losses.named("quantile")),
        random ->
            new Predicted(
                random.doubles(3, -1, 100).toArray(),
                random.doubles(3).toArray(),
                null,
                null,
                random.nextFloat()));
  }
}
