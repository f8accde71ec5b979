package io.plateau.evaluation;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskResults;
import io.plateau.engine.shard.TaskSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Sums over predicted rows, added by their places, without a row at the driver. */
final class OrderedSum {
  private static final String MEASURING = "measuring predictions";

  private OrderedSum() {}

  /** Makes empty sums. */
  interface Zero<T> extends Serializable {
    T get();
  }

  /** The sums over all rows. */
  static <T extends Sums> T of(JavaRDD<PredictedRows> rows, Zero<T> zero) {
    return JobDescription.during(
            rows.context(),
            MEASURING,
            () ->
                TaskSums.addInto(
                    new PlacedSums<T>(), rows, part -> counted(part, zero), PlacedSums::add))
        .into(zero.get());
  }

  /** The sums over several parts of the rows, in one job where few partitions have a sum. */
  static <T extends Sums> List<T> ofEach(List<JavaRDD<PredictedRows>> parts, Zero<T> zero) {
    if (parts.stream().anyMatch(part -> part.getNumPartitions() > TaskSums.AT_ONCE)) {
      return parts.stream().map(part -> of(part, zero)).toList();
    }
    JavaRDD<PredictedRows> all = parts.stream().reduce(JavaRDD::union).orElseThrow();
    Iterator<PlacedSums<T>> each =
        JobDescription.during(
                all.context(), MEASURING, () -> TaskResults.of(all, part -> counted(part, zero)))
            .iterator();
    List<T> sums = new ArrayList<>();
    for (JavaRDD<PredictedRows> part : parts) {
      PlacedSums<T> placed = new PlacedSums<>();
      for (int i = 0; i < part.getNumPartitions(); i++) {
        placed.add(each.next());
      }
      sums.add(placed.into(zero.get()));
    }
    return sums;
  }

  /** The sums over rows of this process, added as those of one partition are. */
  static <T extends Sums> T of(Iterator<Predicted> rows, Zero<T> zero) {
    return counted(List.of(new PredictedRows(0, rows)).iterator(), zero).into(zero.get());
  }

  private static <T extends Sums> PlacedSums<T> counted(
      Iterator<PredictedRows> parts, Zero<T> zero) {
    PlacedSums<T> sums = new PlacedSums<>();
    while (parts.hasNext()) {
      PredictedRows part = parts.next();
      T sum = zero.get();
      sum.count(part.rows());
      sums.add(part.place(), sum);
    }
    return sums;
  }
}
