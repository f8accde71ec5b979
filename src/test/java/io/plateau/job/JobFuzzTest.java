package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.Mutations;
import io.plateau.math.Key;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Job files changed by the knowledge of what they are made of are jobs or lists of problems. */
class JobFuzzTest {
  private static final int FILES = Integer.getInteger("plateau.fuzz.jobs", 5000);

  @Test
  void onlyTypedErrors() {
    byte[] good = JobReaderTest.EXAMPLE.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      String text = new String(Mutations.of(good, Key.of(i)), StandardCharsets.UTF_8);
      try {
        JobReader.read("j.yaml", text, List.of());
      } catch (JobFileException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutant " + i + " is not refused but gives " + e, e);
      }
    }
    assertThat(refused).isBetween(FILES / 4, FILES);
  }
}
