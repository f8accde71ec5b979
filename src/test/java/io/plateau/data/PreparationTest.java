package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.data.column.Task;
import io.plateau.data.source.Hidden;
import io.plateau.engine.LabelRange;
import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.Example;
import io.plateau.frame.Packing;
import io.plateau.job.Job;
import io.plateau.nn.loss.LabelType;
import io.plateau.scan.RowParts;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.LossSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedNumber;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  @Test
  void lettersAreClassesOfStandardizedNumbers() {
    Job.Data letters = Jobs.csv(Path.of("jobs/data/letter-recognition.csv.gz"), "letter");
    JobData data = Jobs.read(Jobs.with(letters, new Job.Part.Last(4000), Jobs.NONE));
    Prepared prepared = data.prepare();
    assertThat(prepared.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(prepared.classes()).hasSize(26).startsWith("A", "B").endsWith("Z");
    assertThat(prepared.predictionColumn()).isNotEqualTo(Prepared.PREDICTION);
    List<float[]> features = Jobs.features(data);
    assertThat(features).hasSize(16_000);
    for (int i = 0; i < 16; i++) {
      int place = i;
      double mean = features.stream().mapToDouble(row -> row[place]).average().orElseThrow();
      double squares = features.stream().mapToDouble(row -> Math.pow(row[place] - mean, 2)).sum();
      assertThat(mean).isCloseTo(0, within(1e-6));
      assertThat(Math.sqrt(squares / (features.size() - 1))).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void diamondsAreNumbersAndCategoriesInTheOrderOfTheFile() {
    Job.Data diamonds =
        Jobs.standardized(Jobs.csv(Path.of("jobs/data/diamonds.csv.gz"), "price"), true);
    JobData data = Jobs.readStandardized(diamonds);
    Prepared prepared = data.prepare();
    assertThat(prepared.task()).isEqualTo(Task.REGRESSION);
    assertThat(data.rows()).isEqualTo(53_940);
    // carat, cut, color, clarity, depth, table, x, y, z
    float[] first = Jobs.features(data).get(0);
    assertThat(first).hasSize(9);
    // Ideal after Fair and Good, E after D, SI2 after I1, IF and SI1
    assertThat(Arrays.copyOfRange(first, 1, 4)).containsExactly(3, 2, 4);
    Dataset<Row> frame = Jobs.frame(diamonds);
    double mean = frame.selectExpr("avg(price)").first().getDouble(0);
    double deviation = frame.selectExpr("stddev(price)").first().getDouble(0);
    assertThat((double) Jobs.labels(data).get(0)[0])
        .isCloseTo((326 - mean) / deviation, within(1e-6));
  }

  @Test
  void classPredictionsBecomeLabelsAgainAlsoAfterSaving() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,no", "2,yes", "3,yes");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    Prepared prepared = data.prepare();
    PipelineModel saved = saved(prepared.pipeline(model(prepared, "1.0D")));
    Dataset<Row> rows = Jobs.frame(Jobs.csv(path, "y"));
    Dataset<Row> predicted = Hidden.drop(saved.transform(rows));
    assertThat(predicted.columns()).containsExactly("a", "y", "prediction");
    assertThat(Jobs.texts(predicted.select("prediction")))
        .containsExactly("[yes]", "[yes]", "[yes]");
    // Rows to predict need no label.
    assertThat(saved.transform(rows.drop("y")).count()).isEqualTo(3);
  }

  /** Spark's indexer reads neither booleans nor names with dots. */
  @ParameterizedTest
  @CsvSource({"y,false,true", "a.y,no,yes"})
  void rowsMayHaveLabelsThatSparkCannotIndex(String name, String first, String second)
      throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a," + name, "1," + first, "2," + second, "3," + second);
    JobData data = Jobs.read(Jobs.csv(path, name));
    Prepared prepared = data.prepare();
    PipelineModel saved = saved(prepared.pipeline(model(prepared, "1.0D")));
    Dataset<Row> predicted = saved.transform(Jobs.frame(Jobs.csv(path, name)));
    assertThat(Jobs.texts(predicted.select("prediction")))
        .containsExactly("[" + second + "]", "[" + second + "]", "[" + second + "]");
  }

  @Test
  void standardizedLabelsHaveMeanZeroAndAScaleBack() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,100", "2,200", "3,300");
    JobData data = Jobs.readStandardized(Jobs.csv(path, "y"));
    assertThat(Jobs.labels(data)).containsExactly(new float[][] {{-1}, {0}, {1}});
    assertThat(data.prepare().labelScale().orElseThrow().unscaled(2, 0)).isEqualTo(400);
    assertThat(data.prepare().predictionColumn()).isEqualTo(Prepared.PREDICTION);
  }

  @Test
  void labelsTooFarFromZeroForTheirDeviationAreRefused() throws IOException {
    Path path =
        Jobs.file(folder, "x.csv", "y,z,a", "1700000000,1,1", "1700000030,2,2", "1700000060,3,4.5");
    JobData data = Jobs.readStandardized(Jobs.csv(path, "z", "y"));
    assertThatThrownBy(data::prepare)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("label \"y\" has mean 1700000030 and standard deviation 30.0, ")
        .hasMessageContaining("; subtract 1700000030 from the label");
  }

  @Test
  void severalLabelsAreScaledEach() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,z", "1,100,5", "2,200,5", "3,300,5");
    JobData data = Jobs.readStandardized(Jobs.csv(path, "y", "z"));
    assertThat(Jobs.labels(data)).containsExactly(new float[][] {{-1, 0}, {0, 0}, {1, 0}});
    LabelScale scale = data.prepare().labelScale().orElseThrow();
    assertThat(scale.unscaled(-1, 0)).isEqualTo(100);
    assertThat(scale.unscaled(0, 1)).isEqualTo(5);
  }

  @Test
  void labelsOfWeightZeroCountAsAbsent() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,w", "1,100,1", "4,-9999,0", "2,200,3", "3,300,1");
    Prepared data = Jobs.readStandardized(Jobs.weighted(Jobs.csv(path, "y"), "w")).prepare();
    LabelScale scale = data.labelScale().orElseThrow();
    assertThat(scale.mean()).containsExactly(200);
    assertThat(scale.deviation()).containsExactly(100);
    assertThat(data.labelRange()).hasValue(new LabelRange(List.of(100.0), List.of(300.0)));
  }

  /** The saved pipeline is the oracle: the same floats, row by row. */
  @ParameterizedTest
  @EnumSource(TableRules.Missing.class)
  void encodedRowsAreThoseOfThePipeline(TableRules.Missing missing) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,c,t,u,y"));
    for (int i = 0; i < 40; i++) {
      boolean gap = missing != TableRules.Missing.ERROR && i % 7 == 3;
      lines.add(
          "%s,%s,%s,%s,%s,%d"
              .formatted(
                  gap ? "" : i * i / 7.0 - 3,
                  i % 3,
                  i % 2 == 0,
                  missing != TableRules.Missing.ERROR && i % 11 == 5 ? "" : "k" + i % 4,
                  "v" + i % 3,
                  i));
    }
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    for (boolean standardize : new boolean[] {true, false}) {
      Job.Data data = Jobs.standardized(Jobs.with(Jobs.csv(path, "y"), missing), standardize);
      try (JobData read = Jobs.read(data)) {
        Prepared prepared = read.prepare();
        Dataset<Row> rows = Jobs.frame(data);
        if (missing == TableRules.Missing.SKIP) {
          rows = rows.na().drop();
        }
        for (Transformer stage : prepared.before()) {
          rows = stage.transform(rows);
        }
        List<float[]> expected =
            rows.select(Prepared.FEATURES).collectAsList().stream()
                .map(row -> Packing.floats((Vector) row.get(0)))
                .toList();
        assertThat(Jobs.features(read).stream().map(Arrays::hashCode))
            .containsExactlyElementsOf(expected.stream().map(Arrays::hashCode).toList());
        assertThat(prepared.table().width()).isEqualTo(expected.get(0).length);
        long nonZeros = 0;
        for (float[] row : expected) {
          for (float x : row) {
            nonZeros += x == 0 ? 0 : 1;
          }
        }
        assertThat(prepared.census().nonZeros()).isEqualTo(nonZeros);
        assertThat(prepared.census().rows()).isEqualTo(expected.size());
      }
    }
  }

  @Test
  void numericClassesAreInTheOrderOfNumbers() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,10", "2,9", "3,2");
    JobData data = Jobs.read(Jobs.csv(path, "y"), Jobs.spec("softmaxCrossEntropy", false));
    assertThat(data.parts().rows().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(data.prepare().classes()).containsExactly("2", "9", "10");
  }

  /** Of each class one row, with a name of 10 000 characters. */
  @Test
  void classesWithTooLongNamesAreRefused() throws IOException {
    String filler = "x".repeat(10_000);
    List<String> lines = new ArrayList<>(List.of("a,y"));
    IntStream.range(0, 900).forEach(i -> lines.add(i % 7 + "," + i + filler));
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    JobData data = Jobs.read(Jobs.csv(path, "y"), Jobs.spec("softmaxCrossEntropy", false));
    assertThatThrownBy(data::prepare)
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "label \"y\" has about (8|9)\\d\\d classes with more than 8388608 characters in all, or more than 1048576 in one, too"
                + " many for names; give the classes shorter ones");
  }

  @Test
  void booleanLabelIsAClass() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,true", "2,false");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    assertThat(data.prepare().classes()).containsExactly("false", "true");
    assertThat(Jobs.labels(data)).containsExactly(new float[][] {{1}, {0}});
  }

  @Test
  void weightPassesThrough() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,w", "1,1,3", "2,2,4");
    JobData data = Jobs.read(Jobs.weighted(Jobs.csv(path, "y"), "w"));
    List<Example> rows = Jobs.encoded(data, data.parts().training());
    assertThat(rows).extracting(row -> row.weight).containsExactly(3f, 4f);
    assertThat(rows.get(0).values).hasSize(1);
  }

  @Test
  void missingValuesAreFilledOrSkipped() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,c,y", "1,u,1", ",v,2", "2,u,3", "6,,4");
    Job.Data data = Jobs.standardized(Jobs.csv(path, "y"), false);
    assertThat(first(Jobs.with(data, TableRules.Missing.MEAN)))
        .containsExactly(1f, Float.NaN, 2f, 6f);
    assertThat(fill(Jobs.with(data, TableRules.Missing.MEAN))).isEqualTo(3);
    assertThat(fill(Jobs.with(data, TableRules.Missing.MEDIAN))).isEqualTo(2);
    assertThat(first(Jobs.with(data, TableRules.Missing.SKIP))).containsExactly(1f, 2f);
    assertThat(Jobs.read(Jobs.with(data, TableRules.Missing.MEAN)).prepare().table().notes())
        .extracting(ColumnNote::missing)
        .containsExactly(1L, 1L);
  }

  @Test
  void columnsWithoutDifferentValuesAreIgnored() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,b,c,y", "1,,5,1", "2,,5,2");
    Job.Data data =
        Jobs.with(
            Jobs.with(Jobs.csv(path, "y"), TableRules.Missing.MEDIAN),
            "csv",
            Map.of("header", "true", "schema", "a DOUBLE, b DOUBLE, c DOUBLE, y DOUBLE"));
    JobData read = Jobs.read(data);
    assertThat(read.prepare().table().columns())
        .extracting(FittedColumn::name)
        .containsExactly("a");
    assertThat(read.resolved().features()).containsExactly("a", "b", "c");
    assertThat(read.notes(columns(Values.NONE)))
        .contains(
            "  b       ignore  no value in any training row          2         0",
            "  c       ignore  one value in all training rows        0         1");
    assertThatThrownBy(() -> Jobs.read(Jobs.features(data, "b", "c")).prepare())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no column is left to learn from: \"b\" (no value in any training row), \"c\" (one value in all training rows); choose rows in which they differ, or give a text column a kind in data.columns");
  }

  @Test
  void aKindThatNoValueHasIsTold() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,c,y", "1,u,1", "5,v,2", "2,u,3");
    Job.Data data = Jobs.standardized(Jobs.csv(path, "y"), false);
    for (ColumnKind kind : List.of(ColumnKind.DATE, ColumnKind.NUMBER)) {
      Job.Treatment treatment =
          new Job.Treatment(Job.TaskWord.AUTO, Map.of("c", kind), data.treatment().rules());
      assertThatThrownBy(() -> Jobs.read(Jobs.with(data, treatment)).prepare())
          .isInstanceOf(DataException.class)
          .hasMessage(
              "column \"c\": no value is a %1$s, but its kind is set to %1$s; set category or ignore"
                  .formatted(kind.word()));
    }
  }

  @Test
  void vectorsOfAnotherFormatStaySparse() throws IOException {
    Path path = Jobs.file(folder, "x.libsvm", "0 2:4", "1 5:3", "1 2:1 5:1");
    Job.Data data = Jobs.with(Jobs.csv(path, "label"), "libsvm", Map.of("numFeatures", "1048576"));
    JobData read = Jobs.read(data);
    Encoder encoder = read.prepare().encoder();
    assertThat(encoder.table().width()).isEqualTo(1 << 20);
    RowParts parts = read.parts().training().parts();
    List<Integer> stored =
        read.parts()
            .training()
            .scan()
            .blocks()
            .flatMap(
                block -> {
                  List<Integer> each = new ArrayList<>();
                  encoder
                      .encode(block, parts.of(block), RowParts.TRAINING)
                      .forEachRemaining(row -> each.add(row.indices == null ? -1 : row.to));
                  return each.iterator();
                })
            .collect();
    assertThat(stored).containsExactly(1, 1, 2);
  }

  @Test
  void otherRowsAreCheckedAgainstThePipeline() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,c,y", "1,u,no", "2,v,yes");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    Path good = Jobs.file(folder, "good.csv", "c,extra,a", "v,9,3.5");
    assertThat(others(data, good, pipeline, false).count()).isEqualTo(1);
    assertThatThrownBy(() -> others(data, good, pipeline, true))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"y\" (data.label) is not in %s; it has c, extra, a", good);
    Path bad = Jobs.file(folder, "bad.csv", "a,c,y", "1,u,no", "2,w,maybe");
    assertThatThrownBy(() -> others(data, bad, pipeline, false))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "category \"c\" of %s must be one of the 2 that the training rows have (u, v), but is not in 1 of 2 rows, first row 2 with \"w\"",
            bad);
    Path text = Jobs.file(folder, "text.csv", "a,c,y", "one,u,no");
    assertThatThrownBy(() -> others(data, text, pipeline, false))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"a\" (a feature) must be a number or a boolean, but in %s it is text; 1 of 1 values are no numbers, such as \"one\"",
            text);
  }

  @Test
  void otherRowsMayHaveNoNumberInAColumnOfNumbers() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,b,y", "1,5,no", ",6,yes", "3,8,no");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), TableRules.Missing.MEDIAN));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    Path empty = Jobs.file(folder, "empty.csv", "a,b", ",5", ",6");
    Dataset<Row> rows = others(data, empty, pipeline, false);
    assertThat(Jobs.texts(pipeline.transform(rows).select("prediction")))
        .containsExactly("[no]", "[no]");
  }

  @Test
  void otherRowsMayWriteBooleansAsTexts() throws IOException {
    Path trained = Jobs.file(folder, "x.csv", "a,y", "true,1.5", "false,2.5", "true,3", "false,4");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(trained, "y"), TableRules.Missing.MEDIAN));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    Path texts = Jobs.file(folder, "yes.csv", "a", "yes", "NO", "?", "True", "NA");
    assertThat(others(data, texts, pipeline, false).count()).isEqualTo(5);
    Path odd = Jobs.file(folder, "odd.csv", "a", "yes", "ja", "nein");
    assertThatThrownBy(() -> others(data, odd, pipeline, false))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"a\" of %s had booleans in training, but is neither boolean nor missing in 2 of 3 rows, first row 2; write true or false",
            odd);
  }

  /** Words are told with their place in columns of booleans, numbers and dates. */
  @Test
  void wordsOfOtherRowsAreMissing() throws IOException {
    String[] lines = new String[41];
    lines[0] = "a,b,d,y";
    for (int i = 0; i < 40; i++) {
      lines[1 + i] = "%s,%d,%02d.03.2021,%d".formatted(i % 2 == 0, i % 3, 1 + i % 28, i);
    }
    Job.Treatment strict =
        new Job.Treatment(
            Job.TaskWord.AUTO,
            Map.of("b", ColumnKind.CATEGORY),
            new TableRules(
                TableRules.Missing.ERROR, TableRules.Unseen.OTHER, TableRules.Scale.NONE, 10));
    Path trained = Jobs.file(folder, "x.csv", lines);
    JobData data = Jobs.read(Jobs.with(Jobs.csv(trained, "y"), strict));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    Map<String, String> words =
        Map.of("a", "?,1,01.03.2021", "b", "no,NA,01.03.2021", "d", "no,1,soon");
    words.forEach(
        (column, row) -> {
          Path path = written(column + ".csv", "a,b,d", "yes,1,02.03.2021", row);
          assertThatThrownBy(() -> others(data, path, pipeline, false))
              .isInstanceOf(DataException.class)
              .hasMessageStartingWith("column \"%s\" of %s is missing ", column, path)
              .hasMessageContaining("1 of 2 rows, first row 2; ");
        });
  }

  private static Job.Data seconds(Path path, TableRules.Missing missing) {
    TableRules rules =
        new TableRules(missing, TableRules.Unseen.OTHER, TableRules.Scale.STANDARD, 10);
    return Jobs.with(
        Jobs.csv(path, "y"),
        new Job.Treatment(Job.TaskWord.AUTO, Map.of("a", ColumnKind.DATE), rules));
  }

  /** An empty cell is the oracle. */
  @ParameterizedTest
  @EnumSource(names = {"MEDIAN", "SKIP"})
  void secondsThatAreNoNumberAreMissingDates(TableRules.Missing missing) throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1e9,1", "NaN,2", "1.2e9,3");
    Path empty = Jobs.file(folder, "empty.csv", "a,y", "1e9,1", ",2", "1.2e9,3");
    assertThat(encoded(seconds(path, missing)))
        .isEqualTo(encoded(seconds(empty, missing)))
        .hasSize(missing == TableRules.Missing.SKIP ? 2 : 3);
  }

  private static List<String> encoded(Job.Data data) {
    return Jobs.features(Jobs.read(data)).stream().map(Arrays::toString).toList();
  }

  @Test
  void secondsThatAreNoDateAreTold() throws IOException {
    String[] lines = {"a,y", "1e9,1", "%s,2", "1.2e9,3"};
    Path good = Jobs.file(folder, "x.csv", String.join("\n", lines).formatted("1.1e9"));
    JobData data = Jobs.read(seconds(good, TableRules.Missing.ERROR));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    Map<String, String> told =
        Map.of(
            "NaN",
            "is missing (null or NaN) in 1 of 3 rows, first row 2; data.missing may be median, mean or skip",
            "Inf",
            "is infinite, or too far from 1970 for a date, in 1 of 3 rows, first row 2; leave these rows out, or train with data.columns: {a: ignore}",
            "-1e15",
            "is infinite, or too far from 1970 for a date, in 1 of 3 rows, first row 2; leave these rows out, or train with data.columns: {a: ignore}");
    told.forEach(
        (value, what) -> {
          Path path = written(value + ".csv", String.join("\n", lines).formatted(value));
          String message = "column \"a\" of %s %s".formatted(path, what);
          assertThatThrownBy(() -> Jobs.read(seconds(path, TableRules.Missing.ERROR)))
              .isInstanceOf(DataException.class)
              .hasMessage(message);
          assertThatThrownBy(() -> others(data, path, pipeline, false))
              .isInstanceOf(DataException.class)
              .hasMessage(message);
        });
  }

  /** In a format that has numbers, they may be what strings wrote in training. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DOUBLE('Infinity')|is infinite in 2 of 5 rows, first row 4; leave these rows out, or train with data.columns: {a: ignore}",
        "DOUBLE('NaN')|is missing (null or NaN) in 2 of 5 rows, first row 4; data.missing may be median, mean or skip",
        "CAST(NULL AS FLOAT)|is missing (null or NaN) in 2 of 5 rows, first row 4; data.missing may be median, mean or skip",
        "0.5D|",
      })
  void numbersOfOtherRowsAreCheckedAsNumbers(String value, String told) throws IOException {
    Path trained = Jobs.file(folder, "x.csv", "a,y", "1,1", "2.5,2", "4,3", "7,4");
    Map<String, String> texts = Map.of("header", "true", "schema", "a STRING, y DOUBLE");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(trained, "y"), "csv", texts));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    String path = folder.resolve("others").toString();
    LocalSpark.session()
        .range(0, 5, 1, 1)
        .selectExpr("IF(id > 2, %s, id) AS a".formatted(value))
        .write()
        .parquet(path);
    Job.Data numbers = Jobs.with(data.resolved(), "parquet", Map.of());
    ThrowingCallable reading =
        () ->
            OtherRows.read(LocalSpark.session(), numbers, path, pipeline, Optional.empty()).close();
    if (told == null) {
      assertThatCode(reading).doesNotThrowAnyException();
      return;
    }
    assertThatThrownBy(reading)
        .isInstanceOf(DataException.class)
        .hasMessage("column \"a\" of %s %s", path, told);
  }

  private Path written(String name, String... lines) {
    try {
      return Jobs.file(folder, name, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void otherRowsMayHaveCategoriesThatShareBuckets() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    for (int i = 0; i < 150; i++) {
      lines.add("k" + i % 50 + "," + (i % 3 == 0 ? "no" : "yes"));
    }
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    TableRules rules =
        new TableRules(
            TableRules.Missing.ERROR, TableRules.Unseen.ERROR, TableRules.Scale.STANDARD, 10);
    Job.Treatment few = new Job.Treatment(Job.TaskWord.AUTO, Map.of(), rules);
    JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), few));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "0.0D"));
    assertThat(others(data, path, pipeline, true).count()).isEqualTo(150);
  }

  /** A label's decimals are classes by the strings that Spark casts them to. */
  @Test
  void decimalClassesAreKnownInOtherRows() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,0.00", "2,1.00", "3,1.00");
    Map<String, String> schema = Map.of("header", "true", "schema", "a DOUBLE, y DECIMAL(10,2)");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), "csv", schema));
    assertThat(data.prepare().classes()).containsExactly("0.00", "1.00");
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "1.0D"));
    assertThat(others(data, path, pipeline, true).count()).isEqualTo(3);
  }

  /** Spark's indexer takes these for expressions. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "a.b", "`y`"})
  void pipelinesTakeRowsWithALabelOfAnyName(String label) throws IOException {
    Path path = Jobs.file(folder, "x.csv", "x," + label, "1,no", "2,yes", "3,yes");
    JobData data = Jobs.read(Jobs.csv(path, label));
    PipelineModel pipeline = data.prepare().pipeline(model(data.prepare(), "1.0D"));
    Dataset<Row> rows = Jobs.frame(Jobs.csv(path, label));
    assertThat(pipeline.transform(rows).select(Prepared.PREDICTION).collectAsList())
        .extracting(row -> row.getString(0))
        .containsOnly("yes");
    assertThat(others(data, path, pipeline, true).count()).isEqualTo(3);
  }

  /** In the part of a table that is split, and in another file. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsThatAreLeftOutForTheirCategoriesAreNotCounted(boolean split) throws IOException {
    String[] lines = {"a,y", "u,1", "v,0", "u,0", "v,1", "w,1", "u,0", "x,1", "v,0"};
    Path path = Jobs.file(folder, "x.csv", split ? lines : Arrays.copyOf(lines, 5));
    Path other = Jobs.file(folder, "other.csv", "a,y", "w,1", "u,0", "x,1", "v,0");
    TableRules rules =
        new TableRules(
            TableRules.Missing.MEDIAN, TableRules.Unseen.SKIP, TableRules.Scale.STANDARD, 10);
    Job.Treatment treatment =
        new Job.Treatment(Job.TaskWord.AUTO, Map.of("a", ColumnKind.CATEGORY), rules);
    Job.Part part = split ? new Job.Part.Last(4) : new Job.Part.Path(other.toString());
    JobData data = Jobs.read(Jobs.with(Jobs.with(Jobs.csv(path, "y"), treatment), Jobs.NONE, part));
    assertThat(data.prepare().facts(LabelType.NUMBER).validation()).isEqualTo(2);
    assertThat(data.prepare().census().rows()).isEqualTo(4);
    assertThat(data.prepare().census().others()).isEqualTo(2);
    assertThat(Jobs.encoded(data, data.parts().validation().orElseThrow())).hasSize(2);
    assertThat(data.notes(columns(Values.NONE)))
        .contains(
            "warning: 2 of 4 validation rows are left out, with a category that no training row has"
                + " (data.unseen: skip)");
    Path strange = Jobs.file(folder, "strange.csv", "a,y", "s,1", "t,0");
    Job.Data none =
        Jobs.with(
            Jobs.with(Jobs.csv(path, "y"), treatment),
            new Job.Part.Path(strange.toString()),
            Jobs.NONE);
    assertThatThrownBy(() -> Jobs.read(none).prepare())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.test has no rows: data.unseen: skip leaves out all 2, each of which has a"
                + " category that no training row has; data.unseen may be other");
  }

  /** Rows without a text are skipped, also where nothing is learned from the text. */
  @Test
  void resolvedDataAreThoseThatWereTrainedOn() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,id,one,y"));
    for (int i = 0; i < 120; i++) {
      lines.add(i % 7 + "," + (i % 5 == 0 ? "" : "row " + i) + ",1," + i);
    }
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    Job.Data asked = Jobs.with(Jobs.csv(path, "y"), TableRules.Missing.SKIP);
    JobData data = Jobs.read(asked);
    assertThat(Jobs.features(data)).hasSize(96).allMatch(row -> row.length == 1);
    assertThat(Jobs.features(Jobs.read(data.resolved()))).hasSize(96);
    assertThat(asked.resolvesTo(data.resolved())).isTrue();
    Job.Data named = Jobs.features(asked, "one", "x");
    assertThat(named.resolvesTo(Jobs.read(named).resolved())).isTrue();
  }

  /** Variants of a study share their data and may have other networks. */
  @Test
  void notesCountNoDifferentVectors() throws IOException {
    Path path =
        Jobs.file(
            folder, "x.json", "{\"v\": [1, 2], \"y\": \"a\"}", "{\"v\": [3, 4], \"y\": \"b\"}");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), "json", Map.of()));
    assertThat(data.notes(columns(Values.NONE)))
        .anySatisfy(line -> assertThat(line).matches("  v +vector +type vector +0 +– .*"));
  }

  @Test
  void notesAreOfTheNetworkThatTheyAreAskedFor() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "u,1", "v,2", "u,3", "w,4");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    ColumnSpec embedding = columns(Values.NONE.with(ColumnSpec.ONE_HOT_MAX, 0));
    assertThat(String.join("\n", data.notes(columns(Values.NONE)))).contains(", one-hot");
    assertThat(String.join("\n", data.notes(embedding))).contains(", embedding of ");
  }

  private static ColumnSpec columns(Values values) {
    return TrainingSpec.of(values).network().columns();
  }

  private static Dataset<Row> others(
      JobData data, Path path, PipelineModel pipeline, boolean labeled) {
    Optional<LossSpec> loss =
        labeled ? Optional.of(TrainingSpec.of(Values.NONE).loss()) : Optional.empty();
    OtherRows rows =
        OtherRows.read(LocalSpark.session(), data.resolved(), path.toString(), pipeline, loss);
    Jobs.closeLater(rows::close);
    return rows.rows();
  }

  private static double fill(Job.Data data) {
    FittedNumber first = (FittedNumber) Jobs.read(data).prepare().table().columns().get(0);
    return first.fill().value();
  }

  private static List<Float> first(Job.Data data) {
    return Jobs.features(Jobs.read(data)).stream().map(row -> row[0]).toList();
  }

  /** Predicts the same for each row. */
  private static SQLTransformer model(Prepared prepared, String prediction) {
    return new SQLTransformer()
        .setStatement(
            "SELECT *, %s AS `%s` FROM __THIS__"
                .formatted(prediction, prepared.predictionColumn()));
  }

  private PipelineModel saved(PipelineModel pipeline) throws IOException {
    String path = folder.resolve("pipeline").toString();
    pipeline.save(path);
    return PipelineModel.load(path);
  }
}
