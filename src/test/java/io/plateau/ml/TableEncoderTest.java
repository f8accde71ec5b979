package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.nn.Columns;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.store.TableJson;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.TableRules;
import io.plateau.table.TableSetting;
import io.plateau.train.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableEncoderTest {
  private static TableEncoder encoder() {
    return new TableEncoder().setIgnoredCols(TableFrames.OTHERS);
  }

  private static String json(FittedTable table) {
    return new String(TableJson.bytes(table), java.nio.charset.StandardCharsets.UTF_8);
  }

  /**
   * As many as those of a wide table in a data lake, of which each task tells about each column.
   */
  @Test
  void aHundredPartitionsSendTheDriverLittle() throws TimeoutException {
    int columns = 20;
    String[] numbers =
        IntStream.range(0, columns)
            .mapToObj(i -> "sin(%d + id * %d.7) * pow(id, %d) AS c%d".formatted(i, i + 1, i % 3, i))
            .toArray(String[]::new);
    Dataset<Row> rows = LocalSpark.session().range(0, 100_000, 1, 100).selectExpr(numbers);
    LongAdder sent = new LongAdder();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            sent.add(end.taskMetrics().resultSize());
          }
        };
    rows.sparkSession().sparkContext().addSparkListener(listener);
    FittedTable table;
    try {
      table = new TableEncoder().setInputCols(rows.columns()).fit(rows).table();
      rows.sparkSession().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      rows.sparkSession().sparkContext().removeSparkListener(listener);
    }
    assertThat(sent.sum()).isLessThan(500_000L * columns);
    FittedTable once =
        new TableEncoder().setInputCols(rows.columns()).fit(rows.coalesce(1)).table();
    assertThat(json(table)).isEqualTo(json(once));
  }

  @Test
  void anArrayMayBeMissing() {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT * FROM VALUES (1, array(1.5d, 2d)), (2, NULL), (3, array(0d, 4d)) AS t(x, v)")
            .coalesce(1);
    assertThatThrownBy(() -> new TableEncoder().setInputCols(rows.columns()).fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("\"v\" is missing in 1 row; missing may be skip");
    TableEncoder skipping = new TableEncoder().setInputCols(rows.columns()).setMissing("skip");
    assertThat(skipping.fit(rows).transform(rows).collectAsList()).hasSize(2);
  }

  /** Spark's strings of the values are the oracle. */
  @Test
  void categoriesHaveTheSameNamesInARowAndInADataset() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(40)
            .selectExpr(
                "CASE id % 4 WHEN 0 THEN double('NaN') WHEN 1 THEN 2.5d WHEN 2 THEN 7d END AS real",
                "CASE id % 4 WHEN 0 THEN timestamp_ntz'2017-12-31 08:30:00' WHEN 1 THEN"
                    + " timestamp_ntz'2017-12-31 00:00:00' ELSE"
                    + " timestamp_ntz'2017-12-31 08:30:07.25' END AS time",
                "CAST(CASE id % 3 WHEN 0 THEN 9007199254740993 WHEN 1 THEN 9007199254740992 ELSE 3"
                    + " END AS decimal(20,0)) AS whole",
                "CAST(CASE id % 5 WHEN 0 THEN 2.50 WHEN 1 THEN 3 WHEN 2 THEN 9007199254740993.25"
                    + " WHEN 3 THEN 9007199254740993.50 ELSE 9007199254740994 END AS decimal(20,2))"
                    + " AS decimal",
                "CAST(CASE id % 3 WHEN 0 THEN 0.12345678901234567891 WHEN 1 THEN"
                    + " 0.12345678901234567892 ELSE 0.1 END AS decimal(30,20)) AS digits");
    TableEncoder encoder =
        new TableEncoder()
            .setInputCols(rows.columns())
            .setColumnKinds(
                new String[] {
                  "real:category",
                  "time:category",
                  "whole:category",
                  "decimal:category",
                  "digits:category"
                });
    TableEncoderModel model = encoder.fit(rows);
    for (Row row : model.transform(rows).collectAsList()) {
      Map<String, Object> values = new HashMap<>();
      for (String name : rows.columns()) {
        values.put(name, row.getAs(name));
      }
      double[] expected = row.<Vector>getAs("features").toArray();
      float[] got = model.table().row(values);
      assertThat(IntStream.range(0, 5).mapToDouble(i -> got[i]))
          .as("%s", values)
          .containsExactly(Arrays.stream(expected).boxed().toArray(Double[]::new));
    }
    assertThat(((FittedCategory) model.table().columns().get(3)).values())
        .containsExactlyInAnyOrder(
            "2.5", "3", "9007199254740993.25", "9007199254740993.5", "9.007199254740994E15");
    assertThat(((FittedCategory) model.table().columns().get(4)).values())
        .containsExactlyInAnyOrder("0.12345678901234567891", "0.12345678901234567892", "0.1");
    FittedColumn real = model.table().columns().get(0);
    assertThat(real.missing(Double.NaN)).isTrue();
    assertThat(real.unseen(Double.NaN)).isFalse();
  }

  static Stream<Arguments> otherTypes() {
    return Stream.of(
        // of training, of the other rows, what these are alike
        Arguments.of("id % 2 = 0", "CAST(c AS int)", "c"),
        Arguments.of("id % 2 = 0", "CAST(c AS double)", "c"),
        Arguments.of("id % 2 = 0", "CAST(c AS string)", "c"),
        Arguments.of("id % 2 = 0", "IF(c, 7, NULL)", "IF(c, '7', NULL)"),
        Arguments.of("CAST(id % 2 AS string)", "c = '1'", "c"),
        Arguments.of("CAST(id % 3 AS string)", "CAST(c AS double)", "c"),
        Arguments.of(
            "IF(id % 3 = 0, 'A', CAST(id AS string))", "TRY_CAST(c AS long)", "NULLIF(c, 'A')"),
        Arguments.of(
            "CAST(id / 2 + 0.25D AS string)",
            "CAST(c AS double)",
            "CAST(CAST(c AS double) AS string)"),
        Arguments.of("CAST(id % 3 AS double)", "CAST(c AS string)", "c"),
        Arguments.of("CAST(id % 3 AS int)", "CONCAT(' ', c, '.00')", "c"),
        Arguments.of("id / 4D", "IF(id = 5, 'NA', CAST(c AS string))", "NULLIF(c, 1.25D)"),
        Arguments.of("CAST(id / 7 AS float)", "CAST(c AS string)", "c"),
        Arguments.of("CAST(id / 4 AS decimal(10,2))", "CAST(c AS string)", "c"),
        Arguments.of(
            "CAST(id / 4 + 9007199254740992BD AS decimal(20,2))", "CAST(c AS decimal(22,4))", "c"),
        Arguments.of("1e16D + 1e16D * id", "CAST(CAST(c AS decimal(20)) AS string)", "c"),
        Arguments.of("9007199254740992 + id", "CAST(c AS string)", "c"));
  }

  /** Rows of another type whose meaning is certain are those of training. */
  @ParameterizedTest
  @MethodSource("otherTypes")
  void categoriesOfAnotherTypeAreTheSame(String trained, String given, String alike) {
    Dataset<Row> rows = LocalSpark.session().range(12).selectExpr(trained + " AS c", "id");
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"})
            .fit(rows);
    Dataset<Row> others = rows.selectExpr(given + " AS c", alike + " AS alike", "id").orderBy("id");
    List<Row> got = model.transform(others).collectAsList();
    List<Row> expected =
        model.transform(others.drop("c").withColumnRenamed("alike", "c")).collectAsList();
    for (int i = 0; i < got.size(); i++) {
      Vector features = got.get(i).getAs("features");
      assertThat(features).isEqualTo(expected.get(i).getAs("features"));
      Map<String, Object> values = new HashMap<>();
      values.put("c", got.get(i).getAs("c"));
      assertThat(model.table().row(values)[0]).isEqualTo((float) features.apply(0));
    }
  }

  /** Numbers without a code of their own, which texts write as csv files do. */
  @Test
  void numbersThatTextsWriteAreInTheBucketsOfTheNumbers() throws IOException {
    Dataset<Row> rows = LocalSpark.session().range(200).selectExpr("1D * (id % 60) AS c", "id");
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"})
            .setMaxCategories(20)
            .fit(rows);
    Dataset<Row> texts = rows.selectExpr("CAST(c AS string) AS c", "id");
    assertThat(texts.first().getString(0)).isEqualTo("0.0");
    assertThat(model.transform(texts).select("features", "id").collectAsList())
        .isEqualTo(model.transform(rows).select("features", "id").collectAsList());
    TableEncoderModel saved =
        new TableEncoderModel("t", TableJson.table(TableJson.bytes(model.table())));
    assertThat(saved.transform(texts).select("features", "id").collectAsList())
        .isEqualTo(model.transform(rows).select("features", "id").collectAsList());
  }

  @Test
  void booleansThatTextsWriteAreTheBooleans() {
    Dataset<Row> rows = LocalSpark.session().range(12).selectExpr("id % 2 = 0 AS c", "id");
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"})
            .fit(rows);
    List<Row> expected = model.transform(rows).select("features", "id").collectAsList();
    for (String[] words :
        new String[][] {{"yes", "no"}, {"TRUE", "False"}, {"1", "0"}, {" t", "f "}}) {
      Dataset<Row> texts =
          rows.selectExpr("IF(c, '%s', '%s') AS c".formatted(words[0], words[1]), "id");
      assertThat(model.transform(texts).select("features", "id").collectAsList())
          .isEqualTo(expected);
    }
    Object missing = model.transform(rows.selectExpr("CAST(NULL AS string) AS c")).first().get(1);
    for (String marker : List.of("?", "NA", "", "null")) {
      Dataset<Row> text = rows.selectExpr("'%s' AS c".formatted(marker));
      assertThat(model.transform(text).first().<Object>getAs("features")).isEqualTo(missing);
    }
  }

  @Test
  void textsThatAreNoBooleansAreRefusedOrSkipped() {
    Dataset<Row> rows = LocalSpark.session().range(12).selectExpr("id % 2 = 0 AS c", "id");
    Dataset<Row> others = rows.selectExpr("IF(id = 3, 'maybe', CAST(c AS string)) AS c");
    TableEncoder encoder =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"});
    assertThatThrownBy(() -> encoder.fit(rows).transform(others).collectAsList())
        .hasStackTraceContaining(
            "column \"c\" had booleans in training, got \"maybe\"; write true or false");
    assertThat(encoder.setUnseen("skip").fit(rows).transform(others).count()).isEqualTo(11);
  }

  static Stream<Arguments> typesOfOthers() {
    return Stream.of(
        Arguments.of("format_string('%03d', id)", "CAST(c AS int)", "text", "int", "000"),
        Arguments.of("CAST(id / 2 AS string)", "CAST(c AS double)", "text", "double", "0.0"),
        Arguments.of("CONCAT('A', id % 3)", "1.5D", "text", "double", "A0"),
        Arguments.of("IF(id % 2 = 0, 'yes', 'no')", "c = 'yes'", "text", "boolean", "no"),
        Arguments.of("CONCAT('A', id % 3)", "DATE'2020-01-01'", "text", "date", "A0"),
        Arguments.of("CONCAT('A', id % 3)", "TIMESTAMP'2020-01-01'", "text", "timestamp", "A0"),
        Arguments.of("id % 2 = 0", "DATE'2020-01-01'", "boolean", "date", null),
        Arguments.of("CAST(id % 3 AS int)", "DATE'2020-01-01'", "integer", "date", null),
        Arguments.of("id % 3 + 2", "c = 2", "integer", "boolean", "2"));
  }

  @ParameterizedTest
  @MethodSource("typesOfOthers")
  void refusesCategoriesOfATypeInWhichTheyAreOthers(
      String trained, String given, String type, String other, String known) {
    Dataset<Row> rows = LocalSpark.session().range(12).selectExpr(trained + " AS c");
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"})
            .fit(rows);
    String why =
        known == null
            ? ""
            : ", which has no value such as \"%s\"; cast it to string, written as in training"
                .formatted(known);
    assertThatThrownBy(() -> model.transform(rows.selectExpr(given + " AS c")))
        .hasMessage(
            "column \"c\" must be of type %s as in training, got %s%s".formatted(type, other, why));
  }

  private static final String DAY = "DATE_ADD(DATE'2020-01-01', CAST(id % 3 AS int))";

  static Stream<Arguments> timesForCategories() {
    return Stream.of(
        Arguments.of("CAST(%s AS string)", "timestamp_ntz", "text"),
        Arguments.of("CAST(%s AS string)", "timestamp", "text"),
        Arguments.of("IF(id = 2, '?', CAST(%s AS string))", "timestamp_ntz", "text"),
        Arguments.of("%s", "timestamp_ntz", "date"),
        Arguments.of("CAST(%s AS string)", "date", null),
        Arguments.of("%s", "string", null),
        Arguments.of("CAST(CAST(%s AS timestamp_ntz) AS string)", "timestamp_ntz", null),
        Arguments.of("CAST(CAST(%s AS timestamp_ntz) AS string)", "timestamp", null),
        Arguments.of("CAST(%s AS timestamp_ntz)", "timestamp", null),
        Arguments.of("CAST(%s AS timestamp)", "timestamp_ntz", null));
  }

  /**
   * Categories of dates and times are what Spark casts them to.
   *
   * @param type of the column in training, where it has none of the times given
   */
  @ParameterizedTest
  @MethodSource("timesForCategories")
  void timesAreOfCategoriesThatAreWrittenAsTheyAre(String trained, String given, String type) {
    Dataset<Row> rows = LocalSpark.session().range(12).toDF();
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"})
            .fit(rows.selectExpr(trained.formatted(DAY) + " AS c"));
    Dataset<Row> times = rows.selectExpr("CAST(%s AS %s) AS c".formatted(DAY, given), "id");
    if (type == null) {
      Dataset<Row> own = rows.selectExpr(trained.formatted(DAY) + " AS c", "id");
      assertThat(model.transform(times).select("features", "id").collectAsList())
          .isEqualTo(model.transform(own).select("features", "id").collectAsList());
      return;
    }
    assertThatThrownBy(() -> model.transform(times))
        .hasMessage(
            "column \"c\" must be of type %s as in training, got %s, which has no value such as \"2020-01-01\"; cast it to date, or to string, written as in training",
            type, given);
    Dataset<Row> cast = times.withColumn("c", functions.col("c").cast("date"));
    Dataset<Row> texts = cast.withColumn("c", functions.col("c").cast("string"));
    assertThat(model.transform(cast).select("features", "id").collectAsList())
        .isEqualTo(model.transform(texts).select("features", "id").collectAsList())
        .allMatch(row -> row.<Vector>getAs("features").apply(0) > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "timestamp_ntz"})
  void datesForCategoriesOfTimestampsAreToldAsSuch(String trained) {
    Dataset<Row> rows = LocalSpark.session().range(12).toDF();
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"c"})
            .setColumnKinds(new String[] {"c:category"})
            .fit(rows.selectExpr("CAST(%s AS %s) AS c".formatted(DAY, trained)));
    assertThatThrownBy(() -> model.transform(rows.selectExpr(DAY + " AS c")))
        .hasMessage(
            "column \"c\" must be of type timestamp as in training, got date, which has no value such as \"2020-01-01 00:00:00\"; cast it to string, written as in training");
  }

  static Stream<Arguments> typesThatTextsDoNotWrite() {
    String numbers = "CAST(id / 4 AS string)";
    String dates = "CAST(DATE_ADD(DATE'2020-01-01', CAST(id AS int)) AS string)";
    String noNumbers = "which are no numbers; give numbers, or strings that write them";
    String noDates = "which are no dates; cast it to date, timestamp or string, as in training";
    return Stream.of(
        Arguments.of(numbers, "DATE'2020-01-01'", "date", noNumbers),
        Arguments.of(numbers, "TIMESTAMP_NTZ'2020-01-01'", "timestamp_ntz", noNumbers),
        Arguments.of(dates, "20200101", "int", noDates),
        Arguments.of(dates, "1.5D", "double", noDates),
        Arguments.of(dates, "true", "boolean", noDates));
  }

  @ParameterizedTest
  @MethodSource("typesThatTextsDoNotWrite")
  void refusesATypeThatNoTextOfTrainingWrites(
      String trained, String given, String other, String why) {
    Dataset<Row> rows = LocalSpark.session().range(12).selectExpr(trained + " AS c");
    TableEncoderModel model = new TableEncoder().setInputCols(new String[] {"c"}).fit(rows);
    assertThatThrownBy(() -> model.transform(rows.selectExpr(given + " AS c")))
        .hasMessage(
            "column \"c\" must be of type text as in training, got %s, %s".formatted(other, why));
  }

  /** Numbers and booleans for texts that write numbers are what they are for other numbers. */
  @Test
  void readsNumbersAndBooleansForNumbersThatTextsWrote() {
    Dataset<Row> rows = LocalSpark.session().range(12).selectExpr("CAST(id / 4 AS string) AS c");
    TableEncoderModel model = new TableEncoder().setInputCols(new String[] {"c"}).fit(rows);
    for (String[] given :
        new String[][] {{"true", "'1'"}, {"false", "'0'"}, {"2", "'2'"}, {"0.7D", "'0.7'"}}) {
      assertThat(encoded(model, rows, given[0])).isEqualTo(encoded(model, rows, given[1]));
    }
    assertThatThrownBy(() -> encoded(model, rows, "DOUBLE('Infinity')"))
        .hasStackTraceContaining("got Infinity");
  }

  private static Vector encoded(TableEncoderModel model, Dataset<Row> rows, String value) {
    return model.transform(rows.selectExpr(value + " AS c")).first().getAs("features");
  }

  private static Dataset<Row> seconds(Object... seconds) {
    return LocalSpark.session()
        .createDataFrame(
            Arrays.stream(seconds).map(Frames::row).toList(),
            new StructType().add("x", DataTypes.DoubleType));
  }

  private static TableEncoder dates() {
    return new TableEncoder()
        .setInputCols(new String[] {"x"})
        .setColumnKinds(new String[] {"x:date"});
  }

  /** Null is the oracle. */
  @ParameterizedTest
  @ValueSource(strings = {"median", "skip"})
  void secondsThatAreNoNumberAreMissingDates(String missing) {
    Dataset<Row> given = seconds(1e9, 1.1e9, Double.NaN, 1.2e9);
    Dataset<Row> nulls = seconds(1e9, 1.1e9, null, 1.2e9);
    TableEncoder encoder = dates().setMissing(missing);
    TableEncoderModel model = encoder.fit(given);
    assertThat(json(model.table())).isEqualTo(json(encoder.fit(nulls).table()));
    List<Row> encoded = model.transform(given).select("features").collectAsList();
    assertThat(encoded)
        .isEqualTo(model.transform(nulls).select("features").collectAsList())
        .hasSize(missing.equals("skip") ? 3 : 4);
    assertThat(encoded.get(0).<Vector>getAs(0).apply(0))
        .isEqualTo(model.table().row(Map.of("x", 1e9))[0]);
  }

  @Test
  void missingSecondsAreRefusedWhereNoneMayBe() {
    TableEncoder encoder = dates().setMissing("error");
    Dataset<Row> given = seconds(1e9, 1.1e9, Double.NaN, 1.2e9);
    assertThatThrownBy(() -> encoder.fit(given))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"x\" is missing in 1 row; missing may be median, mean or skip");
    TableEncoderModel model = encoder.fit(seconds(1e9, 1.1e9));
    assertThatThrownBy(() -> model.transform(given).collect())
        .rootCause()
        .hasMessage(
            "column \"x\" is missing in a row; leave such rows out, or train with missing median, mean or skip");
  }

  /** A row's table, which a scorer has, is the oracle of which seconds are a date. */
  @Test
  void secondsThatAreTooFarForADateAreRefused() {
    TableEncoderModel model = dates().fit(seconds(1e9, 1.1e9));
    String told =
        "column \"x\": expected a date, or seconds since 1970, got infinity or a time too far from 1970";
    double far = 900.0 * Integer.MAX_VALUE;
    int refused = 0;
    for (double x : new double[] {1 / 0.0, -1 / 0.0, 1e300, far, far - 1, 900 - far, 899 - far}) {
      Dataset<Row> given = seconds(1e9, 1.1e9, x);
      try {
        float expected = model.table().row(Map.of("x", x))[0];
        assertThat(model.transform(given).collectAsList().get(2).<Vector>getAs("features").apply(0))
            .isEqualTo(expected);
        dates().fit(given);
      } catch (IllegalArgumentException none) {
        refused++;
        assertThatThrownBy(() -> model.transform(given).collect()).rootCause().hasMessage(told);
        assertThatThrownBy(() -> dates().fit(given))
            .isInstanceOf(DataException.class)
            .hasMessage(told + "; null is a missing date");
      }
    }
    assertThat(refused).isEqualTo(5);
  }

  @Test
  void infersKindsAndEncodesTheBitsOfItsTable() {
    Dataset<Row> rows = TableFrames.rows(200);
    FittedTable table = encoder().fit(rows).table();
    assertThat(table.columns().stream().map(column -> column.name() + " " + column.kind().word()))
        .containsExactly(
            "size (m²) number",
            "city.name category",
            "new` category",
            "rooms number",
            "sold date",
            "view vector",
            "marks vector");
    assertThat(table.notes()).hasSize(10);
    assertThat(table.width()).isEqualTo(9);
    List<Row> encoded = encoder().fit(rows).transform(rows).collectAsList();
    for (Row row : encoded) {
      Map<String, Object> values = new HashMap<>();
      for (FittedColumn column : table.columns()) {
        Object value = row.get(row.fieldIndex(column.name()));
        values.put(
            column.name(),
            value instanceof Vector vector
                ? vector.toArray()
                : value instanceof scala.collection.Seq<?> list
                    ? scala.jdk.javaapi.CollectionConverters.asJava(list)
                    : value);
      }
      float[] expected = table.row(values);
      double[] got = row.<Vector>getAs("features").toArray();
      assertThat(IntStream.range(0, 9).map(i -> Float.floatToRawIntBits((float) got[i])))
          .containsExactly(
              IntStream.range(0, 9)
                  .map(i -> Float.floatToRawIntBits(expected[i]))
                  .boxed()
                  .toArray(Integer[]::new));
    }
  }

  @Test
  void learnsTheSameInAnyOrderOfRows() {
    Dataset<Row> rows = TableFrames.rows(200);
    Set<Integer> before = Set.copyOf(LocalSpark.context().getPersistentRDDs().keySet());
    assertThat(json(encoder().fit(rows.repartition(3)).table()))
        .isEqualTo(json(encoder().fit(rows).table()));
    assertThat(before).containsAll(LocalSpark.context().getPersistentRDDs().keySet());
  }

  @Test
  void takesColumnsAndKindsThatAreSaid() {
    Dataset<Row> rows = TableFrames.rows(60).withColumnRenamed("rooms", "rooms:all");
    FittedTable table =
        new TableEncoder()
            .setInputCols(new String[] {"rooms:all", "new`", "id"})
            .setColumnKinds(new String[] {"rooms:all:category", "id:category", "new`:number"})
            .setMaxCategories(4)
            .setScale("none")
            .fit(rows)
            .table();
    assertThat(table.columns().stream().map(column -> column.name() + " " + column.treatment()))
        .containsExactly(
            "rooms:all 4 values by name, the others in 1 buckets",
            "new` as it is",
            "id 4 values by name, the others in 1 buckets");
    assertThat(table.rules())
        .isEqualTo(
            new TableRules(
                TableRules.Missing.MEDIAN, TableRules.Unseen.OTHER, TableRules.Scale.NONE, 4));
    assertThat(TableSetting.rules(setting -> setting.of(table.rules()))).isEqualTo(table.rules());
  }

  @Test
  void refusesWhatCannotBeFeatures() {
    Dataset<Row> rows = TableFrames.rows(30);
    assertThatThrownBy(() -> new TableEncoder().fit(rows))
        .hasMessage(
            "set inputCols, or ignoredCols to the columns that are not features, such as the label");
    assertThatThrownBy(() -> encoder().setInputCols(new String[] {"rooms"}).fit(rows))
        .hasMessage("inputCols and ignoredCols are both set; set one of them");
    assertThatThrownBy(() -> encoder().setInputCols(new String[] {}).fit(rows))
        .hasMessage(
            "inputCols is empty; name the columns that are features, or leave it unset for all");
    assertThatThrownBy(() -> encoder().setIgnoredCols(new String[] {"prise"}).fit(rows))
        .hasMessageStartingWith(
            "column \"prise\" (ignoredCols) does not exist; did you mean \"price\"?");
    assertThatThrownBy(() -> encoder().setColumnKinds(new String[] {"price:number"}).fit(rows))
        .hasMessage("columnKinds has column \"price\", which is not a feature");
    assertThatThrownBy(() -> encoder().setColumnKinds(new String[] {"view:date"}).fit(rows))
        .hasMessage("column \"view\" of type vector cannot be of kind date");
    assertThatThrownBy(() -> encoder().setColumnKinds(new String[] {"view:dat"}))
        .hasMessage(
            "the kind of column \"view\" (columnKinds) must be one of number, category, date, vector,"
                + " ignore; got \"dat\"; did you mean \"date\"?");
    assertThatThrownBy(() -> encoder().setColumnKinds(new String[] {"view:categorical"}))
        .hasMessageEndingWith("; got \"categorical\"; did you mean \"category\"?");
    assertThatThrownBy(() -> encoder().setColumnKinds(new String[] {"number"}))
        .hasMessageContaining("columnKinds must have the form NAME:KIND, got \"number\"");
    assertThatThrownBy(() -> new TableEncoder().setInputCols(new String[] {"photo"}).fit(rows))
        .hasMessage("column \"photo\" of type binary cannot be a feature");
    assertThatThrownBy(() -> encoder().setMissing("mode")).hasMessageContaining("missing");
    assertThatThrownBy(() -> encoder().setMaxCategories(0)).hasMessageContaining("maxCategories");
  }

  @Test
  void checksAllVectorsInOneJob() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 30, 1, 3)
            .selectExpr("array(id, 1) a", "array(id, 2, 3) b", "array(2 * id) c");
    TableEncoder encoder = new TableEncoder().setInputCols(new String[] {"a", "b", "c"});
    assertThat(LocalSpark.descriptions(() -> encoder.fit(rows)))
        .filteredOn("checking vectors"::equals)
        .hasSize(1);
    assertThatThrownBy(
            () -> encoder.fit(rows.withColumn("c", functions.expr("slice(b, 1, 1 + a[0] % 2)"))))
        .hasMessage("column \"c\": expected vectors of one width, got widths from 1 to 2");
  }

  @Test
  void namesColumnsWhoseValuesCannotBeLearnedFrom() {
    Dataset<Row> rows = TableFrames.rows(30);
    assertThatThrownBy(
            () -> encoder().fit(rows.withColumn("rooms", functions.expr("double('-inf') * rooms"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"rooms\": expected finite numbers, got -Infinity; null is a missing number");
    assertThatThrownBy(
            () ->
                encoder()
                    .fit(
                        rows.withColumn("marks", functions.expr("slice(marks, 1, rooms % 2 + 1)"))))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"marks\": expected vectors of one width, got widths from 1 to 2");
    assertThatThrownBy(
            () -> encoder().fit(rows.withColumn("marks", functions.expr("array(1, null)"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"marks\": expected vectors of finite numbers, got null, NaN or infinity; leave such rows out");
    assertThatThrownBy(() -> encoder().setMissing("error").fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"size (m²)\" is missing in 3 rows; missing may be median, mean or skip");
    Dataset<Row> holes = rows.withColumn("view", functions.expr("if(rooms > 1, view, null)"));
    assertThatThrownBy(() -> encoder().fit(holes))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"view\" is missing in ")
        .hasMessageEndingWith(" rows; missing may be skip");
    assertThatThrownBy(() -> encoder().fit(rows).transform(holes).collect())
        .rootCause()
        .hasMessage(
            "column \"view\" is missing in a row; leave such rows out, or train with missing skip");
    assertThat(encoder().setMissing("skip").fit(holes).transform(holes).count())
        .isEqualTo(
            holes
                .filter("`size (m²)` is not null and `city.name` is not null and view is not null")
                .count());
    assertThatThrownBy(() -> encoder().fit(rows.filter("rooms > 99")))
        .isInstanceOf(DataException.class)
        .hasMessage("there are no rows to learn the columns of a table from");
    assertThatThrownBy(
            () -> new TableEncoder().setInputCols(new String[] {"one", "id"}).fit(rows.limit(1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no column is left to learn from: \"one\" (one value in all training rows), \"id\" (one"
                + " value in all training rows)");
  }

  @Test
  void sparseVectorsRemainSparseWhereZerosRemainZeros() {
    int wide = 12_000;
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      made.add(
          Frames.row(
              i % 3 == 0 ? null : "c" + i % 5,
              Vectors.sparse(wide, new int[] {i, wide - 1}, new double[] {i, -i}),
              i % 2 == 0 ? null : 0.5 * i));
    }
    Dataset<Row> rows =
        Frames.of(
            made,
            "c",
            DataTypes.StringType,
            "v",
            SQLDataTypes.VectorType(),
            "x",
            DataTypes.DoubleType);
    TableEncoder encoder = new TableEncoder().setInputCols(new String[] {"c", "v", "x"});
    TableEncoderModel model = encoder.setScale("none").fit(rows);
    for (Row row : model.transform(rows).collectAsList()) {
      SparseVector vector = row.getAs("features");
      assertThat(vector.size()).isEqualTo(wide + 2);
      SparseVector given = row.getAs("v");
      double code = row.isNullAt(0) ? 0 : 1 + row.getString(0).charAt(1) - '0';
      assertThat(vector.apply(0)).isEqualTo(code);
      for (int i : given.indices()) {
        assertThat(vector.apply(1 + i)).isEqualTo(given.apply(i));
      }
      double x = vector.apply(wide + 1);
      assertThat(row.isNullAt(2) ? Double.isNaN(x) : x == row.getDouble(2)).isTrue();
      assertThat(vector.numActives()).isLessThanOrEqualTo(4);
    }
    assertThat(
            encoder
                .setScale("standard")
                .setInputCols(new String[] {"c", "x"})
                .fit(rows)
                .transform(rows)
                .first()
                .<Vector>getAs("features"))
        .isInstanceOf(DenseVector.class);
  }

  @Test
  void aNetworkBehindItExpandsTheColumns() {
    Dataset<Row> rows = TableFrames.rows(200);
    PipelineModel pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  encoder(),
                  new NeuralNetworkRegressor()
                      .setLabelCol("price")
                      .setNumberEmbedding("none")
                      .setHiddenLayers(new int[] {4})
                      .setMaxIter(2)
                })
            .fit(rows);
    FittedTable table = ((TableEncoderModel) pipeline.stages()[0]).table();
    NeuralNetworkRegressionModel model = (NeuralNetworkRegressionModel) pipeline.stages()[1];
    Columns first = (Columns) model.network().layers().get(0);
    assertThat(first.columns())
        .startsWith(
            new ImputedNumber(((FittedNumber) table.columns().get(0)).filled()),
            new Embedding(new Codes(12, true), 8, 0.1),
            new OneHot(new Codes(2, true)),
            new Numbers(1))
        .endsWith(new Numbers(4));
    assertThat(first.columns().get(4)).isInstanceOf(DateParts.class);
    Dataset<Row> predicted = pipeline.transform(rows);
    assertThat(predicted.filter("prediction is null or isnan(prediction)").count()).isZero();
    Row row = predicted.filter("`size (m²)` is null").first();
    assertThat(model.predict(row.getAs("features"))).isFinite();
    assertThat(model.featureImportances(predicted.drop("prediction")).size()).isEqualTo(9);
    double[] hole = row.<Vector>getAs("features").toArray();
    hole[3] = Double.NaN;
    assertThatThrownBy(() -> model.predict(Vectors.dense(hole)))
        .hasMessage("column \"features\": expected finite numbers, got NaN at index 3");
  }
}
