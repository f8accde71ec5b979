package io.plateau.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands that need no Spark: a job file, and in place of the work a fake. */
abstract class OnFakeWork {
  @TempDir Path folder;
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final FakeWork work = new FakeWork();
  String job;
  String output;

  @BeforeEach
  void write() throws IOException {
    output = folder.resolve("run").toString();
    job =
        Files.writeString(
                folder.resolve("letters.yaml"),
                "data: {path: d.csv, label: y}\noutput: " + output + "\n")
            .toString();
  }

  final int run(String... args) {
    Console console = PlainConsole.of(out, err, folder);
    return Main.run(console, stages -> work, args);
  }

  /** The standard output so far. */
  final String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The standard error so far, without the lines of stages. */
  final String complained() {
    return StageLines.without(err.toString(StandardCharsets.UTF_8));
  }
}
