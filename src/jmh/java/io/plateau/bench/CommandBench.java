package io.plateau.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Benchmark of whole commands of two working copies, from the command to the prompt: {@code
 * CommandBench BEFORE AFTER PAIRS ROWS}, as in {@code CommandBench ../before . 5 2000000}. Both
 * copies must be built, and {@code scripts/plateau} run once in each. The two copies train by
 * turns, each in a new process: letters with three epochs, then 28-256-256-256-1 with four epochs
 * on so many rows of Parquet (none with 0 rows). Prints a Markdown table of medians; a ratio is the
 * median of the ratios of the pairs. Spark's event log tells jobs and rounds, among which are those
 * that measure validation rows and those that make several epochs.
 */
public final class CommandBench {
  private static final int FEATURES = 28;

  /** Without it, versions that have recipes train otherwise than those before. */
  private static final String PLAIN = "recipe: plain\n";

  private CommandBench() {}

  /** A working copy, and a folder for what is written of it. Job files are as it reads them. */
  private record Copy(Path root, Path folder) {
    Path letters() throws IOException {
      return Files.writeString(
          folder.resolve("letters.yaml"),
          example()
              .replace("runs/letters", folder.resolve("letters").toString())
              .replace("maxEpochs: 60", "maxEpochs: 3"));
    }

    Path rows(Path data) throws IOException {
      return Files.writeString(
          folder.resolve("rows.yaml"),
          """
          seed: 1
          output: %1$s/rows
          %3$sdata:
            path: %2$s
            format: parquet
            label: y
            split: {test: 0.1, validation: 0.1}
          loss: sigmoidCrossEntropy
          network: {hidden: [256, 256, 256]}
          optimizer: {name: adam, learningRate: 0.001}
          training: {batchSize: 4096}
          stopping: {maxEpochs: 4, patience: 0}
          """
              .formatted(folder, data, example().contains(PLAIN) ? PLAIN : ""));
    }

    private String example() throws IOException {
      return Files.readString(root.resolve("jobs/letters.yaml"));
    }
  }

  /** The job file of a copy. */
  @FunctionalInterface
  private interface Job {
    Path of(Copy copy) throws IOException;
  }

  /** Figures of one command. */
  private record Run(double total, double before, double after, double jobs, double rounds) {}

  private record Measure(String name, String format, ToDoubleFunction<Run> of) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("seconds from command to prompt", "%.1f", Run::total),
          new Measure("seconds before the first round", "%.1f", Run::before),
          new Measure("seconds after the last round", "%.1f", Run::after),
          new Measure("Spark jobs beside rounds", "%.0f", Run::jobs),
          new Measure("rounds", "%.0f", Run::rounds));

  public static void main(String[] args) throws IOException, InterruptedException {
    int pairs = Integer.parseInt(args[2]);
    long rows = Long.parseLong(args[3]);
    Path folder = Files.createTempDirectory("command-bench");
    System.out.println("| job | | before | after | ratio |\n|---|---|---|---|---|");
    List<Copy> copies =
        List.of(copy(args[0], folder.resolve("before")), copy(args[1], folder.resolve("after")));
    compare("letters, 3 epochs", pairs, copies, Copy::letters);
    if (rows > 0) {
      Path data = parquet(folder, rows);
      String name = "%,d rows of Parquet, 4 epochs".formatted(rows);
      compare(name, pairs, copies, copy -> copy.rows(data));
    }
  }

  private static Copy copy(String root, Path folder) throws IOException {
    return new Copy(Path.of(root).toRealPath(), Files.createDirectory(folder));
  }

  private static void compare(String name, int pairs, List<Copy> copies, Job job)
      throws IOException, InterruptedException {
    Path before = job.of(copies.get(0));
    Path after = job.of(copies.get(1));
    List<Run> old = new ArrayList<>();
    List<Run> now = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      old.add(run(copies.get(0), before));
      now.add(run(copies.get(1), after));
    }
    for (Measure measure : MEASURES) {
      double[] a = old.stream().mapToDouble(measure.of).toArray();
      double[] b = now.stream().mapToDouble(measure.of).toArray();
      double[] ratios = new double[pairs];
      Arrays.setAll(ratios, i -> b[i] / a[i]);
      String row = "| %s | %s | " + measure.format + " | " + measure.format + " | %.2f |%n";
      System.out.printf(Locale.ROOT, row, name, measure.name, median(a), median(b), median(ratios));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Run run(Copy copy, Path job) throws IOException, InterruptedException {
    Path events = Files.createTempDirectory(copy.folder, "events");
    File log = copy.folder.resolve("command.log").toFile();
    ProcessBuilder command =
        new ProcessBuilder(
                "scripts/plateau",
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.compress=false",
                "--conf",
                "spark.eventLog.rolling.enabled=false",
                "--conf",
                "spark.eventLog.dir=" + events.toUri(),
                "train",
                job.toString(),
                "--overwrite")
            .directory(copy.root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    // The embedded Spark of each copy, with its own configuration.
    command.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    long began = System.currentTimeMillis();
    int status = command.start().waitFor();
    final long ended = System.currentTimeMillis();
    if (status != 0) {
      throw new IllegalStateException(
          copy.root + " ended with " + status + ":\n" + Files.readString(log.toPath()));
    }
    return read(events, began, ended);
  }

  private static Run read(Path events, long began, long ended) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    int jobs = 0;
    List<Integer> rounds = new ArrayList<>();
    long first = 0;
    long last = 0;
    for (String line : Files.readAllLines(log(events))) {
      if (line.startsWith("{\"Event\":\"SparkListenerJobStart\"")) {
        JsonNode job = mapper.readTree(line);
        jobs++;
        String description = job.path("Properties").path("spark.job.description").asText();
        if (description.startsWith("epoch") || description.equals("validation")) {
          rounds.add(job.path("Job ID").intValue());
          first = first == 0 ? job.path("Submission Time").longValue() : first;
        }
      } else if (line.startsWith("{\"Event\":\"SparkListenerJobEnd\"")) {
        JsonNode job = mapper.readTree(line);
        if (rounds.contains(job.path("Job ID").intValue())) {
          last = job.path("Completion Time").longValue();
        }
      }
    }
    return new Run(
        (ended - began) * 1e-3,
        (first - began) * 1e-3,
        (ended - last) * 1e-3,
        jobs - rounds.size(),
        rounds.size());
  }

  private static Path log(Path events) throws IOException {
    try (Stream<Path> files = Files.walk(events)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Rows of a yes-or-no label that depends on products of the features. */
  private static Path parquet(Path folder, long rows) throws IOException {
    File data = folder.resolve("rows.parquet").toFile();
    try (SparkSession session = SparkSession.builder().master("local[*]").getOrCreate()) {
      Column[] columns = new Column[FEATURES + 1];
      Column score = functions.randn(99);
      for (int i = 0; i < FEATURES; i++) {
        Column feature = functions.randn(i);
        columns[i] = feature.as("x" + i);
        score = score.plus(i % 2 == 0 ? feature : feature.multiply(feature).minus(1));
      }
      columns[FEATURES] = functions.when(score.gt(0), 1.0).otherwise(0.0).as("y");
      session.range(0, rows, 1, 8).select(columns).write().parquet(data.toString());
    }
    return data.toPath();
  }
}
