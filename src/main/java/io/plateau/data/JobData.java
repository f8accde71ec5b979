package io.plateau.data;

import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.job.Job;
import io.plateau.scan.FirstPass;
import io.plateau.scan.KeptRows;
import io.plateau.scan.RowParts;
import io.plateau.scan.TableSurvey;
import io.plateau.scan.WallClock;
import io.plateau.spec.Calibration;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.HeldOut;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.table.ColumnStatistics;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import io.plateau.train.StageListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of a job: read once, checked, split into training, validation and test rows, encoded and
 * packed into shards. Closing frees all that is cached.
 */
public final class JobData implements AutoCloseable {
  private final Job.Data data;
  private final TrainingSpec spec;
  private final Columns columns;
  private final Task task;
  private final List<String> notes = new ArrayList<>();
  private final ScanPlan plan;
  private final List<TableScan> scans = new ArrayList<>();
  private final TableScan whole;
  private final RowParts parts;
  private final Job.Split split;
  private final TableSurvey survey;
  private final Preparation preparation;
  private final PartRows training;
  private final Optional<PartRows> validation;
  private final Optional<PartRows> test;
  private Prepared prepared;
  private final PackedRows packed = new PackedRows();

  private JobData(SparkSession spark, Job.Data data, TrainingSpec spec) {
    this.data = data;
    this.spec = spec;
    Table read = Source.read(spark, data, data.path());
    this.columns = Columns.of(data, read);
    List<ValueType> types = columns.labels().stream().map(columns.types()::get).toList();
    boolean indexes = data.format().equals("idx");
    String loss = spec.loss().choice().name();
    Optional<Task> known =
        Task.known(data.treatment().task(), loss, columns.labels(), types, indexes);
    if (known.equals(Optional.of(Task.REGRESSION))) {
      Task.requireNumbers(read, columns, loss);
    }
    boolean classes = known.equals(Optional.of(Task.CLASSIFICATION));
    this.plan = ScanPlan.of(columns, columns.raw(data.treatment()), data, classes, true);
    boolean done = false;
    try {
      Map<String, Job.Part> draws =
          Map.of("test", data.split().test(), "validation", data.split().validation());
      TableChecks checks = TableChecks.of(read, columns, plan, known, data).and(spec.loss());
      TableScan scan = scanned(TableScan.of(plan.select(read, draws, spec.seed()), checks));
      boolean keeps = data.split().drawsValidation() && (classes || known.isEmpty());
      SurveyedRows rows =
          SurveyedRows.of(
              scan,
              checks,
              new SurveyedRows.Plan(columns, data, keeps ? plan.label(0) : -1),
              found -> decided(read, known, found));
      this.whole = rows.scan();
      this.task = rows.task();
      this.survey = rows.survey();
      this.parts = survey.parts();
      this.preparation = rows.preparation();
      this.split = decided(data.split());
      long held = rows(RowParts.VALIDATION);
      long learned = rows(RowParts.TRAINING);
      warn("validation", data.split().validation(), held, learned);
      warn("test", data.split().test(), rows(RowParts.TEST), held + learned);
      this.test = part(spark, split.test(), RowParts.TEST, "test");
      this.validation = part(spark, split.validation(), RowParts.VALIDATION, "validation");
      this.training = new PartRows(whole, parts, RowParts.TRAINING, "the training rows");
      if (rows(RowParts.TRAINING) == 0) {
        throw new DataException(
            "data.split leaves no row of %s to train on: there are %d rows in all"
                .formatted(read.place(), whole.rows()));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
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

  private TableScan scanned(TableScan scan) {
    scans.add(scan);
    return scan;
  }

  private long rows(byte part) {
    return survey.first().rows(part);
  }

  /** The split, of whose validation part auto is decided by the rows there are. */
  private Job.Split decided(Job.Split asked) {
    if (!(asked.validation() instanceof Job.Part.Automatic)) {
      return asked;
    }
    long held = rows(RowParts.VALIDATION);
    if (held == 0) {
      return new Job.Split(asked.test(), new Job.Part.None());
    }
    notes.add(
        0,
        "%d of %d rows are held out as validation rows; data.split.validation: null learns from all"
            .formatted(held, held + rows(RowParts.TRAINING)));
    return new Job.Split(asked.test(), new Job.Part.Fraction(HeldOut.FRACTION));
  }

  /**
   * Warns where far fewer or more rows are drawn for a part than the fraction says.
   *
   * @param key of the part in data.split
   * @param rest rows that were not drawn
   */
  private void warn(String key, Job.Part asked, long drawn, long rest) {
    double fraction =
        asked instanceof Job.Part.Fraction part
            ? part.fraction()
            : asked instanceof Job.Part.Automatic && plan.isTable() ? HeldOut.FRACTION : 0;
    if (fraction > 0) {
      HeldOut.warning(
              key,
              drawn,
              drawn + rest,
              fraction,
              "give data.split.%s as {column: …} or {path: …}, choose another seed, or null for none"
                  .formatted(key))
          .ifPresent(text -> notes.add(0, "warning: " + text));
    }
  }

  /**
   * Requires validation rows of a training that is to be calibrated or watched by them.
   *
   * @throws DataException where there are none
   */
  public void requireRowsFor(TrainingSpec training) {
    String monitor = training.stopping().monitor();
    boolean calibrates = training.calibration() != Calibration.NONE;
    if (!validates() && (calibrates || StoppingSpec.needsValidation(monitor))) {
      throw new DataException(
          "%s needs validation rows, and of %d rows none are held out: only of tables of %d rows or more; give data.split.validation a fraction, such as 0.2"
              .formatted(
                  calibrates
                      ? "calibration: " + training.calibration().text()
                      : "stopping.monitor: " + monitor,
                  rows(RowParts.TRAINING),
                  HeldOut.LEAST));
    }
  }

  /** The known task, or that which the values of the label suggest; noted where it is not said. */
  private Task decided(Table table, Optional<Task> known, FirstPass found) {
    ValueType type = columns.types().get(columns.labels().get(0));
    boolean said =
        data.treatment().task() != Job.TaskWord.AUTO || !spec.loss().choice().name().equals("auto");
    if (known.isPresent() && (said || columns.labels().size() > 1 || type.isNumber())) {
      return known.get();
    }
    ColumnStatistics label = ColumnStatistics.empty(plan.slots().get(plan.label(0)).form());
    label.add(found.statistics().get(plan.label(0)));
    found.heldOut().ifPresent(label::add);
    TaskChoice choice = TaskChoice.of(type, label);
    choice.requireClear(table, columns.labels().get(0), label);
    notes.add(choice.line(columns.labels().get(0)));
    return choice.task();
  }

  private Optional<PartRows> part(SparkSession spark, Job.Part part, byte code, String key) {
    String name = "the " + key + " rows";
    if (part instanceof Job.Part.None) {
      return Optional.empty();
    }
    PartRows rows = new PartRows(whole, parts, code, name);
    long count = rows(code);
    if (part instanceof Job.Part.Path path) {
      Table source = Source.read(spark, data, path.path(), columns.texts(preparation.used()));
      Table typed = source.typed(preparation.used());
      columns.requireIn(typed, preparation.used(), true);
      Table read = typed.named(preparation.fit().categories());
      ScanPlan own = plan.withoutSplits();
      TableChecks checks =
          TableChecks.of(read, columns, own, Optional.of(task), data)
              .and(spec.loss())
              .expecting(whole.widths());
      TableScan scan =
          scanned(TableScan.of(own.select(read, Map.of(), spec.seed()), checks))
              .with(KeptRows.written(preparation.fit()), checks);
      rows = new PartRows(scan, Parts.none(scan.order()), RowParts.TRAINING, name);
      count = scan.order().kept();
    }
    if (count == 0) {
      throw new DataException(
          "data.split.%s has no rows: none of the %d rows of %s is chosen"
              .formatted(key, rows.scan().rows(), rows.scan().table().place()));
    }
    return Optional.of(rows);
  }

  /** Who is what among the columns. */
  public Columns columns() {
    return columns;
  }

  /**
   * Lines to print about what was decided of the data: the task, and the table of columns.
   *
   * @param inputs decides between one-hot vectors and embeddings
   */
  public List<String> notes(ColumnSpec inputs) {
    List<String> lines = new ArrayList<>(notes);
    lines.addAll(ColumnTable.lines(prepare().table(), inputs));
    return lines;
  }

  /** What the network is asked for. */
  public Task task() {
    return task;
  }

  /** The number of rows at the job's path. */
  public long rows() {
    return whole.rows();
  }

  /** The job's data with split and features by name, those that turn out to be ignored too. */
  public Job.Data resolved() {
    List<String> read =
        columns.raw(data.treatment()).stream()
            .filter(column -> column.form().isPresent())
            .map(RawColumn::name)
            .toList();
    return data.withFeatures(data.features().isEmpty() ? read : data.features())
        .at(data.path(), data.options(), split);
  }

  /** Whether there are validation rows. */
  public boolean validates() {
    return validation.isPresent();
  }

  /**
   * Learns from the training rows how rows are encoded.
   *
   * @throws DataException where validation or test rows have a class or category that these do not
   */
  public Prepared prepare() {
    if (prepared == null) {
      Preparation.Learned learned = preparation.learn(task, spec.loss().standardizeLabel());
      Encoder encoder = learned.encoder();
      List<String> classes = encoder.labeling().known().map(Classes::names).orElse(null);
      if (classes != null && classes.size() < 2) {
        throw new DataException(
            "label \"%s\" of %s has the same value in each: there is nothing to learn; choose another data.label or other rows"
                .formatted(columns.labels().get(0), training.described()));
      }
      TableProfile profile = new TableProfile(columns, plan, preparation, learned);
      PartCounts counts = PartCounts.of(whole, parts, encoder, profile.bins(task));
      for (PartRows part : Stream.concat(validation.stream(), test.stream()).toList()) {
        PartCounts own =
            part.scan() == whole
                ? counts
                : PartCounts.of(part.scan(), part.parts(), encoder, List.of());
        own.requireKnown(part, encoder);
      }
      prepared =
          new Prepared(
              learned,
              new Labels(task, columns.labels(), classes),
              counts,
              profile.of(task, counts, partSizes()),
              WallClock.zone(whole.table().rows()));
    }
    return prepared;
  }

  private Map<String, Long> partSizes() {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("train", rows(RowParts.TRAINING));
    validation.ifPresent(part -> rows.put("validation", rows(part)));
    test.ifPresent(part -> rows.put("test", rows(part)));
    return rows;
  }

  private long rows(PartRows part) {
    return part.scan() == whole ? rows(part.part()) : part.scan().order().kept();
  }

  /**
   * Packs training and validation rows into shards, and the test rows, too; the rows as they were
   * read are freed then. Asked again for another layout, rows are dealt anew from their shards.
   */
  public DealtRows pack(ShardLayout as, StageListener stages) {
    if (packed.isEmpty()) {
      prepare();
      packed.pack(
          encoded(training), validation.map(this::encoded), test.map(this::encoded), as, stages);
      scans.forEach(TableScan::close);
    }
    return packed.dealt(as, stages);
  }

  /** The test rows once they are packed. */
  public Optional<ShardedRows> packedTest() {
    return packed.test();
  }

  private JavaRDD<Example> encoded(PartRows rows) {
    Encoder encoder = prepared.encoder();
    RowParts of = rows.parts();
    byte part = rows.part();
    return rows.scan().blocks().flatMap(block -> encoder.encode(block, of.of(block), part));
  }

  PartRows training() {
    return training;
  }

  Optional<PartRows> validation() {
    return validation;
  }

  Optional<PartRows> test() {
    return test;
  }

  @Override
  public void close() {
    scans.forEach(TableScan::close);
    packed.close();
  }
}
