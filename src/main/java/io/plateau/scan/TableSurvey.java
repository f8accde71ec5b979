package io.plateau.scan;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.table.ColumnStatistics;
import io.plateau.table.Measured;
import io.plateau.table.SecondPass;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return of(blocks, slots, parts, -1);
  }

  /**
   * The survey after its first pass.
   *
   * @param label the slot of a label of which validation rows are looked at, too, or −1
   */
  public static TableSurvey of(
      JavaRDD<ColumnBlock> blocks, List<Slot> slots, RowParts parts, int label) {
    FirstPass all = new FirstPass(slots, label);
    each(blocks, "surveying columns", new FirstPass(slots, label), parts, FirstPass::add)
        .forEach(all::add);
    return new TableSurvey(blocks, parts, all);
  }

  /**
   * This survey, or that of {@link KeptClasses} where classes are those of validation rows alone.
   *
   * @param label the slot of the classes, whose validation rows were looked at
   */
  public TableSurvey keepingClasses(List<Slot> slots, int label) {
    Set<?> alone = first.heldOutLabels();
    return alone.isEmpty() ? this : of(blocks, slots, new KeptClasses(parts, label, alone));
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
