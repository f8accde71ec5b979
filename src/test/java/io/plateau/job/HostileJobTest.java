package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is a job or a list of problems. */
class HostileJobTest {
  private static final String SNIPPETS = "{}[]:,-#&*!|>'\"%@`?\t\n .0e~<\\\u0000\u0085\ufeff";

  @Test
  void mutatedJobsAreReadOrComplainedAbout() {
    Random random = new Random(5);
    int broken = 0;
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(JobReaderTest.EXAMPLE);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, SNIPPETS.charAt(random.nextInt(SNIPPETS.length())));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
        }
      }
      try {
        Job job = JobReader.read("j.yaml", text.toString(), List.of());
        assertThat(JobReader.read("j.yaml", JobWriter.write(job), List.of())).isEqualTo(job);
      } catch (JobFileException e) {
        broken++;
        assertThat(e.problems()).isNotEmpty();
        assertThat(e.getMessage().lines()).hasSameSizeAs(e.problems());
      }
    }
    assertThat(broken).isBetween(1000, 2900);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [*a]",
        "a: &a {b: *a}",
        "<<: {a: b}",
        "!!javax.script.ScriptEngineManager [x]",
        "? {a: b}\n: c",
        "\u0000",
        "--- a\n--- b",
        "...",
        "%YAML 3.0\n---\na: b",
        "'",
        "\"\\ud800\""
      })
  void strangeYamlIsComplainedAbout(String text) {
    assertThatThrownBy(() -> JobReader.read("j.yaml", text, List.of()))
        .isInstanceOf(JobFileException.class)
        .message()
        .startsWith("j.yaml:");
  }

  @Test
  void deepNestingIsComplainedAbout() {
    for (String open : List.of("[", "{a: ", "- ")) {
      String text = "seed: 1\nnetwork: " + (open.equals("- ") ? "\n " : "") + open.repeat(100_000);
      assertThatThrownBy(() -> JobReader.read("j.yaml", text, List.of()))
          .isInstanceOf(JobFileException.class);
    }
  }
}
