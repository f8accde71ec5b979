package io.plateau.ml.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.LoggedWarnings;
import io.plateau.ml.Frames;
import io.plateau.ml.NeuralNetworkRegressionModel;
import io.plateau.ml.TableEncoder;
import io.plateau.ml.TableEncoderModel;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.scan.TableSlots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.DAGScheduler;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendedColumnsTest {
  /** A model of four features that predicts 3. */
  private static NeuralNetworkRegressionModel model(int... hidden) {
    Network network = Network.of(4, hidden, 1, new Activation.Relu());
    float[] weights = new float[network.parameters()];
    weights[weights.length - 1] = 3;
    return NeuralNetworkRegressionModel.of(
        new TrainedNetwork(network, Losses.named("squared"), LabelType.NUMBER, weights));
  }

  @Test
  void columnsThatNobodyReadsAreNotRead(@TempDir Path folder) {
    String path = folder.resolve("rows").toString();
    Frames.labeled(Frames.blobs(6))
        .selectExpr("*", "label + 1 as x", "string(label) as t", "label * 2 as other")
        .write()
        .parquet(path);
    Dataset<Row> rows = LocalSpark.session().read().parquet(path);
    Dataset<Row> scored = model(5).transform(rows);
    assertThat(read(scored)).containsExactlyInAnyOrder("features", "label", "other", "t", "x");
    assertThat(read(scored.select("prediction"))).containsExactlyInAnyOrder("features");
    Dataset<Row> some = scored.where("other > 1").select("t", "prediction");
    assertThat(read(some)).containsExactlyInAnyOrder("features", "other", "t");
    assertThat(some.distinct().orderBy("t").collectAsList())
        .containsExactly(RowFactory.create("1.0", 3.0), RowFactory.create("2.0", 3.0));
    assertThat(read(scored.groupBy("label").avg("prediction")))
        .containsExactlyInAnyOrder("features", "label");

    Dataset<Row> encoded =
        new TableEncoder()
            .setInputCols(new String[] {"x", "t"})
            .setOutputCol("encoded")
            .fit(rows)
            .transform(rows);
    assertThat(read(encoded.select("encoded"))).containsExactlyInAnyOrder("t", "x");
    assertThat(encoded.select("encoded").collectAsList())
        .isEqualTo(encoded.cache().select("encoded").collectAsList());
    encoded.unpersist(true);
  }

  @Test
  void modelsInARowReadWhatOneOfThemReads(@TempDir Path folder) {
    String path = folder.resolve("rows").toString();
    Frames.labeled(Frames.blobs(6))
        .selectExpr("*", "label + 1 as x", "string(label) as t", "label * 2 as other", "7 as odd")
        .write()
        .parquet(path);
    Dataset<Row> rows = LocalSpark.session().read().parquet(path);
    TableEncoderModel encoder =
        new TableEncoder().setInputCols(new String[] {"x", "t"}).setOutputCol("encoded").fit(rows);
    NeuralNetworkRegressionModel first = model(5);
    NeuralNetworkRegressionModel second = model(5);
    second.setPredictionCol("again");
    for (Dataset<Row> scored :
        List.of(
            second.transform(encoder.transform(first.transform(rows))),
            second.transform(encoder.transform(first.transform(rows)).drop("odd")),
            second.transform(first.transform(rows).where("label >= 0")))) {
      assertThat(read(scored.select("again"))).contains("features").doesNotContain("odd", "other");
      assertThat(scored.select("again").distinct().collectAsList())
          .containsExactly(RowFactory.create(3.0));
      Dataset<Row> other = scored.selectExpr("other", "again + prediction");
      assertThat(read(other)).contains("other", "features").doesNotContain("odd");
      assertThat(other.distinct().orderBy("other").collectAsList())
          .containsExactly(
              RowFactory.create(0.0, 6.0),
              RowFactory.create(2.0, 6.0),
              RowFactory.create(4.0, 6.0));
    }
  }

  /** Spark optimizes such a query twice, the second time without the columns that nobody reads. */
  @Test
  void modelsInARowAreReadByCorrelatedQueries() throws AnalysisException {
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(6))
            .selectExpr("'x' as odd", "label * 2 as other", "label + 5 as more", "*");
    NeuralNetworkRegressionModel second = model(5);
    second.setPredictionCol("again");
    Dataset<Row> first = model(5).transform(rows);
    for (Dataset<Row> between :
        List.of(
            first,
            first.drop("odd"),
            first.select("prediction", "features", "more", "other", "label"),
            first.selectExpr("more", "label + 1 as x", "features", "other", "label"))) {
      second.transform(between).createOrReplaceTempView("scored");
      rows.createOrReplaceTempView("outside");
      assertThat(
              LocalSpark.session()
                  .sql(
                      "select other, (select max(again + s.more) from scored s"
                          + " where s.other = t.other) m from outside t")
                  .distinct()
                  .orderBy("other")
                  .collectAsList())
          .containsExactly(
              RowFactory.create(0.0, 8.0),
              RowFactory.create(2.0, 9.0),
              RowFactory.create(4.0, 10.0));
    }
    LocalSpark.session().catalog().dropTempView("scored");
    LocalSpark.session().catalog().dropTempView("outside");
  }

  @Test
  void predictionsAreJoinedWithThemselves() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(6)).selectExpr("*", "2 * label as other");
    Dataset<Row> scored = model(5).transform(rows);
    Dataset<Row> joined =
        scored.as("a").join(scored.as("b"), functions.expr("a.other = 2 * b.label"));
    assertThat(joined.selectExpr("sum(a.prediction)", "sum(b.other)").first())
        .isEqualTo(RowFactory.create(36.0, 24.0));
    assertThat(scored.select("prediction").union(scored.select("other")).count()).isEqualTo(12);
    assertThat(
            scored
                .select("prediction")
                .union(scored.select("other"))
                .selectExpr("sum(prediction)")
                .first())
        .isEqualTo(RowFactory.create(30.0));
  }

  /** Spark prunes fields of structs as well, and arrays and maps of such. */
  @Test
  void fieldsOfColumnsAreWhatTheyWere() {
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(6))
            .selectExpr(
                "*",
                "named_struct('a', 'x', 'b', 7, 'c', named_struct('d', 'y', 'e', label)) s",
                "array(named_struct('a', 'x', 'b', 8)) many",
                "map('k', named_struct('a', 'x', 'b', 9)) m",
                "map(named_struct('a', 'x', 'b', 10), 'v') keys",
                "if(label > 1, null, named_struct('a', 'x', 'b', 11)) gaps");
    Dataset<Row> encoded =
        new TableEncoder()
            .setInputCols(new String[] {"label"})
            .setOutputCol("encoded")
            .fit(rows)
            .transform(rows);
    for (Dataset<Row> scored :
        List.of(
            model(5).transform(rows),
            encoded,
            model(5).transform(encoded),
            model(5).transform(encoded.drop("label").orderBy("encoded")))) {
      String[] fields = {"s.b", "s.c.e", "many.b", "m['k'].b", "map_keys(keys).b", "gaps.b"};
      assertThat(scored.selectExpr(fields).collectAsList())
          .containsExactlyInAnyOrderElementsOf(rows.selectExpr(fields).collectAsList());
      for (String field : fields) {
        assertThat(scored.selectExpr(field).collectAsList())
            .as(field)
            .containsExactlyInAnyOrderElementsOf(rows.selectExpr(field).collectAsList());
      }
    }
  }

  private static final List<String> TYPES =
      List.of(
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "boolean",
          "string",
          "decimal(9,2)",
          "decimal(30,2)",
          "date",
          "timestamp");

  /** Rows with columns of all types, a third of whose values are missing. */
  private static Dataset<Row> manyColumns(int count) {
    Stream<String> columns =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "cast(%s(if(label = %d, null, label + %d)) as %s) c%d"
                        .formatted(
                            i % TYPES.size() < 10 ? "double" : "timestamp_seconds",
                            i % 3,
                            i % 100,
                            TYPES.get(i % TYPES.size()),
                            i));
    return Frames.labeled(Frames.blobs(6))
        .selectExpr("*", "array(label, null) a", "map('k', label) m", "struct(label, null) s")
        .selectExpr(Stream.concat(Stream.of("*"), columns).toArray(String[]::new));
  }

  private static String[] names(int count, IntPredicate chosen) {
    return IntStream.range(0, count).filter(chosen).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  /**
   * Of so many columns that Spark compiles each operator by itself; those that nobody reads are
   * null.
   */
  @Test
  void manyColumnsAreWhatTheyWere() {
    Dataset<Row> rows = manyColumns(140);
    Dataset<Row> scored = model(5).transform(rows);
    assertThat(scored.drop("prediction").collectAsList()).isEqualTo(rows.collectAsList());
    String[] most = names(140, i -> i / TYPES.size() != 3);
    assertThat(scored.selectExpr(most).collectAsList())
        .isEqualTo(rows.selectExpr(most).collectAsList());
  }

  /** Values whose bytes are others in each type, also where columns that nobody reads are null. */
  @ParameterizedTest
  @ValueSource(ints = {21, 140})
  void numbersOfAllTypesAreReadAsTheirDoubles(int count) {
    List<String> values =
        List.of(
            "cast(-40 * label - 3 as tinyint)",
            "cast(-9000 * label - 7 as smallint)",
            "cast(-700000000 * label - 1 as int)",
            "cast(label as bigint) * -3000000000000000001",
            "cast(1.1 * label - 0.7 as float)",
            "1e-3 * label - 0.7",
            "label > 0");
    String[] columns =
        IntStream.range(0, count)
            .mapToObj(i -> "if(label = %d, null, %s) c%d".formatted(i % 3, values.get(i % 7), i))
            .toArray(String[]::new);
    String[] booleans =
        Arrays.stream(names(count, i -> i % 7 == 6))
            .map(name -> name + ":number")
            .toArray(String[]::new);
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(6))
            .selectExpr("*", "array(label) a")
            .selectExpr(
                Stream.concat(Stream.of("a", "label"), Arrays.stream(columns))
                    .toArray(String[]::new));
    String[] inputs = names(count, i -> true);
    TableEncoderModel encoder =
        new TableEncoder()
            .setInputCols(inputs)
            .setColumnKinds(booleans)
            .setOutputCol("encoded")
            .fit(rows);
    assertThat(new TableSlots(encoder.table()).converted(rows))
        .as("casts")
        .containsOnly(Optional.empty());
    Column[] doubles =
        Arrays.stream(inputs)
            .map(name -> functions.col(name).cast("double").as(name))
            .toArray(Column[]::new);
    assertThat(encoder.transform(rows).select("encoded").collectAsList())
        .isEqualTo(encoder.transform(rows.select(doubles)).select("encoded").collectAsList());
  }

  /** Beside columns that Spark converts; of few columns it makes structs, of many they are read. */
  @Test
  void columnsBesideConvertedOnesAreNotCopied() {
    Dataset<Row> rows = manyColumns(140).cache();
    try {
      String[] inputs = names(140, i -> i < 2 * TYPES.size());
      Dataset<Row> few =
          rows.select(Arrays.stream(inputs).map(functions::col).toArray(Column[]::new));
      TableEncoderModel encoder =
          new TableEncoder().setInputCols(inputs).setOutputCol("encoded").fit(few);
      assertThat(new TableSlots(encoder.table()).converted(rows))
          .anyMatch(Optional::isPresent)
          .anyMatch(Optional::isEmpty);
      Dataset<Row> encoded = encoder.transform(rows);
      assertThat(encoded.drop("encoded").collectAsList()).isEqualTo(rows.collectAsList());
      List<Row> vectors = encoder.transform(few).select("encoded").collectAsList();
      assertThat(encoded.select("encoded").collectAsList()).isEqualTo(vectors);
      assertThat(encoded.where("label >= 0").select("encoded").collectAsList()).isEqualTo(vectors);
      String plan = encoded.queryExecution().optimizedPlan().toString();
      int row = plan.indexOf("DeserializeToObject");
      assertThat(plan.substring(row, plan.indexOf("InMemoryRelation"))).doesNotContain("Project");
    } finally {
      rows.unpersist(true);
    }
  }

  /** A copy would be made cell by cell, by code for each. */
  @Test
  void rowsOfManyColumnsAreNotCopied() {
    Dataset<Row> rows = manyColumns(120).cache();
    try {
      Dataset<Row> same =
          AppendedColumns.to(
              rows,
              rows.schema(),
              new int[0],
              given -> {
                List<InternalRow> copies = new ArrayList<>();
                given.forEachRemaining(
                    row -> {
                      assertThat(row).isInstanceOf(UnsafeRow.class);
                      copies.add(row.copy());
                    });
                return copies.iterator();
              });
      assertThat(same.collectAsList()).isEqualTo(rows.collectAsList());
    } finally {
      rows.unpersist(true);
    }
  }

  /** A session that has scored nothing does not know the rule. */
  @Test
  void anotherSessionReadsAViewOfPredictions() throws AnalysisException {
    Dataset<Row> scored = model(5).transform(Frames.labeled(Frames.blobs(6)));
    scored.createGlobalTempView("scored");
    try {
      String query = "select sum(prediction), sum(label) from global_temp.scored";
      assertThat(LocalSpark.session().newSession().sql(query).first())
          .isEqualTo(RowFactory.create(18.0, 6.0));
    } finally {
      LocalSpark.session().catalog().dropGlobalTempView("scored");
    }
  }

  /** The columns that are read of a file, by name. */
  private static Set<String> read(Dataset<Row> rows) {
    SparkPlan scan = rows.queryExecution().sparkPlan().collectLeaves().head();
    return Set.of(((FileSourceScanExec) scan).requiredSchema().fieldNames());
  }

  @Test
  void tasksOfLargeNetworksAreSmall() {
    NeuralNetworkRegressionModel model = model(600, 600);
    Dataset<Row> rows = Frames.labeled(Frames.blobs(6));
    assertThat(warnings(() -> assertThat(predictions(model.transform(rows))).containsOnly(3.0)))
        .isEmpty();
  }

  private static List<Double> predictions(Dataset<Row> scored) {
    return scored.select("prediction").collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }

  /** Such as that a large task binary is broadcast. */
  private static List<String> warnings(LoggedWarnings.Action<RuntimeException> work) {
    LocalSpark.session();
    return LoggedWarnings.of(DAGScheduler.class, work);
  }
}
