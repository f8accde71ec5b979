package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.LocalSpark;
import io.plateau.run.SparkWork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Commands run on Spark as a user runs them, in a folder with that user's files. */
final class CommandLineRuns {
  /**
   * Outcome of a command.
   *
   * @param err standard error without the lines of stages
   * @param all standard error
   */
  record Outcome(int status, String out, String err, String all) {}

  private final Path folder;

  CommandLineRuns(Path folder) {
    this.folder = folder;
  }

  /** The session that the commands find and leave running. */
  SparkSession spark() {
    return LocalSpark.session();
  }

  Outcome run(String... args) {
    spark();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            System::nanoTime,
            folder);
    int status = Main.run(console, SparkWork::new, args);
    String all = err.toString(StandardCharsets.UTF_8);
    return new Outcome(status, out.toString(StandardCharsets.UTF_8), StageLines.without(all), all);
  }

  /** Trains without complaint. */
  Outcome train(String job, String... more) {
    List<String> words = new ArrayList<>(List.of("train", job));
    words.addAll(List.of(more));
    Outcome outcome = run(words.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    return outcome;
  }

  /** The measures that a run in the folder ended with. */
  JsonNode metrics(String run) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve(run).resolve("metrics.json")));
  }

  /** A path in the folder. */
  String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Writes a file; {@code @} in its text is the folder. */
  String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace("@", folder.toString())).toString();
  }

  String file(String name, List<String> lines) throws IOException {
    return file(name, String.join("\n", lines) + "\n");
  }

  /** Everything below the folder, but the side files with checksums. */
  List<String> tree() throws IOException {
    return tree("");
  }

  List<String> tree(String below) throws IOException {
    Path root = folder.resolve(below);
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(path -> root.relativize(path).toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  /** The weights of a run's model. */
  byte[] weights(String run) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(run))) {
      Path file = all.filter(path -> path.endsWith("weights.bin")).findFirst().orElseThrow();
      return Files.readAllBytes(file);
    }
  }

  /** Rows of a csv file with a header, of types as a job reads them. */
  Dataset<Row> table(String path) {
    return spark().read().option("header", true).option("inferSchema", true).csv(path);
  }

  /** Rows of a csv file with a header, all columns texts. */
  Dataset<Row> csv(String path) {
    return spark().read().option("header", true).csv(path);
  }
}
