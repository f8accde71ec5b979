package io.plateau.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.ml.Frames;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressionModel;
import io.plateau.ml.TableEncoder;
import io.plateau.ml.TableEncoderModel;
import io.plateau.ml.TableFrames;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressionModel;
import io.plateau.ml.TabularRegressor;
import io.plateau.store.DamagedFileException;
import io.plateau.table.FittedTable;
import io.plateau.table.Parsing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that Spark has saved, asked with and without it. */
class ScorerSparkTest {
  /**
   * Size of the labels that are numbers. A sum of floats is as exact as its largest terms, so that
   * a prediction near 0 has the absolute error of the others.
   */
  private static final double LABELS = 200;

  @TempDir Path folder;

  /** Spark's readers take the session that runs. */
  @BeforeEach
  void session() {
    LocalSpark.session();
  }

  /** Rows of which some have categories, dates and gaps that no training row has. */
  private static Dataset<Row> others() {
    Dataset<Row> rows = TableFrames.rows(300);
    List<Row> changed =
        rows.collectAsList().stream()
            .map(
                row -> {
                  Object[] cells = new Object[row.size()];
                  for (int c = 0; c < cells.length; c++) {
                    cells[c] = row.get(c);
                  }
                  int i = Integer.parseInt(row.<String>getAs("id").substring(6));
                  cells[row.fieldIndex("city.name")] =
                      i % 7 == 0 ? "Atlantis" : i % 7 == 1 ? null : row.get(2);
                  cells[row.fieldIndex("sold")] =
                      i % 11 == 0 ? null : LocalDateTime.of(1492, 10, 12, 2, 0).plusDays(977L * i);
                  cells[row.fieldIndex("rooms")] = i % 13 == 0 ? null : 1000 - i;
                  cells[row.fieldIndex("new`")] = i % 5 == 0 ? null : row.get(3);
                  return RowFactory.create(cells);
                })
            .toList();
    return LocalSpark.session().createDataFrame(changed, TableFrames.SCHEMA).coalesce(1);
  }

  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (String name : row.schema().fieldNames()) {
      Object value = row.getAs(name);
      values.put(
          name,
          value instanceof Vector vector
              ? vector.toArray()
              : value instanceof scala.collection.Seq<?>
                  ? row.getList(row.fieldIndex(name))
                  : value);
    }
    return values;
  }

  private static String[] without(String label) {
    return Arrays.stream(TableFrames.OTHERS)
        .filter(name -> !name.equals(label))
        .toArray(String[]::new);
  }

  private Path saved(MLWritable model) throws IOException {
    Path saved = folder.resolve("model");
    model.write().overwrite().save(saved.toString());
    return saved;
  }

  private Scorer scorer(MLWritable model) throws IOException {
    return Scorer.load(saved(model));
  }

  private static TabularClassifier classifier(String label) {
    return new TabularClassifier()
        .setLabelCol(label)
        .setIgnoredCols(without(label))
        .setHiddenLayers(new int[] {16})
        .setMaxIter(4)
        .setSeed(3);
  }

  @Test
  void classesOfATable() throws IOException {
    var model =
        classifier("grade")
            .setMembers(3)
            .setPredictionSpreadCol("spread")
            .fit(TableFrames.rows(300));
    Scorer scorer = scorer(model);
    assertThat(scorer.labels()).containsExactly("fair", "good", "poor");
    int unseen = 0;
    int missing = 0;
    for (Row row : model.transform(others()).collectAsList()) {
      Score score = scorer.score(values(row));
      assertThat(score.probabilities())
          .containsExactly(row.<Vector>getAs("probability").toArray(), within(1e-6));
      assertThat(score.label()).isEqualTo(row.<String>getAs("prediction"));
      assertThat(score.spreads()[score.index()]).isCloseTo(row.getAs("spread"), within(1e-6));
      unseen += score.unseen().contains("city.name") ? 1 : 0;
      missing += score.missing().contains("sold") ? 1 : 0;
    }
    assertThat(unseen).isEqualTo(43);
    assertThat(missing).isEqualTo(28);
  }

  @Test
  void numbersAndVectorsOfATable() throws IOException {
    Dataset<Row> rows =
        TableFrames.rows(200).withColumn("both", functions.expr("array(price, -2 * price)"));
    rows = rows.withColumn("both", org.apache.spark.ml.functions.array_to_vector(rows.col("both")));
    for (String label : new String[] {"price", "both"}) {
      var model =
          new TabularRegressor()
              .setLabelCol(label)
              .setIgnoredCols(label.equals("both") ? TableFrames.OTHERS : without("price"))
              .setHiddenLayers(new int[] {16})
              .setMaxIter(4)
              .fit(label.equals("both") ? rows : TableFrames.rows(200));
      Scorer scorer = scorer(model);
      for (Row row : model.transform(others()).collectAsList()) {
        double[] expected =
            label.equals("both")
                ? row.<Vector>getAs("prediction").toArray()
                : new double[] {row.getAs("prediction")};
        double[] found = scorer.score(values(row)).values();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
          assertThat(found[i])
              .isCloseTo(expected[i], within(1e-6 * Math.max(LABELS, Math.abs(expected[i]))));
        }
      }
    }
  }

  @Test
  void thresholdsAndBooleans() throws IOException {
    var model =
        classifier("cheap").fit(TableFrames.rows(200)).setThresholds(new double[] {0.9, 0.1});
    Scorer scorer = scorer(model);
    for (Row row : model.transform(others()).collectAsList()) {
      assertThat(scorer.score(values(row)).label())
          .isEqualTo(String.valueOf(row.<Boolean>getAs("prediction")));
    }
  }

  /** Texts of a column of booleans are what Spark casts them to. */
  @Test
  void textsOfBooleans() throws IOException {
    Dataset<Row> rows =
        LocalSpark.session().range(90).selectExpr("id % 3 = 0 AS c", "SIN(id) AS x", "id % 3 AS y");
    TabularRegressionModel model =
        new TabularRegressor().setLabelCol("y").setMaxIter(2).setMaxTime(60).fit(rows);
    Scorer scorer = scorer(model);
    for (String text :
        List.of(
            "true", "TRUE", " t", "yes", "Y", "1", "false", "f", "No", "n ", "0", "", "NA",
            "null")) {
      Dataset<Row> row = rows.limit(1).selectExpr("'%s' AS c".formatted(text), "0.5D AS x");
      double expected = model.transform(row).first().<Double>getAs("prediction");
      Score score = scorer.score(Map.of("c", text, "x", 0.5));
      assertThat(score.value()).as(text).isCloseTo(expected, within(1e-6));
      assertThat(score.unseen()).isEmpty();
      assertThat(score.missing()).hasSize(Parsing.isMarker(text) ? 1 : 0);
    }
    assertThat(scorer.score(Map.of("c", "maybe", "x", 0.5)).unseen()).containsExactly("c");
  }

  @Test
  void vectorsOfFeatures() throws IOException {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(150));
    for (int classes : new int[] {3, 2}) {
      Dataset<Row> some = classes == 3 ? rows : rows.filter("label < 2");
      var model =
          new NeuralNetworkClassifier()
              .setHiddenLayers(new int[] {8})
              .setLoss(classes == 2 ? "sigmoidCrossEntropy" : "auto")
              .setMaxIter(3)
              .fit(some);
      Scorer scorer = scorer(model);
      List<Row> predicted = model.transform(some).collectAsList();
      float[] all = new float[4 * predicted.size()];
      for (int j = 0; j < predicted.size(); j++) {
        for (int i = 0; i < 4; i++) {
          all[4 * j + i] = (float) predicted.get(j).<Vector>getAs("features").apply(i);
        }
      }
      float[] answers = new float[classes * predicted.size()];
      scorer.score(all, answers);
      for (int j = 0; j < predicted.size(); j++) {
        Score one = scorer.score(Arrays.copyOfRange(all, 4 * j, 4 * j + 4));
        double[] expected = predicted.get(j).<Vector>getAs("probability").toArray();
        assertThat(one.probabilities()).containsExactly(expected, within(1e-6));
        assertThat((double) one.index()).isEqualTo(predicted.get(j).<Double>getAs("prediction"));
        for (int i = 0; i < classes; i++) {
          assertThat((double) answers[classes * j + i]).isCloseTo(expected[i], within(1e-6));
        }
      }
    }
  }

  @Test
  void pipelinesOfAnEncoderANetworkAndNames() throws IOException {
    Dataset<Row> rows = TableFrames.rows(200);
    StringIndexerModel index =
        new StringIndexer().setInputCol("grade").setOutputCol("label").fit(rows);
    String[] ignored =
        Stream.concat(Stream.of("label"), Arrays.stream(TableFrames.OTHERS)).toArray(String[]::new);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  index,
                  new TableEncoder().setIgnoredCols(ignored).setOutputCol("x"),
                  new NeuralNetworkClassifier()
                      .setFeaturesCol("x")
                      .setHiddenLayers(new int[] {8})
                      .setMaxIter(3)
                      .setPredictionCol("index"),
                  new IndexToString()
                      .setInputCol("index")
                      .setOutputCol("name")
                      .setLabels(index.labelsArray()[0])
                });
    PipelineModel model = pipeline.fit(rows);
    Path saved = saved(model);
    Scorer zipped = Scorer.load(new ByteArrayInputStream(zip(saved, "model/")));
    Files.write(folder.resolve("model.zip"), zip(saved, ""));
    for (Scorer scorer :
        List.of(Scorer.load(saved), zipped, Scorer.load(folder.resolve("model.zip")))) {
      for (Row row : model.transform(others().filter("grade is not null")).collectAsList()) {
        assertThat(scorer.score(values(row)).label()).isEqualTo(row.<String>getAs("name"));
      }
    }
  }

  @Test
  void metadataThatWereChangedAreDamaged() throws IOException {
    PipelineModel model =
        new PipelineModel("p", List.of(new TableEncoderModel("t", FittedTable.EMPTY)));
    Path saved = saved(model);
    Path metadata = saved.resolve("stages/0_t/metadata/part-00000");
    Files.writeString(metadata, Files.readString(metadata).replace("features", "feature5"));
    assertThatThrownBy(() -> Scorer.load(saved))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("part-00000 is damaged: its SHA-256 is ");
  }

  /** The files as macOS zips them. */
  private static byte[] zip(Path folder, String prefix) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(prefix + folder.relativize(file)));
        zip.write(Files.readAllBytes(file));
        zip.putNextEntry(new ZipEntry("__MACOSX/" + prefix + "._" + folder.relativize(file)));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void labelsThatApply() throws IOException {
    List<Row> rows =
        Frames.blobs(90).stream()
            .map(
                row ->
                    RowFactory.create(
                        row.get(0),
                        Vectors.dense(row.getDouble(1) == 1 ? 1 : 0, row.getDouble(1) > 0 ? 1 : 0)))
            .toList();
    var type = org.apache.spark.ml.linalg.SQLDataTypes.VectorType();
    Dataset<Row> frame =
        LocalSpark.session()
            .createDataFrame(
                rows,
                new org.apache.spark.sql.types.StructType()
                    .add("features", type)
                    .add("label", type));
    var model =
        new NeuralNetworkClassifier().setHiddenLayers(new int[] {8}).setMaxIter(3).fit(frame);
    Scorer scorer = scorer(model);
    for (Row row : model.transform(frame).collectAsList()) {
      double[] x = row.<Vector>getAs("features").toArray();
      float[] floats = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        floats[i] = (float) x[i];
      }
      Score score = scorer.score(floats);
      assertThat(score.probabilities())
          .containsExactly(row.<Vector>getAs("probability").toArray(), within(1e-6));
      assertThat(score.applying()).containsExactly(applying(row.getAs("prediction")));
      assertThatThrownBy(score::label)
          .hasMessage("this model predicts no class; see applying() and probabilities()");
    }
  }

  private static boolean[] applying(Vector labels) {
    boolean[] applying = new boolean[labels.size()];
    for (int i = 0; i < applying.length; i++) {
      applying[i] = labels.apply(i) == 1;
    }
    return applying;
  }

  @Test
  void goldenModelsAndWhatIsWrongWithRows() throws IOException {
    Path golden = Path.of("src/test/resources/golden");
    for (String name : new String[] {"0.1.0/regressor", "format-2/regressor"}) {
      Scorer scorer = Scorer.load(golden.resolve(name));
      NeuralNetworkRegressionModel model =
          NeuralNetworkRegressionModel.load(golden.resolve(name).toString());
      double expected = model.predict(Vectors.dense(1, 0.5));
      assertThat(scorer.score(new float[] {1, 0.5f}).value())
          .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
      assertThatThrownBy(() -> scorer.score(new float[] {1}))
          .hasMessage("expected 2 features, got 1");
      assertThatThrownBy(() -> scorer.score(new float[] {1, Float.NaN}))
          .hasMessage("feature 1 must be a finite number, got NaN");
      assertThatThrownBy(() -> scorer.score(new float[] {1, 2, 3}, new float[9]))
          .hasMessage("expected 4 features, got 3");
      assertThatThrownBy(() -> scorer.score(new float[] {1, 2, 3, 4}, new float[1]))
          .hasMessage("expected 2 answers, got 1");
      assertThatThrownBy(() -> scorer.score(Map.of("a", 1)))
          .hasMessage("this model takes a vector of 2 features, not named columns");
    }
  }
}
