package io.plateau.job;

import io.plateau.GeneratedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page has a row for each key, with the very words of the table of keys. */
class JobFilePageTest {
  private static final Path PAGE = Path.of("src/site/markdown/job-file.md");

  @Test
  void thePageHasAllKeysAsTheyAre() throws IOException {
    GeneratedRows.require(PAGE, "keys", rows());
  }

  private static String rows() {
    return "| key | value | default | |\n|---|---|---|---|\n"
        + Keys.ALL.stream().map(JobFilePageTest::row).collect(Collectors.joining());
  }

  private static String row(Key<?> key) {
    String fallback = key.fallback().describe();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            key.path(),
            GeneratedRows.escaped(key.kind().expected().get()),
            key.fallback().isLiteral() ? "`" + fallback + "`" : GeneratedRows.escaped(fallback),
            GeneratedRows.escaped(key.doc()));
  }
}
