package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.run.folder.Provenance;
import io.plateau.run.folder.RunFolder;
import io.plateau.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that version 0.1.0 has written stay usable: those under {@code golden} are never written
 * again. Each has the checkpoint of its second epoch, the history of all.
 */
class GoldenRunTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/0.1.0/runs");

  @TempDir private Path folder;

  private static RunFolder at(Path run) {
    return RunFolder.at(run.toString(), new Configuration());
  }

  private Path copy(String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> all = Files.walk(GOLDEN.resolve(name))) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.copy(path, to.resolve(GOLDEN.resolve(name).relativize(path).toString()));
      }
    }
    return to;
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "lbfgs", "local"})
  void aCheckpointIsResumed(String name) throws IOException {
    Path run = copy(name);
    CommandLineRuns.Outcome outcome =
        new CommandLineRuns(folder)
            .run("train", "--resume", run.resolve("job.yaml").toString(), "output=" + run);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    History then = at(GOLDEN.resolve(name)).history();
    History now = at(run).history();
    assertThat(now.epochs().subList(0, 2)).isEqualTo(then.epochs().subList(0, 2));
    assertThat(now.size()).isEqualTo(then.size()).isGreaterThan(2);
    for (int e = 2; e < then.size(); e++) {
      // Another family of processors may round otherwise.
      double loss = then.epochs().get(e).trainLoss();
      assertThat(now.epochs().get(e).trainLoss()).isCloseTo(loss, within(1e-4 * loss));
    }
    Provenance before = at(GOLDEN.resolve(name)).provenance();
    assertThat(before.identity().differences(at(run).provenance().identity())).isEmpty();
    Optional<String> difference = before.difference(at(run).provenance());
    difference.ifPresent(text -> assertThat(text).startsWith("the weights differ from epoch "));
  }

  @Test
  void aRunIsReportedAndItsModelMeasured() throws IOException {
    Path run = copy("adam");
    CommandLineRuns runs = new CommandLineRuns(folder);
    assertThat(runs.run("report", run.toString()).status()).isZero();
    assertThat(Files.readString(run.resolve("report.html"))).contains("\"finished\":true");
    CommandLineRuns.Outcome outcome =
        runs.run("evaluate", run.toString(), "--data", GOLDEN.resolve("rows.csv").toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(List.of(outcome.out().split("\n"))).anyMatch(line -> line.startsWith("accuracy "));
  }
}
