package io.plateau.data;

import io.plateau.data.check.TableChecks;
import io.plateau.data.column.Classes;
import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.data.column.TaskDecision;
import io.plateau.data.source.Origin;
import io.plateau.data.source.Source;
import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.frame.WallClock;
import io.plateau.job.Job;
import io.plateau.scan.KeptRows;
import io.plateau.scan.RowParts;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.HeldOut;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.table.RawColumn;
import io.plateau.train.DataException;
import io.plateau.train.StageListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of a job: read once, checked, split into training, validation and test rows, encoded and
 * packed into shards. Closing frees all that is cached.
 */
public final class JobData implements AutoCloseable {
  private final SparkSession spark;
  private final Job.Data data;
  private final TrainingSpec spec;
  private final JobColumns columns;
  private final ScanPlan plan;
  private final List<TableScan> scans = new ArrayList<>();
  private final TaskDecision decision;
  private final SurveyedRows rows;
  private final SplitRows parts;
  private final List<String> leftOut = new ArrayList<>();
  private Prepared prepared;
  private final PackedRows packed = new PackedRows();

  private JobData(SparkSession spark, Job.Data data, TrainingSpec spec) {
    this.spark = spark;
    this.data = data;
    this.spec = spec;
    Table read = Source.read(spark, data, Origin.ofJob(data.path()), TextTypes.NONE);
    this.columns = JobColumns.of(data, read);
    this.decision = new TaskDecision(data, spec.loss().choice().name(), read, columns);
    Optional<Task> known = decision.known();
    boolean classes = known.equals(Optional.of(Task.CLASSIFICATION));
    ScanPlan plan = ScanPlan.of(columns, columns.raw(data.treatment()), data, classes, true);
    try {
      Map<String, Job.Part> draws =
          Map.of("test", data.split().test(), "validation", data.split().validation());
      TableChecks checks = TableChecks.of(read, columns, plan, known, data).and(spec.loss());
      boolean keeps = data.split().drawsValidation() && (classes || known.isEmpty());
      this.rows =
          SurveyedRows.of(
              scan(plan.select(read, draws, spec.seed()), checks),
              checks,
              new SurveyedRows.Plan(columns, data, keeps ? plan.label(0) : -1),
              found -> decision.of(read, plan, found));
      this.plan = rows.checks().plan();
      this.parts = SplitRows.of(rows, this::others);
    } catch (Throwable e) {
      close();
      throw e;
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

  private TableScan scan(Dataset<Row> selected, TableChecks checks) {
    TableScan scan = TableScan.of(selected, checks);
    scans.add(scan);
    return scan;
  }

  /** The rows at another origin, read as those at the job's path are. */
  private TableScan others(Origin origin) {
    List<RawColumn> used = rows.preparation().used();
    Table typed = Source.read(spark, data, origin, columns.texts(used)).typed(used);
    columns.requireIn(typed, used, true);
    Table read = typed.named(rows.fit().categories());
    ScanPlan own = plan.withoutSplits();
    TableChecks checks =
        TableChecks.of(read, columns, own, Optional.of(rows.task()), data)
            .and(spec.loss())
            .expecting(rows.scan().widths());
    return scan(own.select(read, Map.of(), spec.seed()), checks)
        .with(KeptRows.written(rows.fit()), checks);
  }

  /**
   * Requires validation rows of a training that is to be calibrated or watched by them.
   *
   * @throws DataException where there are none
   */
  public void requireRowsFor(TrainingSpec training) {
    String monitor = training.stopping().monitor();
    boolean calibrates = TrainingSpec.calibratesByRows(training.given());
    if (!validates() && (calibrates || StoppingSpec.needsValidation(monitor))) {
      throw new DataException(
          "%s needs validation rows, and of %d rows none are held out: only of tables of %d rows or more; give data.split.validation a fraction, such as 0.2"
              .formatted(
                  calibrates
                      ? "calibration: " + training.calibration().word()
                      : "stopping.monitor: " + monitor,
                  rows.count(RowParts.TRAINING),
                  HeldOut.LEAST));
    }
  }

  /** Who is what among the columns. */
  public JobColumns columns() {
    return columns;
  }

  /**
   * Lines to print about what was decided of the data: the task, and the table of columns.
   *
   * @param inputs decides between one-hot vectors and embeddings
   */
  public List<String> notes(ColumnSpec inputs) {
    List<String> lines = new ArrayList<>(parts.notes());
    lines.addAll(decision.notes());
    prepare();
    lines.addAll(leftOut);
    for (String warning : prepared.warnings()) {
      lines.add("warning: label \"%s\": %s".formatted(columns.labels().get(0), warning));
    }
    lines.addAll(ColumnTable.lines(prepared.table(), inputs));
    return lines;
  }

  /** What the label is taken for. */
  public Task task() {
    return rows.task();
  }

  /** The number of rows at the job's path. */
  public long rows() {
    return rows.scan().rows();
  }

  /** The job's data with split and features by name, those that turn out to be ignored too. */
  public Job.Data resolved() {
    List<String> read =
        columns.raw(data.treatment()).stream()
            .filter(column -> column.form().isPresent())
            .map(RawColumn::name)
            .toList();
    return data.withFeatures(data.features().isEmpty() ? read : data.features())
        .at(data.path(), data.options(), parts.split());
  }

  /** Whether there are validation rows. */
  public boolean validates() {
    return parts.validation().isPresent();
  }

  /**
   * Learns from the training rows how rows are encoded.
   *
   * @throws DataException where validation or test rows have a class or category that these do not
   */
  public Prepared prepare() {
    if (prepared == null) {
      Task task = rows.task();
      TableScan whole = rows.scan();
      Preparation.Learned learned = rows.preparation().learn(task, spec.loss().standardizeLabel());
      Encoder encoder = learned.encoder();
      List<String> classes = encoder.labeling().known().map(Classes::names).orElse(null);
      if (classes != null && classes.size() < 2) {
        throw new DataException(
            "label \"%s\" of %s has the same value in each: there is nothing to learn; choose another data.label or other rows"
                .formatted(columns.labels().get(0), parts.training().described()));
      }
      TableProfile profile = new TableProfile(columns, plan, rows.preparation(), learned);
      PartCounts counts = PartCounts.of(whole, rows.survey().parts(), encoder, profile.bins(task));
      Map<String, Long> sizes = parts.sizes();
      for (PartRows part :
          Stream.concat(parts.validation().stream(), parts.test().stream()).toList()) {
        PartCounts own =
            part.scan() == whole
                ? counts
                : PartCounts.of(part.scan(), part.parts(), encoder, List.of());
        own.requireKnown(
            part, encoder, columns.labelNames(), parts.advice(part) + decision.advice());
        boolean validation = part == parts.validation().orElse(null);
        if (validation) {
          counts.validate(part, own);
        }
        leaveOut(own.leftOut(part), validation ? "validation" : "test", sizes);
      }
      prepared =
          new Prepared(
              learned,
              Labels.of(task, columns, classes),
              counts,
              profile.of(task, counts, sizes),
              WallClock.zone(whole.table().rows()));
    }
    return prepared;
  }

  /**
   * Takes rows with a category that no training row has from the size of a part.
   *
   * @param key of the part in data.split
   * @throws DataException where none are left
   */
  private void leaveOut(long count, String key, Map<String, Long> sizes) {
    if (count == 0) {
      return;
    }
    long all = sizes.get(key);
    if (count == all) {
      throw new DataException(
          "data.split.%s has no rows: data.unseen: skip leaves out all %d, each of which has a category that no training row has; data.unseen may be other"
              .formatted(key, all));
    }
    sizes.put(key, all - count);
    leftOut.add(
        "warning: %d of %d %s rows are left out, with a category that no training row has (data.unseen: skip)"
            .formatted(count, all, key));
  }

  /**
   * Packs training and validation rows into shards, and the test rows, too; the rows as they were
   * read are freed then. Asked again for another layout, rows are dealt anew from their shards.
   */
  public DealtRows pack(ShardLayout as, StageListener stages) {
    if (packed.isEmpty()) {
      prepare();
      packed.pack(
          encoded(parts.training()),
          parts.validation().map(this::encoded),
          parts.test().map(this::encoded),
          as,
          stages);
      scans.forEach(TableScan::close);
    }
    return packed.dealt(as, stages);
  }

  /** The test rows once they are packed. */
  public Optional<ShardedRows> packedTest() {
    return packed.test();
  }

  private JavaRDD<Example> encoded(PartRows part) {
    Encoder encoder = prepared.encoder();
    RowParts of = part.parts();
    byte code = part.part();
    return TaskRdds.flatMap(
        part.scan().blocks(), block -> encoder.encode(block, of.of(block), code));
  }

  SplitRows parts() {
    return parts;
  }

  @Override
  public void close() {
    scans.forEach(TableScan::close);
    packed.close();
  }
}
