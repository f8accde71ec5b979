package io.plateau.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.cli.Main;
import io.plateau.math.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Training on many rows: classes of a teacher network 28-64-1 whose logits get noise, so that the
 * best AUC is near that of HIGGS. {@code TeacherBench FOLDER ROWS EPOCHS [KEY=VALUE …]}, as in
 * {@code TeacherBench target/teacher 2000000 4}: writes FOLDER/train.parquet and a tenth as many
 * rows in FOLDER/test.parquet unless they are there (ROWS is then to be that of before), then
 * trains the recipes plain (28-256-256-256) and tabular on two cores, in batches of 1024 rows with
 * local steps. Prints for each the rows a second of a core, how much of the time its matrix
 * products take alone, and the AUC; {@code src/jmh/python/teacher_xgboost.py FOLDER} fits 100 trees
 * to the same rows.
 */
public final class TeacherBench {
  private static final int FEATURES = 28;
  private static final int HIDDEN = 64;
  private static final int CORES = 2;
  private static final double NOISE = 1.5;
  private static final double STEEPNESS = 3;
  private static final int PARTITIONS = 16;
  private static final int PIECES = 8;
  private static final int[] PLAIN = {FEATURES, 256, 256, 256, 2};
  private static final int[] TABULAR = {FEATURES * PIECES, 256, 256, 256, 2};

  /** Weights of the teacher, layer after layer: of variance 2 / inputs, then 1 / hidden. */
  private static final double[] TEACHER = teacher();

  private TeacherBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    long rows = Long.parseLong(arguments[1]);
    int epochs = Integer.parseInt(arguments[2]);
    List<String> settings = List.of(arguments).subList(3, arguments.length);
    if (!Files.exists(folder.resolve("test.parquet"))) {
      try (SparkSession spark =
          SparkSession.builder().master("local[" + CORES + "]").appName("bench").getOrCreate()) {
        write(spark, folder.resolve("train.parquet"), rows, 0);
        write(spark, folder.resolve("test.parquet"), rows / 10, rows);
      }
    }
    System.out.println("| recipe | rows/s a core | of the limit | AUC | core-seconds of epochs |");
    System.out.println("|---|---|---|---|---|");
    train(folder, "plain", PLAIN, rows, epochs, settings);
    train(folder, "tabular", TABULAR, rows, epochs, settings);
  }

  private static void train(
      Path folder, String recipe, int[] layers, long rows, int epochs, List<String> settings)
      throws IOException {
    Path run = Files.createTempDirectory("teacher");
    Path job = run.resolve("job.yaml");
    Files.writeString(
        job,
        """
        name: teacher
        output: %1$s/run
        recipe: %2$s
        data:
          path: %3$s/train.parquet
          format: parquet
          label: label
          split: {test: {path: %3$s/test.parquet}}
        network: {hidden: [256, 256, 256]}
        training: {batchSize: 1024, localSteps: auto}
        stopping: {maxEpochs: %4$d}
        """
            .formatted(run, recipe, folder, epochs));
    List<String> command = new ArrayList<>(List.of("train", job.toString()));
    command.addAll(settings);
    int status = Main.run(command.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("exit status " + status + ", see above");
    }
    JsonNode result = new ObjectMapper().readTree(run.resolve("run/metrics.json").toFile());
    double seconds = result.path("seconds").path("epochs").asDouble();
    double limit = SgemmLimit.seconds(layers, rows, 512, CORES);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %.4f | %.0f |%n",
        recipe,
        rows * epochs / seconds / CORES,
        limit * epochs / seconds,
        result.path("test").path("auc").asDouble(),
        seconds * CORES);
  }

  private static void write(SparkSession spark, Path file, long rows, long first) {
    StructType schema = new StructType();
    for (int i = 0; i < FEATURES; i++) {
      schema = schema.add("f" + i, DataTypes.FloatType);
    }
    schema = schema.add("label", DataTypes.StringType);
    List<Integer> parts = IntStream.range(0, PARTITIONS).boxed().toList();
    spark
        .createDataFrame(
            new JavaSparkContext(spark.sparkContext())
                .parallelize(parts, PARTITIONS)
                .flatMap(
                    part ->
                        LongStream.range(rows * part / PARTITIONS, rows * (part + 1) / PARTITIONS)
                            .mapToObj(row -> row(first + row))
                            .iterator()),
            schema)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(file.toString());
  }

  private static Row row(long index) {
    Key key = Key.of(1).with("rows").with(index);
    Object[] values = new Object[FEATURES + 1];
    double[] x = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      x[i] = key.normal(i);
      values[i] = (float) x[i];
    }
    double logit = 0;
    for (int h = 0; h < HIDDEN; h++) {
      double z = 0;
      for (int i = 0; i < FEATURES; i++) {
        z += TEACHER[h * FEATURES + i] * x[i];
      }
      logit += TEACHER[HIDDEN * FEATURES + h] * Math.tanh(z);
    }
    double noisy = STEEPNESS * logit + NOISE * key.normal(FEATURES);
    values[FEATURES] = noisy > 0 ? "signal" : "background";
    return RowFactory.create(values);
  }

  private static double[] teacher() {
    Key key = Key.of(1).with("teacher");
    double[] weights = new double[HIDDEN * FEATURES + HIDDEN];
    Arrays.setAll(
        weights,
        i -> key.normal(i) * Math.sqrt(i < HIDDEN * FEATURES ? 2.0 / FEATURES : 1.0 / HIDDEN));
    return weights;
  }
}
