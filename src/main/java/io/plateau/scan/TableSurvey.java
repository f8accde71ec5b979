package io.plateau.scan;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.table.ColumnStatistics;
import io.plateau.table.Measured;
import io.plateau.table.SecondPass;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Survey of the training rows of cached blocks, in two passes over them.
 *
 * @param first what the first pass found
 */
public record TableSurvey(JavaRDD<ColumnBlock> blocks, RowParts parts, FirstPass first) {

  /** The survey after its first pass. */
  public static TableSurvey of(JavaRDD<ColumnBlock> blocks, List<Slot> slots, RowParts parts) {
    FirstPass all = new FirstPass(slots);
    each(blocks, "surveying columns", new FirstPass(slots), parts, FirstPass::add)
        .forEach(all::add);
    return new TableSurvey(blocks, parts, all);
  }

  /**
   * The measures of a second pass.
   *
   * @param learned by slot; empty for what is not learned from
   */
  public Measured measured(List<Optional<ColumnStatistics>> learned) {
    Measured.Plan plan = Measured.Plan.of(learned);
    List<SecondPass> sums =
        each(blocks, "moments of columns", plan.pass(), parts, BlockMeasures::add);
    return plan.measured(sums);
  }

  /** Work on a block of a partition. */
  public interface Work<T> extends Serializable {
    /** <em>Adds into</em> the sum what the block's rows have. */
    void add(T sum, ColumnBlock block, byte[] parts);
  }

  /** The sums of all partitions, in their order; each task has a copy of the empty sum. */
  public static <T> List<T> each(
      JavaRDD<ColumnBlock> blocks, String description, T empty, RowParts parts, Work<T> work) {
    return JobDescription.during(
        JavaSparkContext.fromSparkContext(blocks.context()),
        description,
        () ->
            TaskBytes.collect(
                blocks.mapPartitions(
                    of -> {
                      of.forEachRemaining(block -> work.add(empty, block, parts.of(block)));
                      return List.of(empty).iterator();
                    })));
  }
}
