package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.LoggedWarnings;
import io.plateau.ml.params.HasNetworkParams;
import io.plateau.ml.params.HasTableParams;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.scheduler.DAGScheduler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkCitizenTest {
  @TempDir Path folder;

  private static NeuralNetworkClassifier quick() {
    return new NeuralNetworkClassifier().setHiddenLayers(new int[] {4}).setMaxIter(2);
  }

  private static Dataset<Row> rows() {
    return Frames.labeled(Frames.blobs(60));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void columnsThatAreMissingAreNamedWithTheirParams(Estimator<?> stage) {
    List<Param<?>> columns =
        Stream.of(stage.params())
            .filter(param -> param.name().matches("columnKinds|.*Cols?"))
            .filter(param -> !param.name().matches("(output|prediction|rawPred|probability).*"))
            .toList();
    assertThat(columns).hasSizeGreaterThan(2);
    for (Param<?> param : columns) {
      ParamMap absent = new ParamMap();
      if (stage instanceof TableEncoder encoder && !param.name().equals("inputCols")) {
        absent.put(encoder.ignoredCols(), new String[] {"label"});
      }
      put(absent, param);
      Estimator<?> missing = stage.copy(absent);
      assertThatThrownBy(() -> missing.fit(rows()))
          .as(param.name())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("column \"gone\" (" + param.name() + ") does not exist")
          .hasMessageEndingWith("; there are: features, label");
    }
  }

  @SuppressWarnings("unchecked")
  private static void put(ParamMap map, Param<?> param) {
    if (param instanceof StringArrayParam names) {
      map.put(names, new String[] {names.name().equals("columnKinds") ? "gone:number" : "gone"});
    } else {
      map.put((Param<String>) param, "gone");
    }
  }

  static Stream<Estimator<?>> estimators() {
    return stages()
        .filter(stage -> stage instanceof Estimator<?>)
        .map(stage -> (Estimator<?>) stage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"labelCol", "weightCol", "featuresCol"})
  void columnsThatAreMissingWhereAModelIsMeasuredAreNamedWithTheirParams(String param) {
    NeuralNetworkClassificationModel network = quick().fit(rows());
    network.set(param, "gone");
    TabularClassificationModel table = new TabularClassifier().setMaxIter(1).fit(rows());
    String message = "column \"gone\" (" + param + ") does not exist; there are: features, label";
    assertThatThrownBy(() -> network.evaluate(rows()).accuracy()).hasMessage(message);
    assertThatThrownBy(() -> network.featureImportances(rows())).hasMessage(message);
    if (!param.equals("featuresCol")) {
      table.set(param, "gone");
      assertThatThrownBy(() -> table.featureImportances(rows())).hasMessage(message);
      assertThatThrownBy(() -> table.evaluate(rows())).hasMessage(message);
    }
  }

  /** Rows of weight 0 are as good as absent. */
  @Test
  void oneVsRestWeighsRows() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.blobs(60)) {
      rows.add(Frames.row(row.get(0), row.get(1), rows.size() % 4 == 0 ? 0.0 : 1.0));
    }
    Dataset<Row> weighted = Frames.labeled(rows, "weight", DataTypes.DoubleType);
    OneVsRest stage = new OneVsRest().setClassifier(quick()).setWeightCol("weight");
    List<Vector> all = weights(stage.fit(weighted));
    assertThat(all).hasSize(3).isEqualTo(weights(stage.fit(weighted.filter("weight > 0"))));
  }

  private static List<Vector> weights(OneVsRestModel model) {
    return Arrays.stream(model.models())
        .map(each -> ((NeuralNetworkClassificationModel) each).weights())
        .toList();
  }

  static Stream<Params> stages() {
    return Stream.of(
        new NeuralNetworkClassifier(),
        new NeuralNetworkRegressor(),
        new NeuralNetworkClassificationModel(),
        new NeuralNetworkRegressionModel(),
        new TabularClassifier(),
        new TabularRegressor(),
        new TabularClassificationModel(),
        new TabularRegressionModel(),
        new TableEncoder(),
        new TableEncoderModel());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void paramsBelongToTheirStage(Params stage) throws NoSuchMethodException {
    List<String> names = Arrays.stream(stage.params()).map(Param::name).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates();
    if (stage instanceof HasNetworkParams) {
      assertThat(names).contains("layers", "solver", "maxIter");
    }
    if (stage instanceof HasTableParams) {
      assertThat(names).contains("inputCols", "missing", "columnKinds");
    }
    for (Param<?> param : stage.params()) {
      assertThat(param.parent()).as(param.name()).isEqualTo(stage.uid());
      assertThat(stage.getParam(param.name())).isEqualTo(param);
      assertThat(param.doc())
          .isNotBlank()
          .doesNotContainPattern("\\b(network|optimizer|stopping|training|data)\\.\\w");
    }
    assertThat(stage.getClass().getMethod("copy", ParamMap.class).getReturnType())
        .isEqualTo(stage.getClass());
  }

  @Test
  void copiesKeepUidParamsAndTakeExtras() {
    NeuralNetworkClassifier stage = quick().setStepSize(0.5);
    NeuralNetworkClassifier copy = stage.copy(new ParamMap().put(stage.maxIter(), 7));
    assertThat(copy.uid()).isEqualTo(stage.uid());
    assertThat(copy.getStepSize()).isEqualTo(0.5);
    assertThat(copy.getMaxIter()).isEqualTo(7);
    assertThat(stage.getMaxIter()).isEqualTo(2);
    NeuralNetworkClassificationModel model = stage.fit(rows());
    assertThat(model.uid()).isEqualTo(stage.uid());
    assertThat(model.parent()).isEqualTo(stage);
    assertThat(model.getStepSize()).isEqualTo(0.5);
    NeuralNetworkClassificationModel second = model.copy(new ParamMap());
    assertThat(second.parent()).isEqualTo(stage);
    assertThat(second.hasSummary()).isTrue();
  }

  @Test
  void badParamsAreRefusedWhenSet() {
    NeuralNetworkClassifier stage = new NeuralNetworkClassifier();
    assertThatThrownBy(() -> stage.setSolver("adm")).hasMessageContaining("\"adm\"");
    assertThatThrownBy(() -> stage.setActivation("rely")).hasMessageContaining("\"rely\"");
    assertThatThrownBy(() -> stage.setSchedule("cosine("))
        .hasMessageContaining("schedule must be a name");
    assertThatThrownBy(() -> stage.setSchedule("step(every=10, every=20)"))
        .hasMessage("schedule has every twice, got \"every=10, every=20\"");
    assertThatThrownBy(() -> stage.setSchedule("step(10)"))
        .hasMessage(
            "the numbers of schedule must have the form NAME=NUMBER, with commas between them; got \"10\"");
    assertThatThrownBy(() -> stage.setSolverSettings("beta1:0.8"))
        .hasMessage(
            "the numbers of solverSettings must have the form NAME=NUMBER, with commas between them;"
                + " got \"beta1:0.8\"");
    assertThatThrownBy(() -> stage.setClassWeights(new double[] {1, Double.POSITIVE_INFINITY}))
        .hasMessageContaining("classWeights");
    assertThatThrownBy(() -> stage.setDropout(1)).hasMessageContaining("dropout");
    assertThatThrownBy(() -> stage.setHandleInvalid("drop")).hasMessageContaining("handleInvalid");
    assertThatThrownBy(() -> stage.setLayers(new int[] {4})).hasMessageContaining("layers");
  }

  @Test
  void isFoundByServiceLoaders() throws ClassNotFoundException {
    assertThat(services("org.apache.spark.ml.Estimator"))
        .contains(
            NeuralNetworkClassifier.class,
            NeuralNetworkRegressor.class,
            TabularClassifier.class,
            TabularRegressor.class,
            TableEncoder.class);
    assertThat(services("org.apache.spark.ml.Transformer"))
        .contains(
            NeuralNetworkClassificationModel.class,
            NeuralNetworkRegressionModel.class,
            TabularClassificationModel.class,
            TabularRegressionModel.class,
            TableEncoderModel.class);
  }

  /** Py4j, through which Python calls, sees what is declared by public types. */
  @ParameterizedTest
  @MethodSource("stages")
  void settersAreCallableAndReturnTheStage(Params stage) throws ReflectiveOperationException {
    for (Method method : stage.getClass().getMethods()) {
      if (method.getName().matches("set(MaxIter|BatchSize|LabelCol|Missing|OutputCol)")) {
        assertThat(Modifier.isPublic(method.getDeclaringClass().getModifiers())).isTrue();
        Class<?> type = method.getParameterTypes()[0];
        Object value = type == int.class ? (Object) 3 : "error";
        assertThat(method.invoke(stage, value)).isSameAs(stage);
      }
    }
  }

  private static List<Class<?>> services(String type) throws ClassNotFoundException {
    List<Class<?>> found = new ArrayList<>();
    for (ServiceLoader.Provider<?> service :
        ServiceLoader.load(Class.forName(type)).stream().toList()) {
      found.add(service.type());
    }
    return found;
  }

  @Test
  void isTunedInParallelAndLeavesNothingCached() {
    NeuralNetworkClassifier stage = quick().setBatchSize(16);
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(stage)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(stage.maxIter(), new int[] {1, 15})
                    .addGrid(stage.stepSize(), new double[] {1e-5, 0.05})
                    .build())
            .setNumFolds(2)
            .setParallelism(2)
            .setSeed(1);
    CrossValidatorModel best = validator.fit(rows());
    NeuralNetworkClassificationModel model = (NeuralNetworkClassificationModel) best.bestModel();
    assertThat(model.getMaxIter()).isEqualTo(15);
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  /** Spark warns of large ones in every session that logs warnings. */
  @Test
  void tasksOfATrainingAreSmall() {
    NeuralNetworkClassifier large =
        new NeuralNetworkClassifier().setHiddenLayers(new int[] {600, 600}).setMaxIter(2);
    Dataset<Row> rows = rows();
    assertThat(LoggedWarnings.of(DAGScheduler.class, () -> large.fit(rows))).isEmpty();
  }

  @Test
  void predictsInStructuredStreaming() throws Exception {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    String input = folder.resolve("in").toString();
    rows().repartition(3).write().parquet(input);
    Dataset<Row> stream = LocalSpark.session().readStream().schema(rows().schema()).parquet(input);
    StreamingQuery query =
        model
            .transform(stream)
            .writeStream()
            .format("memory")
            .queryName("predicted")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .start();
    try {
      query.processAllAvailable();
    } finally {
      query.stop();
    }
    List<String> expected = new ArrayList<>();
    model.transform(rows()).collectAsList().forEach(row -> expected.add(row.toString()));
    List<String> got = new ArrayList<>();
    LocalSpark.session().table("predicted").collectAsList().forEach(row -> got.add(row.toString()));
    assertThat(got).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Rows are read a block ahead: of several files, and of none behind them. */
  @Test
  void predictionsKeepTheFilesOfTheirRows() {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    String files = folder.resolve("files").toString();
    rows()
        .selectExpr("*", "int(label) part")
        .repartition(4)
        .write()
        .partitionBy("part")
        .parquet(files);
    Dataset<Row> read = LocalSpark.session().read().parquet(files).coalesce(1);
    String[] seen = {"part", "input_file_name()", "input_file_block_start()"};
    List<Row> expected = read.selectExpr(seen).collectAsList();
    assertThat(expected.stream().map(row -> row.get(1)).distinct().count()).isGreaterThan(5);
    for (int block : new int[] {1, 7, 1024}) {
      model.setBlockSize(block);
      assertThat(model.transform(read).selectExpr(seen).collectAsList()).isEqualTo(expected);
    }
    Dataset<Row> more = read.drop("part").union(rows()).coalesce(1);
    assertThat(model.transform(more).select(functions.input_file_name()).collectAsList())
        .isEqualTo(more.select(functions.input_file_name()).collectAsList());
  }

  @Test
  void featuresThatTwoColumnsMayBeAreRefused() {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    Dataset<Row> twice = rows().join(rows().select("features", "label"), "label");
    String message = "there are two columns \"features\"; rename one of them, such as by toDF";
    assertThatThrownBy(() -> model.transform(twice)).hasMessage(message);
    assertThatThrownBy(() -> model.featureImportances(twice)).hasMessage(message);
    assertThatThrownBy(() -> quick().fit(twice)).hasMessage(message);
  }

  @Test
  void predictionsKeepOtherColumnsAndTheirIdentity() {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    Dataset<Row> wide = rows().selectExpr("'é' as text", "array(1, null) as list", "*");
    Dataset<Row> out = model.transform(wide);
    assertThat(out.select(wide.col("text"), wide.col("list"), wide.col("label")).collectAsList())
        .isEqualTo(wide.select("text", "list", "label").collectAsList());
    Dataset<Row> twice =
        model
            .copy(new ParamMap())
            .setRawPredictionCol("")
            .setProbabilityCol("")
            .setPredictionCol("again")
            .transform(out);
    assertThat(twice.filter("again = prediction").count()).isEqualTo(60);
    assertThat(out.join(out.select("label").distinct(), "label").count()).isEqualTo(60);
    assertThat(model.transform(wide.filter("label > 5")).collectAsList()).isEmpty();
  }

  @Test
  void tellsAListener() {
    List<Integer> epochs = new ArrayList<>();
    quick()
        .setListener(
            new TrainingListener() {
              @Override
              public void epoch(TrainingState state) {
                epochs.add(state.history().size());
              }
            })
        .fit(rows());
    assertThat(epochs).containsExactly(1, 2);
  }

  @Test
  void sparseVectorsTrainAndPredictAsDenseOnes() {
    List<Row> sparse = new ArrayList<>();
    List<Row> dense = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double label = i % 2;
      var vector = Vectors.sparse(50, new int[] {i % 5, 10 + (i % 2)}, new double[] {1 + i % 3, 2});
      sparse.add(Frames.row(vector, label));
      dense.add(Frames.row(vector.toDense(), label));
    }
    NeuralNetworkClassifier stage = quick().setMaxIter(15).setBatchSize(16).setStepSize(0.02);
    NeuralNetworkClassificationModel a = stage.fit(Frames.labeled(sparse));
    NeuralNetworkClassificationModel b = stage.fit(Frames.labeled(dense));
    assertThat(a.weights()).isEqualTo(b.weights());
    assertThat(a.evaluate(Frames.labeled(sparse)).accuracy()).isEqualTo(1);
    assertThat(a.evaluate(Frames.labeled(dense)).accuracy()).isEqualTo(1);
  }
}
