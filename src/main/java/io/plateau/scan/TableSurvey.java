package io.plateau.scan;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskSums;
import io.plateau.table.Form;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.Measured;
import io.plateau.table.fit.SecondPass;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;

/**
 * Survey of the training rows of cached blocks, in two passes over them, or three over many.
 *
 * @param first what the first pass found
 */
public record TableSurvey(JavaRDD<ColumnBlock> blocks, RowParts parts, FirstPass first) {
  /** Sums that the driver adds where each may have megabytes, of strings or of counts. */
  private static final int LARGE_AT_ONCE = 8;

  /** Numbers, in a byte or two each, that the sums of a pass may have. */
  private static final long KEPT = 1L << 25;

  /** The survey after its first pass. */
  public static TableSurvey of(JavaRDD<ColumnBlock> blocks, List<Slot> slots, RowParts parts) {
    return of(blocks, slots, parts, -1, false);
  }

  /**
   * The survey after its first pass.
   *
   * @param label the slot of a label of which validation rows are looked at, too, or −1
   */
  public static TableSurvey of(
      JavaRDD<ColumnBlock> blocks, List<Slot> slots, RowParts parts, int label) {
    return of(blocks, slots, parts, label, label >= 0);
  }

  private static TableSurvey of(
      JavaRDD<ColumnBlock> blocks, List<Slot> slots, RowParts parts, int label, boolean looks) {
    FirstPass first =
        sum(
            blocks,
            parts,
            new Pass<>(
                "surveying columns",
                new FirstPass(slots, label, looks),
                FirstPass::add,
                FirstPass::add),
            slots.stream().anyMatch(slot -> slot.form() == Form.TEXT)
                ? LARGE_AT_ONCE
                : TaskSums.AT_ONCE);
    return new TableSurvey(blocks, parts, first);
  }

  /**
   * This survey, or that of {@link KeptClasses} where classes are those of validation rows alone.
   *
   * @param label the slot of the classes, whose validation rows were looked at
   */
  public TableSurvey keepingClasses(List<Slot> slots, int label) {
    Set<?> alone = first.heldOutLabels();
    return alone.isEmpty()
        ? this
        : of(blocks, slots, new KeptClasses(parts, label, alone), label, false);
  }

  /**
   * The measures of the passes after the first.
   *
   * @param learned by slot; empty for what is not learned from
   */
  public Measured measured(List<Optional<ColumnStatistics>> learned) {
    Measured.Plan plan = Measured.Plan.of(learned);
    return plan.measured(measured(plan.pass(KEPT)));
  }

  /** The second pass over the rows, complete. */
  SecondPass measured(SecondPass empty) {
    SecondPass second = measured("moments of columns", empty);
    if (second.isCoarse()) {
      second.complete(measured("quartiles of columns", second.third()));
    }
    return second;
  }

  private SecondPass measured(String description, SecondPass empty) {
    return sum(
        blocks,
        parts,
        new Pass<>(description, empty, BlockMeasures::add, SecondPass::add),
        empty.isCoarse() ? LARGE_AT_ONCE : TaskSums.AT_ONCE);
  }

  /** Work on a block of a partition. */
  public interface Work<T> extends Serializable {
    /** <em>Adds into</em> the sum what the block's rows have. */
    void add(T sum, ColumnBlock block, byte[] parts);
  }

  /**
   * A pass over blocks.
   *
   * @param description of its Spark job
   * @param empty sum, of which each task has a copy; in the end it is that of all rows
   * @param join of two sums, whose result has no order
   */
  public record Pass<T>(String description, T empty, Work<T> work, TaskSums.Add<T> join)
      implements Serializable {}

  public static <T> T sum(JavaRDD<ColumnBlock> blocks, RowParts parts, Pass<T> pass) {
    return sum(blocks, parts, pass, TaskSums.AT_ONCE);
  }

  private static <T> T sum(JavaRDD<ColumnBlock> blocks, RowParts parts, Pass<T> pass, int most) {
    T empty = pass.empty;
    Work<T> work = pass.work;
    return JobDescription.during(
        blocks.context(),
        pass.description,
        () ->
            TaskSums.addInto(
                empty,
                blocks,
                of -> {
                  of.forEachRemaining(block -> work.add(empty, block, parts.of(block)));
                  return empty;
                },
                pass.join,
                most));
  }
}
