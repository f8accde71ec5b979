package io.plateau.data;

import io.plateau.job.Job;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of a job, checked and set apart. */
public final class JobData {
  private final Job.Data data;
  private final TrainingSpec spec;
  private final Columns columns;
  private final Task task;
  private final Profile profile;
  private final Map<String, Integer> widths;
  private final Table whole;
  private final Dataset<Row> training;
  private final Table validation;
  private final Table test;

  private JobData(SparkSession spark, Job.Data data, TrainingSpec spec) {
    Table read = Source.read(spark, data, data.path());
    this.columns = Columns.of(data, read.rows().schema(), read.place());
    this.data = data;
    this.spec = spec;
    List<Kind> kinds = columns.labels().stream().map(columns.kinds()::get).toList();
    this.task =
        Task.of(spec.loss().choice().name(), columns.labels(), kinds, data.format().equals("idx"));
    this.widths = widths(read);
    this.profile = Profile.of(read, columns, widths, data, true);
    this.whole = ready(read);
    Splits first = Splits.of(whole, data.split().test(), "test", spec.seed());
    Splits second =
        Splits.of(whole.with(first.rest()), data.split().validation(), "validation", spec.seed());
    this.test = part(spark, data.split().test(), "test", first.chosen());
    this.validation = part(spark, data.split().validation(), "validation", second.chosen());
    this.training = second.rest();
    if (training.isEmpty()) {
      throw new DataException(
          "data.split leaves no row of %s to train on: there are %d rows in all"
              .formatted(read.place(), profile.rows()));
    }
  }

  /**
   * Reads and checks what a job says of its data. Every row is looked at; none is trained on.
   *
   * @param spec its loss distinguishes classes from numbers, its seed draws splits by fractions
   * @throws DataException for anything that is not as it must be, with column, file and row
   */
  public static JobData read(SparkSession spark, Job.Data data, TrainingSpec spec) {
    return new JobData(spark, data, spec);
  }

  /**
   * Reads and checks other rows for the pipeline of a finished run.
   *
   * @param data of that run, {@link #resolved}
   * @param path of the other rows
   * @param labelled whether they must have the label
   */
  public static Dataset<Row> others(
      SparkSession spark, Job.Data data, String path, PipelineModel pipeline, boolean labelled) {
    Table read = Source.read(spark, data, path);
    Columns columns = Columns.ofOthers(data, read.rows().schema(), path, texts(pipeline), labelled);
    Map<String, Integer> widths = new HashMap<>();
    for (var stage : pipeline.stages()) {
      if (stage instanceof VectorSizeHint hint) {
        widths.put(hint.getInputCol(), (Integer) hint.getSize());
      }
    }
    Profile.of(read, columns, widths, data, labelled);
    Table ready = ready(read, columns, data, task(pipeline));
    Checks.require(ready.rows(), ready, Unseen.checks(List.of(pipeline.stages()), path, labelled));
    return Hidden.drop(ready.rows());
  }

  /** The rows to train on. */
  public Dataset<Row> training() {
    return Hidden.drop(training);
  }

  /** The rows that tell when to stop, or null. */
  public Dataset<Row> validation() {
    return validation == null ? null : Hidden.drop(validation.rows());
  }

  /** The rows that nothing is learned from, or null. */
  public Dataset<Row> test() {
    return test == null ? null : Hidden.drop(test.rows());
  }

  /** Who is what among the columns. */
  public Columns columns() {
    return columns;
  }

  /** What the network is asked for. */
  public Task task() {
    return task;
  }

  /** What is known of all rows at the job's path. */
  public Profile profile() {
    return profile;
  }

  /** The job's data with the features by name: what {@link #others} needs. */
  public Job.Data resolved() {
    return data.withFeatures(columns.features());
  }

  /**
   * Learns the preparation from the training rows.
   *
   * @throws DataException where validation or test rows have a class or category that these do not
   */
  public Prepared prepare() {
    Prepared prepared =
        new Prepared(
            columns,
            Preparation.of(columns, data, widths, training()),
            Labels.of(task, columns, spec.loss().standardizeLabel(), training()));
    requireKnown(prepared, validation, "the validation rows");
    requireKnown(prepared, test, "the test rows");
    return prepared;
  }

  private void requireKnown(Prepared prepared, Table part, String what) {
    if (part != null) {
      List<Check> checks = Unseen.checks(prepared.before(), what + " of " + part.place(), true);
      if (!checks.isEmpty()) {
        boolean own = !part.place().equals(whole.place());
        Checks.require(part.rows(), own ? part : whole, checks);
      }
    }
  }

  private Table part(SparkSession spark, Job.Part part, String key, Dataset<Row> chosen) {
    Table table = chosen == null ? null : whole.with(chosen);
    if (part instanceof Job.Part.Path path) {
      Table read = Source.read(spark, data, path.path());
      columns.requireIn(read.rows().schema(), read.place(), true);
      Profile.of(read, columns, widths, data, true);
      table = ready(read);
    }
    if (table != null && table.rows().isEmpty()) {
      throw new DataException(
          "data.split.%s has no rows: none of the %d rows of %s is chosen"
              .formatted(key, profile.rows(), table.place()));
    }
    return table;
  }

  private Table ready(Table read) {
    return ready(read, columns, data, task);
  }

  /** Without rows that are to be skipped, and with booleans as texts where they name classes. */
  private static Table ready(Table read, Columns columns, Job.Data data, Task task) {
    Dataset<Row> rows = read.rows();
    if (data.missing() == Job.Missing.SKIP) {
      Column absent = null;
      for (String feature : columns.features()) {
        Column one = Profile.absent(feature, columns);
        absent = absent == null ? one : absent.or(one);
      }
      rows = rows.filter(absent.unary_$bang());
    }
    String label = columns.labels().isEmpty() ? null : columns.labels().get(0);
    if (task == Task.CLASSIFICATION && columns.kinds().get(label) == Kind.BOOLEAN) {
      rows = rows.withColumn(label, Hidden.quoted(label).cast("string"));
    }
    return read.with(rows);
  }

  private Map<String, Integer> widths(Table read) {
    Map<String, Integer> widths = new HashMap<>();
    for (String vector : columns.features(Kind.VECTOR)) {
      List<Row> first =
          read.rows()
              .select(Hidden.quoted(vector))
              .filter(Hidden.quoted(vector).isNotNull())
              .limit(1)
              .collectAsList();
      widths.put(vector, first.isEmpty() ? 0 : ((Vector) first.get(0).get(0)).size());
    }
    return widths;
  }

  private static List<String> texts(PipelineModel pipeline) {
    List<String> texts = new ArrayList<>();
    for (var stage : pipeline.stages()) {
      if (stage instanceof StringIndexerModel indexer && indexer.isDefined(indexer.inputCols())) {
        texts.addAll(List.of(indexer.getInputCols()));
      }
    }
    return texts;
  }

  private static Task task(PipelineModel pipeline) {
    for (var stage : pipeline.stages()) {
      if (stage instanceof StringIndexerModel indexer && indexer.isDefined(indexer.inputCol())) {
        return Task.CLASSIFICATION;
      }
    }
    return Task.REGRESSION;
  }
}
