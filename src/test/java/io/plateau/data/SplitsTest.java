package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.data.check.FileOrder;
import io.plateau.data.check.TableChecks;
import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.data.source.Origin;
import io.plateau.data.source.Source;
import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.frame.RowDraw;
import io.plateau.job.Job;
import io.plateau.math.Key;
import io.plateau.scan.RowParts;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.DataFacts;
import io.plateau.spec.HeldOut;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.store.TableJson;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import io.plateau.train.StageListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {
  private static final int ROWS = 1000;
  private static final String BLOCK = "spark.sql.files.maxPartitionBytes";
  private static final String OPEN = "spark.sql.files.openCostInBytes";

  private static final String ZONE = "spark.sql.session.timeZone";

  private final String zone = LocalSpark.session().conf().get(ZONE);
  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  @AfterEach
  void configureAsUsual() {
    LocalSpark.session().conf().unset(BLOCK);
    LocalSpark.session().conf().unset(OPEN);
    LocalSpark.session().conf().set(ZONE, zone);
  }

  @Test
  void fractionIsTheSameHoweverRowsAreCut() throws IOException {
    Job.Data data = Jobs.with(numbers(), new Job.Part.Fraction(0.3), new Job.Part.Fraction(0.5));
    JobData whole = Jobs.read(data);
    int partitions = whole.parts().training().scan().blocks().getNumPartitions();
    List<String> training = sorted(whole.parts().training());
    List<String> validation = sorted(whole.parts().validation().get());
    List<String> test = sorted(whole.parts().test().get());

    cutEvery(600);
    JobData cut = Jobs.read(data);
    assertThat(cut.parts().training().scan().blocks().getNumPartitions())
        .isGreaterThan(partitions + 8);
    assertThat(sorted(cut.parts().training())).isEqualTo(training);
    assertThat(sorted(cut.parts().validation().get())).isEqualTo(validation);
    assertThat(sorted(cut.parts().test().get())).isEqualTo(test);
    assertThat(training.size() + validation.size() + test.size()).isEqualTo(ROWS);
    assertThat(test.size()).isBetween(240, 360);
    assertThat(validation.size()).isBetween(280, 420);
  }

  /** As variants of a study share them, which have other layouts. */
  @Test
  void packedRowsAreThoseOfTheirLayoutWhateverWasPackedBefore() throws IOException {
    Job.Data data = Jobs.with(numbers(), new Job.Part.Fraction(0.3), new Job.Part.Fraction(0.5));
    JobData alone = Jobs.read(data);
    JobData shared = Jobs.read(data);
    List<String> first = packed(shared, 2);
    assertThat(packed(shared, 3)).isEqualTo(packed(alone, 3)).isNotEqualTo(first);
    assertThat(packed(shared, 2)).isEqualTo(first);
  }

  /** A study goes on after a variant that fails, and must not lose the test rows. */
  @Test
  void testRowsWithoutWeightAreRefusedEachTime() throws IOException {
    Path test = folder.resolve("test.csv");
    Files.writeString(folder.resolve("all.csv"), "y,a,w\n1,2,1\n3,5,1\n4,6,1\n");
    Files.writeString(test, "y,a,w\n1,2,0\n2,3,0\n");
    Job.Data data = Jobs.weighted(Jobs.csv(folder.resolve("all.csv"), "y"), "w");
    JobData read = Jobs.read(Jobs.with(data, new Job.Part.Path(test.toString()), Jobs.NONE));
    read.prepare();
    for (int variant = 0; variant < 2; variant++) {
      assertThatThrownBy(
              () -> read.pack(new ShardLayout(1, 1, 1, 1, false, 3), new StageListener() {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("there are no test rows of positive weight");
      assertThat(read.packedTest()).isEmpty();
    }
    Map<Integer, JavaRDD<?>> cached = LocalSpark.context().getPersistentRDDs();
    assertThat(cached.values()).noneMatch(rdd -> rdd.name().contains("shards of"));
  }

  /** Rows in the order of their shards: training, validation, test. */
  private static List<String> packed(JobData data, int shards) {
    int width = data.prepare().table().width();
    DealtRows rows =
        data.pack(new ShardLayout(width, 1, shards, 2, false, 3), new StageListener() {});
    return Stream.of(rows.training(), rows.validation().get(), data.packedTest().get())
        .flatMap(part -> part.examples().collect().stream())
        .map(row -> Arrays.toString(row.values) + Arrays.toString(row.target))
        .toList();
  }

  @Test
  void fractionDependsOnContentNotOnPlace() throws IOException {
    Job.Part part = new Job.Part.Fraction(0.3);
    Job.Data data = Jobs.with(numbers(), part, Jobs.NONE);
    Table table =
        Source.read(
            LocalSpark.session(), numbers(), Origin.ofJob(numbers().path()), TextTypes.NONE);
    List<String> once = drawn(table, data, 7);
    for (int partitions : new int[] {1, 3, 16}) {
      Table dealt = table.with(table.rows().repartition(partitions));
      assertThat(drawn(dealt, data, 7)).isEqualTo(once);
    }
    assertThat(drawn(table, data, 8)).isNotEqualTo(once);
  }

  private static List<String> drawn(Table table, Job.Data data, long seed) {
    JobColumns columns = JobColumns.of(data, table);
    ScanPlan plan = ScanPlan.of(columns, columns.raw(data.treatment()), data, false, true);
    TableChecks checks = TableChecks.of(table, columns, plan, Optional.of(Task.REGRESSION), data);
    Map<String, Job.Part> draws = Map.of("test", data.split().test());
    try (TableScan scan = TableScan.of(plan.select(table, draws, seed), checks)) {
      Parts parts = Parts.of(table, scan.order(), data.split());
      return sorted(new PartRows(scan, parts, RowParts.TEST, 0, "the test rows"));
    }
  }

  @Test
  void lastRowsAreThoseOfTheFileHoweverItIsCut() throws IOException {
    for (int block : new int[] {1 << 20, 3000, 500}) {
      cutEvery(block);
      JobData data = Jobs.read(Jobs.with(numbers(), new Job.Part.Last(123), new Job.Part.Last(50)));
      assertThat(ids(data.parts().test().get())).isEqualTo(range(ROWS - 123, ROWS));
      assertThat(ids(data.parts().validation().get())).isEqualTo(range(ROWS - 173, ROWS - 123));
      assertThat(ids(data.parts().training())).isEqualTo(range(0, ROWS - 173));
    }
  }

  /** Kinds, medians, quartiles, categories and parts of dates, for rows in any parts and order. */
  @ParameterizedTest
  @EnumSource(TableRules.Scale.class)
  void whatIsLearnedOfColumnsDependsOnTheRowsAlone(TableRules.Scale scale) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      lines.add(
          "%s,%s,%s,%s,k%d"
              .formatted(
                  i % 9 == 0 ? "" : i * i % 977 / 7.0,
                  i % 11 == 0 ? "" : "c" + i * 31 % 40,
                  "20%02d-%02d-11 %02d:45:00".formatted(i % 30, 1 + i % 12, i % 24),
                  i % 13 == 0 ? "?" : i % 700,
                  i % 3));
    }
    Set<String> learned = new HashSet<>();
    for (int block : new int[] {1 << 20, 9000, 1500}) {
      cutEvery(block);
      Collections.shuffle(lines, new Random(block));
      List<String> file = new ArrayList<>(List.of("a,c,t,m,y"));
      file.addAll(lines);
      Path path = Jobs.file(folder, "cut" + block + ".csv", file.toArray(String[]::new));
      Job.Treatment treatment =
          new Job.Treatment(
              Job.TaskWord.AUTO,
              Map.of(),
              new TableRules(TableRules.Missing.MEDIAN, TableRules.Unseen.OTHER, scale, 25));
      JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), treatment));
      learned.add(
          new String(TableJson.bytes(data.prepare().table()), StandardCharsets.UTF_8)
              + data.prepare().profile().json());
    }
    assertThat(learned).hasSize(1);
    assertThat(learned.iterator().next())
        .contains("\"buckets\" : 2", "dayOfWeek", "count as missing", "\"indicator\" : true");
  }

  @Test
  void lastRowsOfSeveralFilesGoByTheirNames() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    // Spark reads the longest file first; the order is that of the names all the same.
    write(many.resolve("a.csv"), 0, 10);
    write(many.resolve("b.csv"), 10, 500);
    write(many.resolve("c.csv"), 500, 510);
    JobData data = Jobs.read(Jobs.with(Jobs.csv(many, "y"), new Job.Part.Last(12), Jobs.NONE));
    assertThat(ids(data.parts().test().get())).isEqualTo(range(498, 510));
  }

  @Test
  void gzippedFileHasAnOrderToo() {
    Job.Data letters = Jobs.csv(Path.of("jobs/data/letter-recognition.csv.gz"), "letter");
    JobData data =
        Jobs.read(Jobs.with(letters, new Job.Part.Last(4000), new Job.Part.Fraction(0.1)));
    List<List<Object>> test = Jobs.rows(data.parts().test().get());
    int validation = Jobs.rows(data.parts().validation().get()).size();
    assertThat(test).hasSize(4000);
    assertThat(validation).isBetween(1400, 1800);
    assertThat(test.size() + validation + Jobs.rows(data.parts().training()).size())
        .isEqualTo(20_000);
    assertThat(test.get(0).get(16)).isEqualTo("U");
  }

  @Test
  void columnSaysWhichRowsAndIsNoFeature() throws IOException {
    Path path =
        Jobs.file(folder, "c.csv", "x,held,second,y", "1,true,0,2", "2,false,3,3", "3,false,0,4");
    JobData data =
        Jobs.read(
            Jobs.with(
                Jobs.csv(path, "y"), new Job.Part.Column("held"), new Job.Part.Column("second")));
    // feature, label, and the two columns of the split
    assertThat(Jobs.rows(data.parts().test().get())).containsExactly(List.of(1.0, 2.0, 1.0, 0.0));
    assertThat(Jobs.rows(data.parts().validation().get()))
        .containsExactly(List.of(2.0, 3.0, 0.0, 3.0));
    assertThat(Jobs.rows(data.parts().training())).containsExactly(List.of(3.0, 4.0, 0.0, 0.0));
    assertThat(data.columns().features()).containsExactly("x");
  }

  @Test
  void otherFileIsTheTestSetAndLosesNoRowOfThis() throws IOException {
    Path other = Jobs.file(folder, "other.csv", "y,id", "1,7");
    JobData data = Jobs.read(Jobs.with(numbers(), new Job.Part.Path(other.toString()), Jobs.NONE));
    assertThat(Jobs.rows(data.parts().test().get())).hasSize(1);
    assertThat(Jobs.rows(data.parts().training())).hasSize(ROWS);
    assertThat(data.parts().validation()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TableRules.Missing.class,
      names = {"ERROR", "SKIP"})
  void otherFileNeedsNoColumnThatIsNotLearnedFrom(TableRules.Missing missing) throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,note,one,y"));
    for (int i = 0; i < 60; i++) {
      lines.add(i % 5 + ",note " + i + ",1," + i);
    }
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    Path other = Jobs.file(folder, "other.csv", "y,x", "1,7", "2,8");
    JobData data =
        Jobs.read(
            Jobs.with(
                Jobs.with(Jobs.csv(path, "y"), missing),
                new Job.Part.Path(other.toString()),
                Jobs.NONE));
    assertThat(Jobs.encoded(data, data.parts().test().get())).hasSize(2);
  }

  /** Whether the values of the label decide the task or the job does. */
  @ParameterizedTest
  @EnumSource(
      value = Job.TaskWord.class,
      names = {"AUTO", "CLASSIFICATION"})
  void classesOfAnotherFileAreTheSameNumbersHoweverWritten(Job.TaskWord task) throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,0", "2,10", "3,0");
    Path other = Jobs.file(folder, "other.csv", "a,y", "7,10.0", "8,0.0", "9,-0.0");
    Job.Treatment treatment = new Job.Treatment(task, Map.of(), TableRules.DEFAULT);
    Job.Part part = new Job.Part.Path(other.toString());
    JobData data = Jobs.read(Jobs.with(Jobs.with(Jobs.csv(path, "y"), treatment), part, Jobs.NONE));
    List<String> classes = data.prepare().classes();
    assertThat(Jobs.encoded(data, data.parts().test().get()))
        .extracting(row -> classes.get((int) row.target[0]))
        .containsExactly("10", "0", "0");
  }

  @Test
  void emptyPartIsToldWithTheRowsOfItsFile() throws IOException {
    Path other = Jobs.file(folder, "other.csv", "y,id", "1,", "2,");
    Job.Data skipping = Jobs.with(numbers(), TableRules.Missing.SKIP);
    Job.Part part = new Job.Part.Path(other.toString());
    assertThatThrownBy(() -> Jobs.read(Jobs.with(skipping, part, Jobs.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.test has no rows: data.missing: skip leaves out all 2 rows of %s: column \"id\" is missing in each of them",
            other);
  }

  @Test
  void rowsThatAreAllSkippedAreToldWithTheColumnsThatNoneHas() throws IOException {
    List<String> one = new ArrayList<>(List.of("a,b,c: d,y"));
    List<String> two = new ArrayList<>(List.of("a,b,c: d,y"));
    List<String> none = new ArrayList<>(List.of("a,b,c: d,y"));
    for (int i = 0; i < 20; i++) {
      one.add("%d,,%s,%d".formatted(i, i % 2 == 0 ? "" : "u", i % 2));
      two.add("%d,NaN,,%d".formatted(i, i % 2));
      none.add((i % 2 == 0 ? ",1,2," : "1,,2,") + i % 2);
    }
    Map<List<String>, String> expected =
        Map.of(
            one, "column \"b\" is missing in each of them; set data.columns: {b: ignore}",
            two,
                "columns \"b\", \"c: d\" are missing in each of them; set data.columns: {b: ignore, \"c: d\": ignore}",
            none, "each has a missing value; data.missing may be median or mean");
    for (Job.Part part :
        List.of(
            Jobs.NONE,
            new Job.Part.Last(5),
            new Job.Part.Fraction(0.3),
            new Job.Part.Automatic())) {
      for (Map.Entry<List<String>, String> each : expected.entrySet()) {
        Path path = Jobs.file(folder, "gaps.csv", each.getKey().toArray(String[]::new));
        Job.Data data = Jobs.with(Jobs.csv(path, "y"), TableRules.Missing.SKIP);
        assertThatThrownBy(() -> Jobs.read(Jobs.with(data, Jobs.NONE, part)))
            .isInstanceOf(DataException.class)
            .hasMessage(
                "data.missing: skip leaves out all 20 rows of %s: %s", path, each.getValue());
      }
    }
  }

  /** Where a session is in UTC, instants are what the clock shows. */
  @ParameterizedTest
  @ValueSource(strings = {"", "timeZone", "schema"})
  void fractionOfTextsIsTheSameInEveryTimeZone(String option) throws IOException {
    List<String> lines = new ArrayList<>(List.of("t,y"));
    for (int i = 0; i < 200; i++) {
      lines.add("2021-%02d-%02dT%02d:30:00,%d".formatted(1 + i % 12, 1 + i % 28, i % 24, i));
    }
    Path path = Jobs.file(folder, "times.csv", lines.toArray(String[]::new));
    Map<String, String> options = new HashMap<>(Jobs.HEADER);
    switch (option) {
      case "timeZone" -> options.put(option, "America/New_York");
      case "schema" -> {
        options.remove("inferSchema");
        options.put(option, "t TIMESTAMP, y INT");
      }
      default -> {}
    }
    Job.Data data =
        Jobs.with(
            Jobs.with(Jobs.csv(path, "y"), "csv", options), new Job.Part.Fraction(0.5), Jobs.NONE);
    List<Object> expected = List.of();
    for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata")) {
      LocalSpark.session().conf().set(ZONE, zone);
      if (expected.isEmpty()) {
        Column draw =
            RowDraw.uniform(
                Key.of(7).with("test"), Stream.of(functions.col("t"), functions.col("y")));
        Job.Data inferred = option.equals("schema") ? Jobs.csv(path, "y") : data;
        expected = labels(Jobs.frame(inferred).filter(draw.lt(0.5)));
      }
      List<Object> drawn = new ArrayList<>();
      for (List<Object> row : Jobs.rows(Jobs.read(data).parts().test().orElseThrow())) {
        drawn.add(((Number) row.get(1)).intValue());
      }
      assertThat(drawn).as(zone).isEqualTo(expected);
    }
  }

  /** Texts with a zone of their own are instants, by which rows are drawn with that option. */
  @Test
  void fractionOfTextsWithAZoneIsTheSameInEveryTimeZoneIfOneIsGiven() throws IOException {
    List<String> lines = new ArrayList<>(List.of("t,y"));
    for (int i = 0; i < 200; i++) {
      String zone = i % 2 == 0 ? "Z" : "+02:00";
      lines.add(
          "2021-%02d-%02dT%02d:30:00%s,%d".formatted(1 + i % 12, 1 + i % 28, i % 24, zone, i));
    }
    Path path = Jobs.file(folder, "zoned.csv", lines.toArray(String[]::new));
    Map<String, String> options = new HashMap<>(Jobs.HEADER);
    options.put("timeZone", "UTC");
    Job.Data data =
        Jobs.with(
            Jobs.with(Jobs.csv(path, "y"), "csv", options), new Job.Part.Fraction(0.5), Jobs.NONE);
    Set<List<Object>> drawn = new HashSet<>();
    for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata")) {
      LocalSpark.session().conf().set(ZONE, zone);
      drawn.add(
          Jobs.rows(Jobs.read(data).parts().test().orElseThrow()).stream()
              .map(row -> row.get(1))
              .toList());
    }
    assertThat(drawn).hasSize(1);
  }

  private static List<Object> labels(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.get(1)).toList();
  }

  @Test
  void asksForNoMoreRowsThanThereAre() throws IOException {
    Job.Data data = Jobs.with(numbers(), new Job.Part.Last(ROWS), Jobs.NONE);
    assertThatThrownBy(() -> Jobs.read(data))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.test: \"last 1000\" leaves nothing to train on: there are 1000 rows in "
                + data.path());
  }

  @Test
  void emptyPartIsAnError() throws IOException {
    Job.Data data = Jobs.with(numbers(), Jobs.NONE, new Job.Part.Fraction(1e-9));
    assertThatThrownBy(() -> Jobs.read(data))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.validation has no rows: none of the 1000 rows of "
                + data.path()
                + " is chosen; set a larger fraction, another seed, or null for none");
  }

  @Test
  void drawnRowsOfClassesWithoutOthersAreToldOf() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    for (int i = 0; i < 50; i++) {
      lines.add(i + ",class" + i);
    }
    Path path = Jobs.file(folder, "singles.csv", lines.toArray(String[]::new));
    Job.Data data = Jobs.with(Jobs.csv(path, "y"), Jobs.NONE, new Job.Part.Fraction(0.2));
    assertThatThrownBy(() -> Jobs.read(data))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.validation has no rows: of the 50 rows of %s those that are chosen have classes that no other row has, and stay training rows; set a larger fraction, another seed, or null for none",
            path);
    for (int i = 0; i < 50; i++) {
      lines.set(1 + i, "%d,%s".formatted(i, i == 7 ? "rare" : i % 2 == 0 ? "even" : "odd"));
    }
    Path rare = Jobs.file(folder, "rare.csv", lines.toArray(String[]::new));
    JobData most = Jobs.read(Jobs.with(Jobs.csv(rare, "y"), new Job.Part.Fraction(0.8), Jobs.NONE));
    assertThatThrownBy(most::prepare)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("label \"y\" of the test rows of " + rare + " must be one of the 2 ")
        .hasMessageEndingWith(
            ", first row 8 with \"rare\"; set another seed, or leave out classes that have few rows");
    JobData last = Jobs.read(Jobs.with(Jobs.csv(rare, "y"), new Job.Part.Last(43), Jobs.NONE));
    assertThatThrownBy(last::prepare)
        .hasMessageEndingWith(" in 1 of 43 rows, first row 8 with \"rare\"");
  }

  @Test
  void lastNeedsFiles() {
    Dataset<Row> rows = LocalSpark.session().range(5).toDF();
    Table table = new Table(rows, Origin.ofJob("a table"), "jdbc", false, Map.of());
    Job.Split split = new Job.Split(new Job.Part.Last(2), Jobs.NONE);
    assertThatThrownBy(() -> Parts.of(table, FileOrder.of(List.of()), split))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.test: \"last 2\" needs files, whose order is known, but format jdbc has none; use a fraction or a column");
  }

  @Test
  void automaticIsATenthOfTheRowsBesideTheTestPart() throws IOException {
    int rows = (int) HeldOut.LEAST + 300;
    Path path = write(folder.resolve("many.csv"), 0, rows);
    JobData asked = Jobs.read(automatic(path, new Job.Part.Last(300)));
    JobData tenth =
        Jobs.read(
            Jobs.with(Jobs.csv(path, "y"), new Job.Part.Last(300), new Job.Part.Fraction(0.1)));
    assertThat(sorted(asked.parts().validation().get()))
        .isEqualTo(sorted(tenth.parts().validation().get()));
    assertThat(sorted(asked.parts().training())).isEqualTo(sorted(tenth.parts().training()));
    assertThat(asked.resolved()).isEqualTo(tenth.resolved());
    int held = sorted(asked.parts().validation().get()).size();
    assertThat(asked.notes(columns()).get(0))
        .isEqualTo(
            held
                + " of 2000 rows are held out as validation rows; data.split.validation: null learns"
                + " from all");

    JobData few = Jobs.read(automatic(path, new Job.Part.Last(301)));
    assertThat(few.parts().validation()).isEmpty();
    assertThat(few.validates()).isFalse();
    assertThat(ids(few.parts().training())).isEqualTo(range(0, rows - 301));
    assertThat(few.resolved().split().validation()).isEqualTo(Jobs.NONE);
    assertThat(few.notes(columns())).noneMatch(note -> note.contains("held out"));
  }

  /** Of whole numbers, too, whose task the values decide; 17 classes of one row, 3 of many. */
  @ParameterizedTest
  @ValueSource(strings = {"k", ""})
  void drawnValidationRowsHaveClassesOfTrainingRows(String prefix) throws IOException {
    Map<Integer, String> classes = new HashMap<>();
    for (int i = 0; i < HeldOut.LEAST; i++) {
      classes.put(i, prefix + (i < 34 && i % 2 == 0 ? 3 + i / 2 : i % 3));
    }
    List<String> lines = new ArrayList<>(List.of("id,one,y"));
    classes.forEach((id, name) -> lines.add(id + ",1," + name));
    Path path = Jobs.file(folder, "rare.csv", lines.toArray(String[]::new));
    Job.Part fraction = new Job.Part.Fraction(HeldOut.FRACTION);
    Set<Integer> held =
        new HashSet<>(
            ids(
                Jobs.read(Jobs.with(Jobs.csv(path, "one"), Jobs.NONE, fraction))
                    .parts()
                    .validation()
                    .get()));
    JobData all = Jobs.read(Jobs.csv(path, "one"));
    assertThat(ids(all.parts().training())).hasSize(classes.size());
    Set<String> trained = new HashSet<>();
    classes.forEach((id, name) -> trained.addAll(held.contains(id) ? Set.of() : Set.of(name)));
    assertThat(trained).hasSizeBetween(4, 19);
    List<Integer> expected =
        held.stream().filter(id -> trained.contains(classes.get(id))).sorted().toList();

    JobData asked = Jobs.read(automatic(path, "y"));
    assertThat(asked.parts().rows().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(asked.prepare().classes()).hasSize(20);
    assertThat(ids(asked.parts().validation().get())).isEqualTo(expected);
    assertThat(ids(asked.parts().training())).hasSize(classes.size() - expected.size());
    assertThat(asked.notes(columns()).get(0))
        .startsWith(expected.size() + " of 2000 rows are held out");
    JobData again = Jobs.read(asked.resolved());
    assertThat(ids(again.parts().validation().get())).isEqualTo(expected);
    assertThat(again.prepare().classes()).isEqualTo(asked.prepare().classes());
  }

  @Test
  void automaticIsNoneOfVectorsAndOfRowsThatAreAllTheSame() throws IOException {
    int rows = (int) HeldOut.LEAST;
    Path vectors = folder.resolve("vectors.libsvm");
    Files.write(
        vectors,
        IntStream.range(0, rows).mapToObj(i -> i % 2 + " 1:" + i + " 2:" + i % 5).toList());
    Job.Data libsvm = Jobs.with(automatic(vectors, "label"), "libsvm", Map.of());
    assertThat(Jobs.read(libsvm).parts().validation()).isEmpty();

    // As in tables of few categories, where a draw by content may take none of them.
    Path same = folder.resolve("same.csv");
    Files.write(
        same,
        IntStream.rangeClosed(0, rows)
            .mapToObj(i -> i == 0 ? "a,y" : i % 2 + "," + i % 2)
            .toList());
    JobData all = Jobs.read(automatic(same, "y"));
    assertThat(all.parts().validation()).isEmpty();
    assertThat(all.resolved().split().validation()).isEqualTo(Jobs.NONE);
    assertThat(Jobs.rows(all.parts().training())).hasSize(rows);
    assertThat(all.notes(columns()).get(0))
        .isEqualTo(
            "warning: 0 of 2000 rows are drawn as validation rows, though the fraction is 0.1: rows"
                + " repeat, and equal rows are drawn together; give data.split.validation as"
                + " {column: …} or {path: …}, choose another seed, or null for none");
    assertThat(Jobs.read(Jobs.csv(same, "y")).notes(columns()))
        .noneMatch(note -> note.startsWith("warning"));
  }

  /** Whether the two rows that repeat are drawn or not. */
  @Test
  void testRowsFarFromTheirFractionAreTold() throws IOException {
    Path few = folder.resolve("few.csv");
    Files.write(
        few,
        IntStream.rangeClosed(0, (int) HeldOut.LEAST)
            .mapToObj(i -> i == 0 ? "a,y" : Math.max(1900, i) + "," + i % 2)
            .toList());
    Job.Data drawn = Jobs.with(Jobs.csv(few, "y"), new Job.Part.Fraction(0.1), Jobs.NONE);
    assertThat(Jobs.read(drawn).notes(columns()).get(0))
        .matches(
            "warning: \\d+ of 2000 rows are drawn as test rows, though the fraction is 0.1: .*")
        .endsWith(
            "give data.split.test as {column: …} or {path: …}, choose another seed, or null for none");
  }

  /** As where rows are sorted by class, and the last ones are held out. */
  @Test
  void classesOfFewRowsAreTold() throws IOException {
    Path sorted = folder.resolve("sorted.csv");
    Files.write(
        sorted,
        IntStream.rangeClosed(0, 200)
            .mapToObj(i -> i == 0 ? "a,y" : i + "," + (i < 3 ? "rare" : i < 100 ? "no" : "yes"))
            .toList());
    Job.Data held = Jobs.with(Jobs.csv(sorted, "y"), Jobs.NONE, new Job.Part.Last(50));
    String few =
        "warning: label \"y\": classes with fewer than 5 training rows can hardly be"
            + " learned: 1 of 3, such as \"rare\" with 2; add rows, merge classes, or leave such rows out";
    String none =
        "warning: label \"y\": none of 50 validation rows has class \"no\", as 97 of 150 training"
            + " rows have; hold out rows of all classes";
    assertThat(Jobs.read(held).notes(columns())).contains(few, none);
    Path weighted = folder.resolve("weighted.csv");
    Stream<String> ones = Files.readAllLines(sorted).stream().skip(1).map(line -> line + ",1");
    Files.write(
        weighted,
        Stream.of(
                Stream.of("a,y,w"),
                Stream.generate(() -> "1,rare,0").limit(9),
                ones,
                Stream.of("1,no,0"))
            .flatMap(lines -> lines)
            .toList());
    Job.Data without = Jobs.weighted(Jobs.csv(weighted, "y"), "w");
    assertThat(Jobs.read(Jobs.with(without, Jobs.NONE, new Job.Part.Last(51))).notes(columns()))
        .as("rows of weight 0 are neither learned nor validated")
        .contains(few, none);
    Path own = folder.resolve("own.csv");
    Files.write(own, Files.readAllLines(sorted).subList(0, 120));
    Job.Data whole = Jobs.with(Jobs.csv(sorted, "y"), Jobs.NONE, new Job.Part.Path(own.toString()));
    assertThat(Jobs.read(whole).notes(columns()))
        .contains(few)
        .noneMatch(note -> note.contains("validation rows has class"));
  }

  @Test
  void whatNeedsValidationRowsSaysSoWhereNoneAreHeldOut() throws IOException {
    Path path = write(folder.resolve("few.csv"), 0, 50);
    JobData few = Jobs.read(automatic(path, Jobs.NONE));
    TrainingSpec watching =
        TrainingSpec.of(Values.NONE.with(StoppingSpec.MONITOR, "validationLoss"));
    assertThatThrownBy(() -> few.requireRowsFor(watching))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "stopping.monitor: validationLoss needs validation rows, and of 50 rows none are held"
                + " out: only of tables of 2000 rows or more; give data.split.validation a fraction,"
                + " such as 0.2");
    TrainingSpec calibrated =
        TrainingSpec.of(Values.NONE.with(TrainingSpec.CALIBRATION, "temperature"));
    assertThatThrownBy(() -> few.requireRowsFor(calibrated))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("calibration: temperature needs validation rows, and of 50 rows");
    few.requireRowsFor(TrainingSpec.of(Values.NONE));
    Values unsmooth = Values.NONE.with(TrainingSpec.CALIBRATION, "unsmooth");
    few.requireRowsFor(TrainingSpec.of(unsmooth.on(DataFacts.TABLE)));
    TrainingSpec nothing = TrainingSpec.of(unsmooth);
    assertThatThrownBy(() -> few.requireRowsFor(nothing))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("calibration: unsmooth needs validation rows, and of 50 rows");
    Jobs.read(Jobs.with(Jobs.csv(path, "y"), Jobs.NONE, new Job.Part.Last(9)))
        .requireRowsFor(watching);
  }

  private static ColumnSpec columns() {
    return TrainingSpec.of(Values.NONE).network().columns();
  }

  private static Job.Data automatic(Path path, Job.Part test) {
    return Jobs.with(Jobs.csv(path, "y"), test, new Job.Part.Automatic());
  }

  private static Job.Data automatic(Path path, String label) {
    return Jobs.with(Jobs.csv(path, label), Jobs.NONE, new Job.Part.Automatic());
  }

  private Job.Data numbers() throws IOException {
    return Jobs.csv(write(folder.resolve("numbers.csv"), 0, ROWS), "y");
  }

  private static Path write(Path path, int from, int to) throws IOException {
    StringBuilder text = new StringBuilder("id,y\n");
    IntStream.range(from, to).forEach(i -> text.append(i).append(',').append(i % 7).append('\n'));
    return Files.writeString(path, text);
  }

  private static void cutEvery(int bytes) {
    LocalSpark.session().conf().set(BLOCK, bytes);
    LocalSpark.session().conf().set(OPEN, 0);
  }

  private static List<String> sorted(PartRows rows) {
    return Jobs.rows(rows).stream().map(List::toString).sorted().toList();
  }

  private static List<Integer> ids(PartRows rows) {
    return Jobs.rows(rows).stream().map(row -> ((Double) row.get(0)).intValue()).sorted().toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
