package io.plateau.data;

import io.plateau.job.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows for the pipeline of a finished run: read once, checked, and cached until this is closed.
 *
 * @param rows the data's own columns
 * @param cached the rows as they were read
 */
public record OtherRows(Dataset<Row> rows, Dataset<Row> cached) implements AutoCloseable {
  private static final int SHOWN = 30;

  /**
   * Reads and checks the rows.
   *
   * @param data of that run, {@link JobData#resolved}
   * @param path of the rows
   * @param labeled whether they must have the label
   */
  public static OtherRows read(
      SparkSession spark, Job.Data data, String path, PipelineModel pipeline, boolean labeled) {
    List<PipelineStage> stages = new ArrayList<>(Arrays.asList(pipeline.stages()));
    Table read = Source.read(spark, data, path);
    Columns columns = Columns.ofOthers(data, read.rows().schema(), path, texts(stages), labeled);
    Task task = task(stages);
    ScanPlan plan = ScanPlan.of(columns, task, data, labeled).withoutSplits();
    int[] widths = new int[plan.slots().size()];
    for (PipelineStage stage : stages) {
      if (stage instanceof VectorSizeHint hint) {
        widths[columns.features().indexOf(hint.getInputCol())] = (Integer) hint.getSize();
      }
    }
    Dataset<Row> cached = read.rows().persist(StorageLevel.MEMORY_AND_DISK());
    boolean checked = false;
    try {
      Table table = read.with(cached);
      TableChecks checks =
          TableChecks.of(table, columns, plan, task, data)
              .expecting(widths)
              .and(unseen(stages, plan, path, labeled));
      TableScan.of(plan.select(table, Map.of(), 0), checks).close();
      checked = true;
      return new OtherRows(ready(cached, columns, data, task), cached);
    } finally {
      if (!checked) {
        cached.unpersist();
      }
    }
  }

  /** Without rows that are to be skipped, and with booleans as texts where they name classes. */
  private static Dataset<Row> ready(Dataset<Row> read, Columns columns, Job.Data data, Task task) {
    Dataset<Row> rows = Hidden.drop(read);
    if (data.missing() == Job.Missing.SKIP) {
      for (String feature : columns.features()) {
        Column value = Hidden.quoted(feature);
        boolean number = columns.kinds().get(feature) == Kind.NUMBER;
        rows =
            rows.filter(
                number
                    ? value.isNotNull().and(value.cast("double").isNaN().unary_$bang())
                    : value.isNotNull());
      }
    }
    String label = columns.labels().isEmpty() ? null : columns.labels().get(0);
    return task == Task.CLASSIFICATION && columns.kinds().get(label) == Kind.BOOLEAN
        ? rows.withColumn(label, Hidden.quoted(label).cast("string"))
        : rows;
  }

  /** That no row has a class or category which the indexers of the pipeline do not know. */
  private static List<Check> unseen(
      List<PipelineStage> stages, ScanPlan plan, String path, boolean labeled) {
    List<Check> checks = new ArrayList<>();
    for (PipelineStage stage : stages) {
      if (stage instanceof StringIndexerModel indexer
          && indexer.getHandleInvalid().equals("error")) {
        boolean single = indexer.isDefined(indexer.inputCol());
        boolean label = single && indexer.getOutputCol().equals(Prepared.LABEL);
        String[] inputs = single ? new String[] {indexer.getInputCol()} : indexer.getInputCols();
        for (int i = 0; i < inputs.length && (labeled || !label); i++) {
          int slot = label ? plan.label(0) : plan.feature(inputs[i]);
          checks.add(known(slot, inputs[i], indexer.labelsArray()[i], path, label));
        }
      }
    }
    return checks;
  }

  private static Check known(int slot, String column, String[] known, String what, boolean label) {
    String shown = String.join(", ", Arrays.stream(known).limit(SHOWN).toList());
    return new Check(
        slot,
        Check.Test.UNKNOWN,
        new HashSet<>(Arrays.asList(known)),
        (bad, all) -> bad == 0,
        "%s \"%s\" of %s must be one of the %d that the training rows have (%s%s), but is not in {}"
            .formatted(
                label ? "label" : "category",
                column,
                what,
                known.length,
                shown,
                known.length > SHOWN ? ", …" : ""));
  }

  private static List<String> texts(List<PipelineStage> stages) {
    List<String> texts = new ArrayList<>();
    for (PipelineStage stage : stages) {
      if (stage instanceof StringIndexerModel indexer && indexer.isDefined(indexer.inputCols())) {
        texts.addAll(List.of(indexer.getInputCols()));
      }
    }
    return texts;
  }

  private static Task task(List<PipelineStage> stages) {
    for (PipelineStage stage : stages) {
      if (stage instanceof StringIndexerModel indexer && indexer.isDefined(indexer.inputCol())) {
        return Task.CLASSIFICATION;
      }
    }
    return Task.REGRESSION;
  }

  @Override
  public void close() {
    cached.unpersist();
  }
}
