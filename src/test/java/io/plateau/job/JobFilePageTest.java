package io.plateau.job;

import io.plateau.GeneratedRows;
import io.plateau.spec.Setting;
import io.plateau.spec.Values;
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

  private static String row(JobKey<?> key) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            key.path(),
            GeneratedRows.escaped(key.kind().expected()),
            fallback(key),
            GeneratedRows.escaped(key.doc()));
  }

  /** What holds where a key is not given. */
  static <T> String fallback(JobKey<T> key) {
    if (key.fallback() instanceof JobKey.Required) {
      return "required";
    } else if (key.fallback() instanceof JobKey.Written<T> written) {
      return code(written.yaml());
    } else if (key.fallback() instanceof JobKey.Derived<T> derived) {
      return GeneratedRows.escaped(derived.words());
    }
    Setting.Fallback<T> fallback = ((JobKey.Specified<T>) key.fallback()).setting().fallback();
    return fallback instanceof Setting.Derived<T> derived
        ? GeneratedRows.escaped(derived.words())
        : code(key.kind().write(fallback.in(Values.NONE)));
  }

  private static String code(String literal) {
    return "`" + literal + "`";
  }
}
