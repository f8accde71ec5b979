package io.plateau.scan;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.table.Form;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Shape of the vectors of a slot.
 *
 * @param least width, or the largest int where there are no vectors
 * @param most width, or −1 where there are no vectors
 * @param finite whether all numbers are
 */
public record VectorShape(int least, int most, boolean finite) implements Serializable {
  /**
   * Checks that the vectors of each column have one width and finite numbers.
   *
   * @param infinite error of a message about numbers that are not finite
   * @throws DataException naming the first column in which they have not
   */
  public static void require(
      JavaRDD<ColumnBlock> blocks, List<Slot> slots, Function<String, DataException> infinite) {
    int[] vectors =
        IntStream.range(0, slots.size())
            .filter(slot -> slots.get(slot).form() == Form.VECTOR)
            .toArray();
    if (vectors.length == 0) {
      return;
    }
    List<VectorShape[]> shapes =
        JobDescription.during(
            blocks.context(),
            "checking vectors",
            () -> TaskResults.elements(TaskRdds.map(blocks, block -> of(block, vectors))));
    for (int v = 0; v < vectors.length; v++) {
      int place = v;
      shapes.stream()
          .map(each -> each[place])
          .reduce(VectorShape::and)
          .ifPresent(shape -> shape.require(slots.get(vectors[place]).column(), infinite));
    }
  }

  private static VectorShape[] of(ColumnBlock block, int[] slots) {
    return IntStream.of(slots).mapToObj(slot -> of(block, slot)).toArray(VectorShape[]::new);
  }

  private static VectorShape of(ColumnBlock block, int slot) {
    VectorColumn vectors = block.vectors(slot);
    int least = Integer.MAX_VALUE;
    int most = -1;
    boolean finite = true;
    for (int row = 0; row < block.rows; row++) {
      if (vectors.size(row) >= 0) {
        least = Math.min(least, vectors.size(row));
        most = Math.max(most, vectors.size(row));
        finite &= vectors.finite(row);
      }
    }
    return new VectorShape(least, most, finite);
  }

  private VectorShape and(VectorShape other) {
    return new VectorShape(
        Math.min(least, other.least), Math.max(most, other.most), finite && other.finite);
  }

  private void require(String column, Function<String, DataException> infinite) {
    if (most >= 0 && least != most) {
      throw new DataException(
          "column \"%s\": expected vectors of one width, got widths from %d to %d"
              .formatted(column, least, most));
    }
    if (!finite) {
      throw infinite.apply(
          "column \"%s\": expected vectors of finite numbers, got null, NaN or infinity"
              .formatted(column));
    }
  }
}
