package io.plateau.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LoggedWarnings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A save or a deletion that ends at any call leaves a checkpoint, the old one or the new one. */
class CrashPointsTest {
  @TempDir Path folder;

  @AfterEach
  void calm() {
    FaultyFileSystem.failNever();
  }

  private Checkpoints open(Path in) throws IOException {
    Configuration configuration = FaultyFileSystem.configuration();
    return Checkpoints.at("faulty://" + in, configuration);
  }

  /** Saves and prunes until a call fails; how many calls there were. */
  private long save(Path in, int epoch, long failing, boolean dead, double share)
      throws IOException {
    Checkpoints checkpoints = open(in);
    FaultyFileSystem.failAt(failing, dead, share);
    try {
      checkpoints.save(Samples.checkpoint(epoch));
      checkpoints.prune(2);
    } catch (IOException crash) {
      assertThat(crash).hasMessageContaining("injected fault");
    }
    long calls = FaultyFileSystem.calls;
    FaultyFileSystem.failNever();
    return calls;
  }

  @Test
  void afterEveryCallAtWhichItEnds() throws IOException {
    Path counted = folder.resolve("counted");
    long calls = 0;
    for (int epoch = 1; epoch <= 4; epoch++) {
      calls = save(counted, epoch, Long.MAX_VALUE, false, 0);
    }
    assertThat(calls).isBetween(15L, 100L);
    int points = 0;
    for (double share : new double[] {0, 0.5, 1}) {
      for (long failing = 0; failing < calls; failing++) {
        Path in = folder.resolve(failing + "-" + share);
        for (int epoch = 1; epoch <= 3; epoch++) {
          save(in, epoch, Long.MAX_VALUE, false, 0);
        }
        save(in, 4, failing, true, share);
        Checkpoint found = open(in).newest().checkpoint();
        assertThat(Samples.bits(found))
            .as("ended at call %d, %s of the write done", failing, share)
            .isIn(Samples.bits(Samples.checkpoint(3)), Samples.bits(Samples.checkpoint(4)));
        // The next driver clears up, and has two good ones again.
        save(in, 5, Long.MAX_VALUE, false, 0);
        assertThat(open(in).newest().checkpoint().epoch()).isEqualTo(5);
        assertThat(open(in).newest().skipped()).isEmpty();
        assertThat(in.resolve("epoch-00000001-0")).doesNotExist();
        points++;
      }
    }
    assertThat(points).isGreaterThanOrEqualTo(45);
  }

  /** HDFS puts the stack of its server into its messages. */
  @Test
  void warningsHaveOneLine() throws IOException {
    for (int epoch = 1; epoch <= 3; epoch++) {
      save(folder, epoch, Long.MAX_VALUE, false, 0);
    }
    List<String> warnings = new ArrayList<>();
    for (long failing = 0; failing < 40; failing++) {
      long at = failing;
      warnings.addAll(LoggedWarnings.of(Checkpoints.class, () -> save(folder, 4, at, true, 0)));
    }
    assertThat(warnings)
        .anyMatch(warning -> warning.contains("old checkpoints in"))
        .anyMatch(warning -> warning.matches("epoch-\\d+-\\d+ in .* could not be deleted: .*"))
        .anyMatch(warning -> warning.contains("cannot be read"))
        .allMatch(warning -> warning.contains("injected fault") && !warning.contains("\n"));
  }
}
