package io.plateau.job.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The reference page has a row for each key, with the very words of the table of keys. After a
 * change of keys, {@code -Dplateau.write-pages=true} writes the rows anew.
 */
class JobFilePageTest {
  private static final Path PAGE = Path.of("src/site/markdown/job-file.md");
  private static final String BEGIN = "<!-- keys -->\n";
  private static final String END = "<!-- end of keys -->";

  @Test
  void thePageHasAllKeysAsTheyAre() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (Boolean.getBoolean("plateau.write-pages")) {
      Files.writeString(PAGE, page.substring(0, from) + rows() + page.substring(to));
      page = Files.readString(PAGE);
      to = page.indexOf(END);
    }
    assertThat(page.substring(from, to)).isEqualTo(rows());
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
            escaped(key.kind().expected().get()),
            key.fallback() instanceof Key.Written<?> ? "`" + fallback + "`" : escaped(fallback),
            escaped(key.doc()));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }
}
