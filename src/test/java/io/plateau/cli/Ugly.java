package io.plateau.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table and what becomes of it.
 *
 * @param command {@code check}, {@code train}, or {@code evaluate} of the table that was trained on
 * @param overrides of a job that says where the table is and that its label is {@code y}
 * @param line the whole complaint, with {@code @} for the table; empty where there is none
 * @param says part of the standard output
 */
record Ugly(
    String command,
    String name,
    Content content,
    List<String> overrides,
    String line,
    String says) {
  /** What parquet files are read with. */
  static final String PARQUET = "data.format=parquet";

  private static final String FINE = "";

  /** Makes the table at a path. */
  interface Content {
    void write(Path path, CommandLineRuns commands) throws IOException;
  }

  @Override
  public String toString() {
    return name;
  }

  static Ugly trains(String name, Content content, String... overrides) {
    return new Ugly("train", name, content, List.of(overrides), FINE, "");
  }

  static Ugly evaluates(String name, Content content, String... overrides) {
    return new Ugly("evaluate", name, content, List.of(overrides), FINE, "");
  }

  static Ugly reads(String name, Content content, String... overrides) {
    return new Ugly("check", name, content, List.of(overrides), FINE, "");
  }

  static Ugly says(String name, Content content, String says, String... overrides) {
    return new Ugly("check", name, content, List.of(overrides), FINE, says);
  }

  static Ugly ends(String name, Content content, String line, String... overrides) {
    return new Ugly("train", name, content, List.of(overrides), line, "");
  }

  static Content text(String text) {
    return (path, commands) -> Files.writeString(path, text);
  }

  /** Twenty rows below a header. */
  static Content csv(String header, IntFunction<String> row) {
    return text(
        header
            + "\n"
            + IntStream.range(0, 20).mapToObj(row).collect(Collectors.joining("\n"))
            + "\n");
  }

  /** Without the first line. */
  static Content lines(Content content) {
    return (path, commands) -> {
      content.write(path, commands);
      List<String> all = Files.readAllLines(path);
      Files.write(path, all.subList(1, all.size()));
    };
  }

  static Content encoded(Charset as, Content content) {
    return (path, commands) -> {
      content.write(path, commands);
      Files.write(path, Files.readString(path, UTF_8).getBytes(as));
    };
  }

  static Content gzipped(String text) {
    return (path, commands) -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        zip.write(text.getBytes(UTF_8));
      }
      Files.write(path, bytes.toByteArray());
    };
  }

  /** A parquet file of twenty rows. */
  static Content frame(String... columns) {
    return (path, commands) -> {
      Dataset<Row> rows = commands.spark().range(0, 20, 1, 1).selectExpr(columns);
      rows.write().parquet(path.toString());
    };
  }
}
