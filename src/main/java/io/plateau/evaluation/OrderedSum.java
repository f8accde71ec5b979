package io.plateau.evaluation;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskResults;
import io.plateau.engine.shard.TaskSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Sums over predicted rows, those of partitions in their order, without a row at the driver. */
final class OrderedSum {
  private static final String MEASURING = "measuring predictions";

  private OrderedSum() {}

  /** Makes empty sums. */
  interface Zero<T> extends Serializable {
    T get();
  }

  /** The sums over all partitions. */
  static <T extends Sums> T of(JavaRDD<Predicted> rows, Zero<T> zero) {
    return JobDescription.during(
        rows.context(),
        MEASURING,
        () -> TaskSums.addInto(zero.get(), rows, part -> counted(part, zero), Sums::add));
  }

  /** The sums over several parts of the rows, in one job where few partitions have a sum. */
  static <T extends Sums> List<T> ofEach(List<JavaRDD<Predicted>> parts, Zero<T> zero) {
    if (parts.stream().anyMatch(part -> part.getNumPartitions() > TaskSums.AT_ONCE)) {
      return parts.stream().map(part -> of(part, zero)).toList();
    }
    JavaRDD<Predicted> all = parts.stream().reduce(JavaRDD::union).orElseThrow();
    Iterator<T> each =
        JobDescription.during(
                all.context(), MEASURING, () -> TaskResults.of(all, part -> counted(part, zero)))
            .iterator();
    List<T> sums = new ArrayList<>();
    for (JavaRDD<Predicted> part : parts) {
      T sum = zero.get();
      for (int i = 0; i < part.getNumPartitions(); i++) {
        sum.add(each.next());
      }
      sums.add(sum);
    }
    return sums;
  }

  /** The sums over rows of this process, added as those of one partition are. */
  static <T extends Sums> T of(Iterator<Predicted> rows, Zero<T> zero) {
    T sum = zero.get();
    sum.add(counted(rows, zero));
    return sum;
  }

  private static <T extends Sums> T counted(Iterator<Predicted> rows, Zero<T> zero) {
    T sum = zero.get();
    sum.count(rows);
    return sum;
  }
}
