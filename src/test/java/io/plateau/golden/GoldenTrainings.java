package io.plateau.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressor;
import io.plateau.run.RunTraining;
import io.plateau.run.SparkWork;
import io.plateau.run.Work;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRecorder;
import io.plateau.train.StageListener;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Short trainings of every kind, each with a digest of the weights it learns: the same line for the
 * same name from release to release, wherever matrices are multiplied in plain Java ({@code
 * -Dplateau.blas=java}).
 *
 * <pre>{@code
 * GoldenTrainings JOBS_FOLDER OUTPUT_FOLDER   prints "name digest" for each training
 * }</pre>
 */
final class GoldenTrainings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenTrainings() {}

  public static void main(String... args) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.warehouse.dir", args[1] + "/warehouse")
            .getOrCreate();
    Map<String, String> digests = new LinkedHashMap<>();
    classifiers(spark, digests);
    regressors(spark, digests);
    jobs(Path.of(args[0]), Path.of(args[1]), digests);
    digests.forEach((name, digest) -> System.out.println("golden " + name + " " + digest));
  }

  private static void classifiers(SparkSession spark, Map<String, String> digests) {
    Dataset<Row> blobs = blobs(spark, false);
    Map<String, Function<NeuralNetworkClassifier, NeuralNetworkClassifier>> kinds =
        new LinkedHashMap<>();
    for (String rule :
        List.of(
            "sgd",
            "momentum",
            "nesterov",
            "adagrad",
            "rmsprop",
            "adadelta",
            "adam",
            "amsgrad",
            "adamax",
            "nadam")) {
      kinds.put("rule " + rule, c -> c.setSolver(rule));
    }
    kinds.put(
        "settings of rmsprop",
        c -> c.setSolver("rmsprop").setSolverSettings("centered=1, momentum=0.5, rho=0.8"));
    kinds.put("gd", c -> c.setSolver("gd").setBatchSize(0).setMaxIter(5));
    kinds.put("l-bfgs", c -> c.setSolver("l-bfgs").setBatchSize(0).setMaxIter(8).setTol(1e-6));
    kinds.put(
        "owl-qn",
        c ->
            c.setSolver("l-bfgs")
                .setBatchSize(0)
                .setMaxIter(8)
                .setTol(1e-6)
                .setRegParam(0.01)
                .setElasticNetParam(1));
    for (String activation :
        List.of(
            "identity",
            "sigmoid",
            "tanh",
            "relu",
            "leakyRelu",
            "elu",
            "gelu",
            "silu",
            "softplus")) {
      kinds.put("activation " + activation, c -> c.setActivation(activation));
    }
    for (String schedule :
        List.of(
            "step(every=1, factor=0.5)",
            "exponential(factor=0.7)",
            "cosine",
            "polynomial(power=2)",
            "plateau(factor=0.5, patience=0)")) {
      kinds.put("schedule " + schedule, c -> c.setSchedule(schedule).setWarmup(0.5));
    }
    for (String initializer : List.of("glorotNormal", "heNormal", "lecunUniform")) {
      kinds.put("initializer " + initializer, c -> c.setInitializer(initializer));
    }
    kinds.put("dropout", c -> c.setDropout(0.3).setInputDropout(0.1));
    kinds.put("local steps", c -> c.setLocalSteps(4).setShards(4).setDropout(0.2));
    kinds.put("local steps auto", c -> c.setLocalSteps(0).setShards(2));
    kinds.put("eight shards", c -> c.setShards(8));
    kinds.put(
        "penalties",
        c ->
            c.setRegParam(0.01)
                .setElasticNetParam(0.25)
                .setWeightDecay(0.01)
                .setClipNorm(0.5)
                .setClipValue(0.2));
    kinds.put("weights", c -> c.setWeightCol("weight").setClassWeight("balanced"));
    kinds.put("all rows", c -> c.setBatchSize(0));
    kinds.put("linear", c -> c.setHiddenLayers(new int[0]));
    kinds.put("monitor", c -> c.setMonitor("accuracy").setPatience(1).setMaxIter(6));
    kinds.put(
        "as the perceptron",
        c ->
            new NeuralNetworkClassifier()
                .setLayers(new int[] {4, 5, 3})
                .setMaxIter(6)
                .setShards(2)
                .setSeed(3));
    kinds.put("one shard", c -> c.setShards(0).setBatchSize(300).setDropout(0.2));
    kinds.forEach(
        (name, kind) -> digests.put(name, digest(kind.apply(classifier()).fit(blobs).weights())));
    Dataset<Row> sparse = blobs(spark, true);
    digests.put("sparse", digest(classifier().setInputDropout(0.2).fit(sparse).weights()));
    digests.put(
        "yes or no",
        digest(
            classifier().setLoss("sigmoidCrossEntropy").fit(blobs.where("label < 2")).weights()));
  }

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {7, 5})
        .setMaxIter(3)
        .setTol(1e-4)
        .setBatchSize(120)
        .setShards(2)
        .setSeed(11)
        .setValidationIndicatorCol("held");
  }

  private static void regressors(SparkSession spark, Map<String, String> digests) {
    Dataset<Row> counts = blobs(spark, false).withColumnRenamed("label", "count");
    for (String loss : List.of("squared", "absolute", "huber", "poisson")) {
      NeuralNetworkRegressor regressor =
          new NeuralNetworkRegressor()
              .setLabelCol("count")
              .setStandardizeLabel(false)
              .setLoss(loss)
              .setHiddenLayers(new int[] {6})
              .setMaxIter(3)
              .setTol(1e-4)
              .setBatchSize(120)
              .setShards(2)
              .setSeed(11);
      digests.put("loss " + loss, digest(regressor.fit(counts).weights()));
    }
  }

  private static void jobs(Path jobs, Path output, Map<String, String> digests) throws IOException {
    Map<String, List<String>> runs = new LinkedHashMap<>();
    runs.put("letters", List.of("letters", "stopping.maxEpochs=2", "training.shards=2"));
    runs.put(
        "diamonds",
        List.of("diamonds", "stopping.maxEpochs=2", "training.localSteps=8", "training.shards=2"));
    runs.put("xor", List.of("xor", "stopping.maxEpochs=20", "training.shards=2"));
    runs.put(
        "xor adamw",
        List.of(
            "xor",
            "stopping.maxEpochs=20",
            "optimizer={name: adamw, learningRate: 0.05}",
            "training.shards=2"));
    runs.put(
        "xor l-bfgs",
        List.of("xor", "stopping.maxEpochs=6", "optimizer={name: l-bfgs, l1: 0.001}"));
    runs.put("letters in one shard", List.of("letters", "stopping.maxEpochs=2"));
    for (Map.Entry<String, List<String>> run : runs.entrySet()) {
      String folder = output.resolve(run.getKey().replace(' ', '-')).toString();
      List<String> overrides = new ArrayList<>(run.getValue().subList(1, run.getValue().size()));
      overrides.add("output=" + folder);
      train(jobs.resolve(run.getValue().get(0) + ".yaml"), overrides);
      List<String> lines = Files.readAllLines(Path.of(folder, "history.jsonl"));
      digests.put(
          "job " + run.getKey(),
          JSON.readTree(lines.get(lines.size() - 1)).required("weights").asText());
    }
  }

  /** As the command train, without the report. */
  private static void train(Path file, List<String> overrides) {
    Job job = JobReader.read(file.toString(), JobReader.textOf(file), overrides);
    RunFolder folder = RunFolder.at(job.output(), new Configuration());
    RunRecorder.Mode mode = RunRecorder.Mode.NEW;
    try (Work work = new SparkWork(new StageListener() {});
        RunTraining run =
            RunTraining.open(
                () -> work, job, folder, mode, RunTraining.checkpoints(job, folder, mode))) {
      run.train(TrainingListener.NONE, new StopRequest());
    }
  }

  /** Points around three centers in four dimensions; every fifth row is for validation. */
  private static Dataset<Row> blobs(SparkSession spark, boolean sparse) {
    double[][] centers = {{-1, 0, 1, 0.5}, {1, 0.5, -1, 0}, {0, -1, 0, -1.5}};
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int label = i % 3;
      double[] x = new double[4];
      for (int j = 0; j < 4; j++) {
        double noise = (Math.floorMod(i * 7919 + j * 104_729, 1009) - 504) / 600.0;
        x[j] = sparse && (i + j) % 4 != 0 ? 0 : centers[label][j] + noise;
      }
      Vector features = Vectors.dense(x);
      rows.add(
          RowFactory.create(
              sparse ? features.toSparse() : features, (double) label, 1.0 + i % 2, i % 5 == 0));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add("label", DataTypes.DoubleType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("held", DataTypes.BooleanType, false);
    return spark.createDataFrame(rows, schema).repartition(3).cache();
  }

  /** Of the weights as floats, in their order (FNV-1a, 64 bits). */
  private static String digest(Vector weights) {
    long hash = 0xcbf29ce484222325L;
    for (double weight : weights.toArray()) {
      hash = (hash ^ Float.floatToRawIntBits((float) weight)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return "%016x".formatted(hash);
  }
}
