package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  @TempDir Path folder;

  @Test
  void lettersAreClassesOfStandardisedNumbers() {
    Job.Data letters = Jobs.csv(Path.of("jobs/data/letter-recognition.csv.gz"), "letter");
    JobData data = Jobs.read(Jobs.with(letters, new Job.Part.Last(4000), Jobs.NONE));
    Prepared prepared = data.prepare();
    assertThat(prepared.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(prepared.classes()).hasSize(26).startsWith("A", "B").endsWith("Z");
    assertThat(prepared.predictionColumn()).isNotEqualTo(Prepared.PREDICTION);
    Dataset<Row> frame = prepared.frame(data.training());
    Row summary =
        frame
            .select(
                Summarizer.mean(frame.col(prepared.featuresColumn())),
                Summarizer.std(frame.col(prepared.featuresColumn())))
            .first();
    assertThat(((Vector) summary.get(0)).toArray()).hasSize(16);
    for (int i = 0; i < 16; i++) {
      assertThat(((Vector) summary.get(0)).apply(i)).isCloseTo(0, within(1e-12));
      assertThat(((Vector) summary.get(1)).apply(i)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void diamondsAreNumbersAndCategoriesInTheOrderOfTheFile() {
    Job.Data diamonds =
        Jobs.standardized(Jobs.csv(Path.of("jobs/data/diamonds.csv.gz"), "price"), true);
    JobData data = Jobs.readStandardized(diamonds);
    Prepared prepared = data.prepare();
    assertThat(prepared.task()).isEqualTo(Task.REGRESSION);
    assertThat(data.profile().rows()).isEqualTo(53_940);
    // carat, 5 cuts, 7 colours, 8 clarities, depth, table, x, y, z
    Vector first = Jobs.features(prepared, data.training().limit(1)).get(0);
    assertThat(first.size()).isEqualTo(26);
    double[] categories = Arrays.copyOfRange(first.toArray(), 1, 21);
    double[] expected = new double[20];
    expected[2] = 1; // Ideal, after Fair and Good
    expected[5 + 1] = 1; // E, after D
    expected[12 + 3] = 1; // SI2, after I1, IF, SI1
    assertThat(categories).containsExactly(expected);
    double mean = data.training().selectExpr("avg(price)").first().getDouble(0);
    double deviation = data.training().selectExpr("stddev(price)").first().getDouble(0);
    assertThat(Jobs.labels(prepared, data.training().limit(1)).get(0))
        .isCloseTo((326 - mean) / deviation, within(1e-12));
  }

  @Test
  void classPredictionsBecomeLabelsAgainAlsoAfterSaving() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,no", "2,yes", "3,yes");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    Prepared prepared = data.prepare();
    PipelineModel saved = saved(prepared.pipeline(model(prepared, "1.0D")));
    Dataset<Row> predicted = Prepared.withoutWorkings(saved.transform(data.training()));
    assertThat(predicted.columns()).containsExactly("a", "y", "prediction");
    assertThat(Jobs.texts(predicted.select("prediction")))
        .containsExactly("[yes]", "[yes]", "[yes]");
    // Rows to predict need no label.
    assertThat(saved.transform(data.training().drop("y")).count()).isEqualTo(3);
  }

  @Test
  void standardisedPredictionsAreTurnedBackAlsoAfterSaving() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,100", "2,200", "3,300");
    JobData data = Jobs.readStandardized(Jobs.csv(path, "y"));
    Prepared prepared = data.prepare();
    assertThat(Jobs.labels(prepared, data.training())).containsExactly(-1.0, 0.0, 1.0);
    PipelineModel saved = saved(prepared.pipeline(model(prepared, "2.0D")));
    assertThat(Jobs.texts(saved.transform(data.training().drop("y")).select("prediction")))
        .containsExactly("[400.0]", "[400.0]", "[400.0]");
  }

  @Test
  void severalLabelsAreAVector() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,z", "1,100,5", "2,200,5", "3,300,5");
    JobData data = Jobs.readStandardized(Jobs.csv(path, "y", "z"));
    Prepared prepared = data.prepare();
    List<Row> labels =
        prepared.frame(data.training()).select(prepared.labelColumn()).collectAsList();
    assertThat(labels.stream().map(row -> (Vector) row.get(0)))
        .containsExactly(Vectors.dense(-1, 0), Vectors.dense(0, 0), Vectors.dense(1, 0));
    PipelineModel pipeline = prepared.pipeline(model(prepared, "0.0D"));
    Dataset<Row> predicted =
        prepared
            .frame(data.training())
            .withColumnRenamed(prepared.labelColumn(), prepared.predictionColumn());
    Dataset<Row> back = pipeline.stages()[pipeline.stages().length - 1].transform(predicted);
    assertThat(back.collectAsList().stream().map(row -> (Vector) row.getAs("prediction")))
        .containsExactly(Vectors.dense(100, 5), Vectors.dense(200, 5), Vectors.dense(300, 5));
  }

  @Test
  void numericClassesAreInTheOrderOfNumbers() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,10", "2,9", "3,2");
    JobData data =
        JobData.read(
            LocalSpark.session(), Jobs.csv(path, "y"), Jobs.spec("softmaxCrossEntropy", false));
    assertThat(data.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(data.prepare().classes()).containsExactly("2", "9", "10");
  }

  @Test
  void booleanLabelIsAClass() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,true", "2,false");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    Prepared prepared = data.prepare();
    assertThat(prepared.classes()).containsExactly("false", "true");
    assertThat(Jobs.labels(prepared, data.training())).containsExactly(1.0, 0.0);
  }

  @Test
  void weightPassesThrough() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,w", "1,1,3", "2,2,4");
    JobData data = Jobs.read(Jobs.weighted(Jobs.csv(path, "y"), "w"));
    Prepared prepared = data.prepare();
    assertThat(prepared.weightColumn()).isEqualTo("w");
    assertThat(Jobs.texts(prepared.frame(data.training()).select("w")))
        .containsExactly("[3.0]", "[4.0]");
    assertThat(Jobs.features(prepared, data.training()).get(0).size()).isEqualTo(1);
  }

  @Test
  void missingValuesAreFilledOrSkipped() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,c,y", "1,u,1", ",v,2", "2,u,3", "6,,4");
    Job.Data data = Jobs.standardized(Jobs.csv(path, "y"), false);
    assertThat(first(Jobs.with(data, Job.Missing.MEAN))).containsExactly(1.0, 3.0, 2.0, 6.0);
    assertThat(first(Jobs.with(data, Job.Missing.MEDIAN))).containsExactly(1.0, 2.0, 2.0, 6.0);
    assertThat(first(Jobs.with(data, Job.Missing.SKIP))).containsExactly(1.0, 2.0);
    assertThat(Jobs.read(Jobs.with(data, Job.Missing.MEAN)).profile().missing())
        .isEqualTo(Map.of("a", 1L, "c", 1L));
  }

  @Test
  void nothingToFillIn() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,b,y", "1,,1", "2,,2");
    Job.Data data =
        Jobs.with(
            Jobs.with(Jobs.csv(path, "y"), Job.Missing.MEAN),
            "csv",
            Map.of("header", "true", "schema", "a DOUBLE, b DOUBLE, y DOUBLE"));
    assertThatThrownBy(() -> Jobs.read(data).prepare())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"b\" has no value in any training row, so none to fill in; list data.features without it");
  }

  @Test
  void constantFeatureIsZero() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,b,y", "1,5,1", "2,5,2");
    JobData data = Jobs.read(Jobs.csv(path, "y"));
    assertThat(Jobs.features(data.prepare(), data.training()))
        .allSatisfy(vector -> assertThat(vector.apply(1)).isZero());
  }

  @Test
  void vectorsOfAnotherFormatStaySparse() throws IOException {
    Path path = Jobs.file(folder, "x.libsvm", "0 2:4", "1 5:3", "1 2:1 5:1");
    Job.Data data = Jobs.with(Jobs.csv(path, "label"), "libsvm", Map.of("numFeatures", "100"));
    JobData read = Jobs.read(data);
    List<Vector> features = Jobs.features(read.prepare(), read.training());
    assertThat(features).extracting(Vector::size).containsOnly(100);
    assertThat(features.get(0)).isInstanceOf(org.apache.spark.ml.linalg.SparseVector.class);
    assertThat(features.get(0).numNonzeros()).isEqualTo(1);
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
            "category \"c\" of %s must be one of the 2 that the training rows have (u, v), but is not in 1 of 2 rows, first row 2",
            bad);
    Path text = Jobs.file(folder, "text.csv", "a,c,y", "one,u,no");
    assertThatThrownBy(() -> others(data, text, pipeline, false))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"a\" (data.features) must be a number, but in %s it is text", text);
  }

  private static Dataset<Row> others(
      JobData data, Path path, PipelineModel pipeline, boolean labelled) {
    return JobData.others(
        LocalSpark.session(), data.resolved(), path.toString(), pipeline, labelled);
  }

  private static List<Double> first(Job.Data data) {
    JobData read = Jobs.read(data);
    return Jobs.features(read.prepare(), read.training()).stream()
        .map(vector -> vector.apply(0))
        .toList();
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
