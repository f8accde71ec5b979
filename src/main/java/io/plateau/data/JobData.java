package io.plateau.data;

import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.evaluation.Bins;
import io.plateau.job.Job;
import io.plateau.scan.RowParts;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.DataException;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of a job: read once, checked, split into training, validation and test rows, encoded and
 * packed into shards. Closing frees all that is cached.
 */
public final class JobData implements AutoCloseable {
  private final Job.Data data;
  private final TrainingSpec spec;
  private final Columns columns;
  private final List<String> notes;
  private final Task task;
  private final ScanPlan plan;
  private final List<TableScan> scans = new ArrayList<>();
  private final TableScan whole;
  private final Parts parts;
  private final Layout layout;
  private final Survey survey;
  private final PartRows training;
  private final Optional<PartRows> validation;
  private final Optional<PartRows> test;
  private Prepared prepared;
  private DealtRows dealt;
  private ShardLayout dealtAs;
  private Optional<ShardedRows> dealtTest = Optional.empty();

  private JobData(SparkSession spark, Job.Data data, TrainingSpec spec) {
    this.data = data;
    this.spec = spec;
    Table read = Source.read(spark, data, data.path());
    this.columns = Columns.of(data, read.rows().schema(), read.place());
    this.notes = Columns.unusable(data, read.rows().schema());
    List<Kind> kinds = columns.labels().stream().map(columns.kinds()::get).toList();
    this.task =
        Task.of(spec.loss().choice().name(), columns.labels(), kinds, data.format().equals("idx"));
    this.plan = ScanPlan.of(columns, task, data, true);
    boolean done = false;
    try {
      Map<String, Job.Part> draws =
          Map.of("test", data.split().test(), "validation", data.split().validation());
      this.whole = scanned(TableScan.of(plan.select(read, draws, spec.seed()), checks(read)));
      this.parts = Parts.of(read, whole.order(), data.split());
      this.layout = Layout.of(plan, whole.widths(), data.standardize());
      this.survey = Survey.of(whole, parts, plan, layout);
      this.test = part(spark, data.split().test(), RowParts.TEST, "test");
      this.validation = part(spark, data.split().validation(), RowParts.VALIDATION, "validation");
      this.training = new PartRows(whole, parts, RowParts.TRAINING, "the training rows");
      if (survey.rows[RowParts.TRAINING] == 0) {
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

  private TableChecks checks(Table table) {
    return TableChecks.of(table, columns, plan, task, data);
  }

  private Optional<PartRows> part(SparkSession spark, Job.Part part, byte code, String key) {
    String name = "the " + key + " rows";
    if (part instanceof Job.Part.None) {
      return Optional.empty();
    }
    PartRows rows = new PartRows(whole, parts, code, name);
    long count = survey.rows[code];
    if (part instanceof Job.Part.Path path) {
      Table read = Source.read(spark, data, path.path());
      columns.requireIn(read.rows().schema(), read.place(), true);
      ScanPlan own = plan.withoutSplits();
      TableChecks checks = TableChecks.of(read, columns, own, task, data).expecting(whole.widths());
      TableScan scan = scanned(TableScan.of(own.select(read, Map.of(), spec.seed()), checks));
      rows = new PartRows(scan, Parts.none(scan.order()), RowParts.TRAINING, name);
      count = scan.order().kept();
    }
    if (count == 0) {
      throw new DataException(
          "data.split.%s has no rows: none of the %d rows of %s is chosen"
              .formatted(key, whole.rows(), rows.scan().table().place()));
    }
    return Optional.of(rows);
  }

  /** Who is what among the columns. */
  public Columns columns() {
    return columns;
  }

  /** Lines to print about what is done with columns that nobody asked for. */
  public List<String> notes() {
    return notes;
  }

  /** What the network is asked for. */
  public Task task() {
    return task;
  }

  /** What is known of all rows at the job's path. */
  public Profile profile() {
    Map<String, Long> missing = new LinkedHashMap<>();
    for (int f = 0; f < plan.features(); f++) {
      if (whole.missing()[f] > 0) {
        missing.put(columns.features().get(f), whole.missing()[f]);
      }
    }
    return new Profile(whole.rows(), missing);
  }

  /** The job's data with the features by name: what other rows of a run are read by. */
  public Job.Data resolved() {
    return data.withFeatures(columns.features());
  }

  /** Whether there are validation rows. */
  public boolean validates() {
    return validation.isPresent();
  }

  /** Whether there are test rows. */
  public boolean tests() {
    return test.isPresent();
  }

  /**
   * Learns from the training rows how rows are encoded.
   *
   * @throws DataException where validation or test rows have a class or category that these do not
   */
  public Prepared prepare() {
    if (prepared == null) {
      Preparation.Learned learned =
          new Preparation(training, plan, layout, survey, columns, data)
              .learn(task, spec.loss().standardizeLabel());
      requireClasses(learned.classes());
      Encoder encoder = learned.encoder();
      List<Bins> bins = profiling().bins(task);
      PartCounts counts = PartCounts.of(whole, parts, encoder, bins);
      for (PartRows part : Stream.concat(validation.stream(), test.stream()).toList()) {
        PartCounts own =
            part.scan() == whole
                ? counts
                : PartCounts.of(part.scan(), part.parts(), encoder, List.of());
        own.requireKnown(part, encoder);
      }
      prepared =
          new Prepared(
              columns,
              data.missing(),
              encoder,
              new Labels(task, columns.labels(), learned.classes()),
              counts,
              profiling().of(learned, counts, bins, partSizes()));
    }
    return prepared;
  }

  private void requireClasses(List<String> classes) {
    if (classes != null && classes.size() < 2) {
      throw new DataException(
          "label \"%s\" of %s has the same value in each: there is nothing to learn; choose another data.label or other rows"
              .formatted(columns.labels().get(0), training.described()));
    }
  }

  private TableProfile profiling() {
    return new TableProfile(columns, plan, layout, survey);
  }

  private Map<String, Long> partSizes() {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("train", survey.rows[RowParts.TRAINING]);
    validation.ifPresent(part -> rows.put("validation", rows(part)));
    test.ifPresent(part -> rows.put("test", rows(part)));
    return rows;
  }

  private long rows(PartRows part) {
    return part.scan() == whole ? survey.rows[part.part()] : part.scan().order().kept();
  }

  /**
   * Packs training and validation rows into shards, and the test rows, too; the rows as they were
   * read are freed then. Asked again for another layout, rows are dealt anew from their shards.
   */
  public DealtRows pack(ShardLayout as, StageListener stages) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(whole.blocks().context());
    if (dealt == null) {
      prepare();
      dealt = DealtRows.deal(spark, encoded(training), validation.map(this::encoded), as, stages);
      dealtAs = as;
      dealtTest = test.map(rows -> packed(spark, encoded(rows), as, stages));
      scans.forEach(TableScan::close);
    } else if (!as.equals(dealtAs)) {
      DealtRows before = dealt;
      dealt =
          DealtRows.dealBlocks(
              spark,
              before.training().rdd(),
              before.validation().map(ShardedRows::rdd),
              as,
              stages);
      dealtAs = as;
      before.close();
    }
    return dealt;
  }

  private static ShardedRows packed(
      JavaSparkContext spark, JavaRDD<Example> rows, ShardLayout as, StageListener stages) {
    return stages.during(
        Stage.PACK, "test rows", () -> ShardedRows.deal(spark, rows, as, "test rows"));
  }

  /** The test rows once they are packed. */
  public Optional<ShardedRows> packedTest() {
    return dealtTest;
  }

  private JavaRDD<Example> encoded(PartRows rows) {
    Encoder encoder = prepared.encoder();
    Parts of = rows.parts();
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
    if (dealt != null) {
      dealt.close();
      dealt = null;
    }
    dealtTest.ifPresent(ShardedRows::close);
  }
}
