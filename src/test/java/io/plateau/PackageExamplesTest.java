package io.plateau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation of packages, compiled as methods in these packages. */
class PackageExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code\n(.*?) \\* }</pre>");

  /** What examples have from elsewhere, by room, as parameters of a method. */
  private static final Map<String, String> GIVEN =
      Map.ofEntries(
          Map.entry(
              "checkpoint",
              "CheckpointPlan plan, Configuration configuration,"
                  + " RunIdentity identity, Trainer trainer, TrainingState fresh"),
          Map.entry(
              "data",
              "SparkSession spark, Job job, TrainingPlan plan, StageListener stages,"
                  + " Transformer network"),
          Map.entry(
              "data.check",
              "Table table, io.plateau.data.column.JobColumns columns,"
                  + " ScanPlan plan, Job job, JavaRDD<ColumnBlock> blocks"),
          Map.entry("data.column", "Job job, Table table"),
          Map.entry("data.idx", "Configuration configuration"),
          Map.entry("data.source", "SparkSession spark, Job job"),
          Map.entry(
              "engine",
              "TrainingPlan plan, Census census, JavaRDD<Example> training, StageListener stages,"
                  + " RunOptions options"),
          Map.entry(
              "engine.round",
              "SparkRound jobs, ShardedRows rows, TrainingPlan plan, Optimizer adam"),
          Map.entry("engine.shard", "JavaRDD<Example> examples, ShardLayout layout"),
          Map.entry("engine.threads", "int cores, int slices, double[] sums"),
          Map.entry("evaluation", "Dataset<Row> predictions, Evaluation.Columns columns"),
          Map.entry("files", "FileSystem files, Path path"),
          Map.entry("frame", "Dataset<Row> dataset"),
          Map.entry(
              "math",
              "long seed, int epoch, float[] x, int in, int n, float[] w, int out, float[] z"),
          Map.entry("ml", "Dataset<Row> training, Dataset<Row> test"),
          Map.entry(
              "ml.fit",
              "TrainingSpec spec, HasNetworkParams params, FitColumns columns,"
                  + " Fit.ClassFactors factors, TrainingListener listener, RunControl control,"
                  + " Dataset<Row> dataset"),
          Map.entry("ml.params", "NeuralNetworkClassifier classifier"),
          Map.entry("ml.persist", "String path"),
          Map.entry(
              "ml.predict",
              "SparkSession spark, Dataset<Row> dataset, StructType schema,"
                  + " TrainedNetwork trained, Outputs outputs"),
          Map.entry(
              "ml.table",
              "TabularRegressor params, Dataset<Row> dataset, Optional<RawColumn> label,"
                  + " TableRules rules"),
          Map.entry("model", "FittedTable table, TrainedNetwork network"),
          Map.entry("nn", "Batch batch"),
          Map.entry("nn.initial", "float[] theta, int inputs, int outputs"),
          Map.entry("nn.loss", "float[] z, int outputs, int examples, Targets targets, float[] dz"),
          Map.entry("onnx", "FittedTable table, TrainedNetwork network"),
          Map.entry("optim", "int n, Objective objective, float[] theta, float[] gradient"),
          Map.entry("report", "Configuration configuration"),
          Map.entry("run", "StageListener stages, RunFolder run"),
          Map.entry("run.folder", "Configuration configuration"),
          Map.entry("run.local", "Configuration configuration"),
          Map.entry(
              "scan",
              "JavaRDD<ColumnBlock> blocks, List<Slot> slots, RowParts parts,"
                  + " List<RawColumn> columns, TableRules rules, boolean centers"),
          Map.entry("store", "History history"),
          Map.entry("table", "FittedTable table"),
          Map.entry("table.fit", "TableFit fit, Measured measured, boolean centers"),
          Map.entry(
              "train",
              "Rounds rounds, Rates rates, Validation validation,"
                  + " Optimizer optimizer, float[] weights, TrainingListener listener"));

  /** Classes whose names other packages have, too, by room. */
  private static final Map<String, List<String>> MEANT =
      Map.of(
          "data.idx", List.of("org.apache.hadoop.fs.Path"),
          "files", List.of("org.apache.hadoop.fs.Path"),
          "nn.choice", List.of("io.plateau.nn.choice.Registry.Row"),
          "nn.column", List.of("io.plateau.nn.Column", "io.plateau.nn.Columns"),
          "report", List.of("org.apache.hadoop.fs.Path"),
          "data", List.of("io.plateau.data.source.Table"),
          "data.check", List.of("io.plateau.data.source.Table"),
          "data.column", List.of("io.plateau.data.source.Table"));

  private static final List<String> IMPORTS =
      List.of(
          "java.nio.file.*",
          "java.util.*",
          "com.fasterxml.jackson.databind.node.ObjectNode",
          "org.apache.hadoop.conf.Configuration",
          "org.apache.hadoop.fs.FileSystem",
          "org.apache.spark.api.java.JavaRDD",
          "org.apache.spark.ml.*",
          "org.apache.spark.sql.*",
          "org.apache.spark.sql.catalyst.InternalRow",
          "org.apache.spark.sql.types.StructType",
          "static io.plateau.train.Monitor.*",
          "static io.plateau.train.StoppingRule.*");

  @Test
  void examplesCompile(@TempDir Path folder) throws IOException {
    List<Path> packages;
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      packages = sources.filter(source -> source.endsWith("package-info.java")).sorted().toList();
    }
    String rooms =
        packages.stream()
            .map(source -> SOURCES.relativize(source.getParent()).toString().replace('/', '.'))
            .map(room -> "import " + room + ".*;\n")
            .collect(Collectors.joining());
    List<String> command =
        new ArrayList<>(
            List.of("-proc:none", "-Xlint:none", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-encoding", "UTF-8", "-d", folder.toString()));
    for (Path source : packages) {
      String text = Files.readString(source);
      if (text.contains("<pre>")) {
        Matcher example = EXAMPLE.matcher(text);
        assertThat(example.find()).as(source.toString()).isTrue();
        Path file = folder.resolve(source.getParent()).resolve("Documented.java");
        Files.createDirectories(file.getParent());
        String name = SOURCES.relativize(source.getParent()).toString().replace('/', '.');
        Files.writeString(file, method(name, rooms, example.group(1)));
        assertThat(example.find()).as("a second example of %s", source).isFalse();
        command.add(file.toString());
      }
    }
    assertThat(command).hasSizeGreaterThan(packages.size());
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
    assertThat(status).as("javac").isZero();
  }

  private static String method(String name, String rooms, String example) {
    String room = name.substring("io.plateau.".length());
    String imports =
        Stream.concat(IMPORTS.stream(), MEANT.getOrDefault(room, List.of()).stream())
            .map(each -> "import " + each + ";\n")
            .collect(Collectors.joining());
    return "package %s;\n%s%sclass Documented {\nvoid example(%s) throws Exception {\n%s}\n}\n"
        .formatted(
            name,
            rooms,
            imports,
            GIVEN.getOrDefault(room, ""),
            example.replaceAll("(?m)^ \\* ?", ""));
  }
}
