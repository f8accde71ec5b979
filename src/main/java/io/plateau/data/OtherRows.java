package io.plateau.data;

import io.plateau.data.check.TableChecks;
import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.data.source.Hidden;
import io.plateau.data.source.Origin;
import io.plateau.data.source.Source;
import io.plateau.data.source.Table;
import io.plateau.frame.ColumnName;
import io.plateau.frame.Conditions;
import io.plateau.job.Job;
import io.plateau.scan.TableSlots;
import io.plateau.spec.LossSpec;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows for the pipeline of a finished run: read once, checked, and cached until this is closed.
 *
 * @param rows the data's own columns, without those whose places predictions take, and with the
 *     names of classes where they have a label of classes
 * @param skipped rows of which the pipeline makes nothing, for missing or unseen values
 * @param cached the rows as they were read
 */
public record OtherRows(Dataset<Row> rows, long skipped, Dataset<Row> cached)
    implements AutoCloseable {
  /**
   * Reads and checks the rows.
   *
   * @param data of that run, {@link JobData#resolved}
   * @param path of the rows
   * @param pipeline of that run, {@link Prepared#withClasses} or {@link Prepared#withoutLabels}
   * @param loss of that run, which may take counts alone; empty where rows need no label
   */
  public static OtherRows read(
      SparkSession spark,
      Job.Data data,
      String path,
      PipelineModel pipeline,
      Optional<LossSpec> loss) {
    boolean labeled = loss.isPresent();
    Table source =
        Source.read(spark, data, Origin.ofOthers(path), PipelineColumns.texts(pipeline, data));
    PipelineColumns known = PipelineColumns.of(pipeline, data, source.rows().schema());
    Table read = source.typed(known.features());
    JobColumns columns = JobColumns.ofOthers(data, read, known.features(), labeled);
    ScanPlan plan =
        ScanPlan.of(columns, known.features(), data, known.classes().isPresent(), labeled)
            .withoutSplits()
            .reading(new TableSlots(known.table()).slots(read.rows().schema()));
    Dataset<Row> cached = read.rows().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Optional<String> classes = known.classes().filter(c -> labeled).map(c -> data.label().get(0));
      Table table = read.with(classes.map(y -> known.named(cached, y, y)).orElse(cached));
      Task task = Prepared.task(pipeline);
      TableChecks checks =
          TableChecks.of(table, columns, plan, Optional.of(task), data)
              .expecting(known.widths(plan))
              .and(known.unseen(plan, columns.types(), path));
      TableChecks all = loss.map(checks::and).orElse(checks);
      TableScan.check(plan.select(table.named(known.table()), Map.of(), 0), all);
      Dataset<Row> ready = ready(cached, columns, data);
      Dataset<Row> others = withoutReplaced(ready, columns, pipeline, labeled);
      return new OtherRows(
          classes.map(y -> known.named(others, y, Prepared.CLASS)).orElse(others),
          skipped(data, columns, cached, others, pipeline),
          cached);
    } catch (Throwable e) {
      cached.unpersist();
      throw e;
    }
  }

  private static long skipped(
      Job.Data data,
      JobColumns columns,
      Dataset<Row> read,
      Dataset<Row> ready,
      PipelineModel pipeline) {
    TableRules rules = data.treatment().rules();
    boolean missing = rules.missing() == TableRules.Missing.SKIP;
    boolean unseen = rules.unseen() == TableRules.Unseen.SKIP;
    // Of a number or date that texts write, a word is missing.
    boolean words =
        columns.features().stream()
            .anyMatch(feature -> columns.types().get(feature) == ValueType.TEXT);
    if (unseen || missing && words) {
      Dataset<Row> left =
          PipelineColumns.encoder(pipeline).map(of -> of.transform(ready)).orElse(ready);
      return read.count() - left.count();
    }
    return missing ? read.count() - ready.count() : 0;
  }

  /** Without rows that are to be skipped. */
  private static Dataset<Row> ready(Dataset<Row> read, JobColumns columns, Job.Data data) {
    Dataset<Row> rows = Hidden.drop(read);
    return data.treatment().rules().missing() == TableRules.Missing.SKIP
        ? rows.filter(
            Conditions.all(
                columns.features().stream().map(feature -> present(feature, columns)).toList()))
        : rows;
  }

  private static Column present(String feature, JobColumns columns) {
    Column value = ColumnName.column(feature);
    return columns.types().get(feature).isNumber()
        ? value.isNotNull().and(value.cast("double").isNaN().unary_$bang())
        : value.isNotNull();
  }

  /**
   * Without columns that have the name of one that the pipeline appends, such as an earlier
   * prediction, but for those that it reads.
   */
  private static Dataset<Row> withoutReplaced(
      Dataset<Row> rows, JobColumns columns, PipelineModel pipeline, boolean labeled) {
    List<String> needed = new ArrayList<>(columns.features());
    if (labeled) {
      needed.addAll(columns.labels());
      Optional.ofNullable(columns.weight()).ifPresent(needed::add);
    }
    Column[] read = needed.stream().map(ColumnName::column).toArray(Column[]::new);
    Set<String> appended = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    PipelineModel predicting = Prepared.withoutLabels(pipeline);
    appended.addAll(List.of(predicting.transformSchema(rows.select(read).schema()).fieldNames()));
    needed.forEach(appended::remove);
    return rows.drop(appended.toArray(String[]::new));
  }

  @Override
  public void close() {
    cached.unpersist();
  }
}
