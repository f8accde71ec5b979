package io.plateau.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Benchmark of trainings with no settings but label, task and path, on tables: {@code TablesBench
 * FOLDER SEED [KEY=VALUE …] [TABLE …]}, as in {@code TablesBench target/tables 1 network.members=8
 * adult}. FOLDER is what {@code src/jmh/python/tables_prepare.py} makes: for each table {@code
 * train.csv}, {@code validation.csv} or none, {@code test.csv} and {@code meta.json}; {@code
 * tables_rivals.py} fits other learners to the same rows. Prints a Markdown row for each table: the
 * metric on the test rows (accuracy or root mean squared error), the log loss of classes, the epoch
 * that was kept, the seconds of the epochs and of the whole command, in one process that earlier
 * tables have warmed up.
 */
public final class TablesBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TablesBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> settings = new ArrayList<>(List.of("seed=" + arguments[1]));
    List<String> tables = new ArrayList<>();
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      (argument.contains("=") ? settings : tables).add(argument);
    }
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(table -> Files.exists(table.resolve("meta.json")))
          .filter(table -> tables.isEmpty() || tables.contains(table.getFileName().toString()))
          .sorted()
          .forEach(table -> train(table, settings));
    }
  }

  private static void train(Path table, List<String> settings) {
    try {
      Path run = Files.createTempDirectory("plateau-table");
      JsonNode meta = JSON.readTree(table.resolve("meta.json").toFile());
      Path job = run.resolve("job.yaml");
      Files.writeString(job, job(table, meta, run.resolve("run")));
      List<String> command = new ArrayList<>(List.of("train", job.toString()));
      command.addAll(settings);
      final long started = System.nanoTime();
      int status = Main.run(command.toArray(String[]::new));
      double seconds = (System.nanoTime() - started) * 1e-9;
      if (status != 0) {
        System.out.printf("| %s | exit status %d, see above |%n", table.getFileName(), status);
        return;
      }
      JsonNode result = JSON.readTree(run.resolve("run/metrics.json").toFile());
      JsonNode test = result.path("test");
      System.out.printf(
          Locale.ROOT,
          "| %s | %.5g | %.4g | %d | %.1f | %.1f |%n",
          table.getFileName(),
          test.path(test.has("rmse") ? "rmse" : "accuracy").asDouble(),
          test.path("logLoss").asDouble(Double.NaN),
          result.path("kept").asInt(),
          result.path("seconds").path("epochs").asDouble(),
          seconds);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String job(Path table, JsonNode meta, Path run) {
    Path rows = table.resolve("validation.csv");
    String validation = Files.exists(rows) ? "{path: %s}".formatted(rows) : "auto";
    return """
        name: table
        output: %s
        task: %s
        data:
          path: %s/train.csv
          label: %s
          split: {test: {path: %s/test.csv}, validation: %s}
        """
        .formatted(run, meta.path("task"), table, meta.path("label"), table, validation);
  }
}
