package io.plateau.data;

import io.plateau.engine.shard.TaskBytes;
import io.plateau.scan.ColumnBlock;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Rows of a table that are in one part: training, validation or test.
 *
 * @param name for messages, as in {@code the test rows}
 */
record PartRows(TableScan scan, Parts parts, byte part, String name) {

  /** Work on the blocks of a partition, with the part of each row. */
  interface Work<T> extends Serializable {
    /** <em>Adds into</em> {@code sum} what it finds in the rows of a block. */
    void add(ColumnBlock block, byte[] parts, T sum);
  }

  /** A fresh sum. */
  interface Zero<T> extends Serializable {
    T get();
  }

  /** The sums of all partitions of a table, in their order. */
  static <T> List<T> sums(TableScan scan, Parts parts, Zero<T> zero, Work<T> work) {
    JavaRDD<T> sums =
        scan.blocks()
            .mapPartitions(
                blocks -> {
                  T sum = zero.get();
                  while (blocks.hasNext()) {
                    ColumnBlock block = blocks.next();
                    work.add(block, parts.of(block), sum);
                  }
                  return List.of(sum).iterator();
                });
    return TaskBytes.collect(sums);
  }

  /** The name of the part with the table it is of. */
  String described() {
    return name + " of " + scan.table().place();
  }
}
