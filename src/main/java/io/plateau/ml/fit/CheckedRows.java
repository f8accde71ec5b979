package io.plateau.ml.fit;

import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.CachedRdd;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ExampleBlock;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.frame.InternalRows;
import io.plateau.math.Moments;
import io.plateau.nn.loss.LabelType;
import io.plateau.train.DataException;
import io.plateau.train.StageListener;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a dataset, read once: checked, measured and cached as blocks until they are dealt to
 * shards. Closing frees the cache.
 */
public record CheckedRows(LabelType target, JavaRDD<RowBlock> blocks, Measures measures)
    implements AutoCloseable {
  /**
   * Reads the rows.
   *
   * @param width of the feature vectors, or 0 where the first row tells
   * @param outputs width of vector labels, or 0 where the first row tells
   * @param skip whether rows with invalid values are left out
   * @throws DataException naming column and row, at the first row that is wrong
   */
  public static CheckedRows read(
      Dataset<?> dataset, RowCheck check, int width, int outputs, boolean skip) {
    LabelType target = check.columns().target();
    JavaRDD<RowBlock> blocks =
        CachedRdd.of(
            TaskRdds.mapPartitions(
                InternalRows.of(check.columns().select(dataset)),
                rows -> new RowScan(rows, check, width, outputs, skip)),
            "checked rows",
            StorageLevel.MEMORY_AND_DISK());
    try {
      Measures measures =
          JobDescription.during(
              blocks.context(),
              "checking rows",
              () ->
                  joined(
                      TaskResults.of(blocks, part -> Measures.of(part, target)),
                      check,
                      new Measures(width, outputs)));
      return new CheckedRows(target, blocks, measures);
    } catch (Throwable e) {
      blocks.unpersist(false);
      throw e;
    }
  }

  /**
   * The scale of the labels of the training rows of positive weight, each of which counts once.
   *
   * @throws DataException where labels vary too little for how far from 0 they are
   */
  LabelScale labelScale(FitColumns columns) {
    Moments.Range range = measures.labels;
    List<Moments.Sums> sums =
        JobDescription.during(
            blocks.context(),
            "label moments",
            () -> TaskResults.of(blocks, part -> sums(part, range)));
    String column = "column \"" + columns.label() + "\"";
    return LabelScale.of(
        Moments.of(range, sums), i -> target.isVector() ? column + " at index " + i : column);
  }

  private static Moments.Sums sums(java.util.Iterator<RowBlock> blocks, Moments.Range range) {
    Moments.Sums sums = new Moments.Sums(range);
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      for (int row = 0; row < block.rows; row++) {
        if (!block.validation[row] && block.weights[row] > 0) {
          sums.rows(1);
          for (int t = 0; t < block.targets; t++) {
            sums.add(t, block.labels[row * block.targets + t]);
          }
        }
      }
    }
    return sums;
  }

  /** Numbers of rows and non-zeros to train on. */
  Census census() {
    return new Census(measures.trained, measures.nonZeros, measures.validated);
  }

  /**
   * Deals the rows to shards.
   *
   * @param scale of the labels, or null
   * @param classFactors of the weights of rows to train on, or null
   */
  DealtRows deal(
      ShardLayout layout, LabelScale scale, double[] classFactors, StageListener stages) {
    return DealtRows.dealBlocks(
        part(false, scale, classFactors),
        measures.validated > 0 ? Optional.of(part(true, scale, null)) : Optional.empty(),
        layout,
        stages);
  }

  private JavaRDD<ExampleBlock> part(boolean validation, LabelScale scale, double[] classFactors) {
    return TaskRdds.map(blocks, block -> block.part(validation, scale, classFactors));
  }

  /** All rows, with their labels as they are. */
  public JavaRDD<Example> examples() {
    return TaskRdds.flatMap(blocks, RowBlock::examples);
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }

  private static Measures joined(List<Measures> parts, RowCheck check, Measures all) {
    for (Measures part : parts) {
      String problem = part.problem;
      long row = part.seen;
      if (part.seen > part.skipped && problem == null) {
        // The schema may tell either width, both or none.
        all.width = all.width == 0 ? part.width : all.width;
        all.outputs = all.outputs == 0 ? part.outputs : all.outputs;
        row = part.firstUsed;
        if (part.width != all.width) {
          problem = otherWidth(check.columns().features(), all.width, part.width);
        } else if (part.outputs != all.outputs) {
          problem = otherWidth(check.columns().label(), all.outputs, part.outputs);
        }
      }
      if (problem != null) {
        throw RowCheck.refused(all.seen + row, problem);
      }
      all.add(part);
    }
    return all;
  }

  private static String otherWidth(String column, int before, int width) {
    return RowCheck.complaint(
        column, "a vector of width " + before + " as in the rows before", "width " + width);
  }

  /** Checks that rows to measure, all of these, do not weigh 0 together: they have no mean. */
  public void requireWeight(FitColumns columns) {
    requireWeight(columns, "measure");
  }

  private void requireWeight(FitColumns columns, String purpose) {
    if (measures.trained == 0 && measures.weightless > 0) {
      throw RowCheck.weightless(columns, purpose, measures.weightless);
    }
  }

  /** Checks that there are rows of positive weight to train on. */
  void requireTraining(FitColumns columns) {
    Measures all = measures;
    if (all.trained > 0) {
      return;
    }
    requireWeight(columns, "train on");
    throw new DataException(
        "there are no rows to train on: of %d rows %d have null, NaN or infinite values and are skipped, %d are for validation"
            .formatted(all.seen, all.skipped, all.validated));
  }
}
