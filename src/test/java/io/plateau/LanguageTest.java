package io.plateau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** American spelling and the field's terms in sources and pages, by the list {@code words.txt}. */
class LanguageTest {
  private static final Path WORDS = Path.of("src/test/resources/words.txt");
  private static final Pattern READ = Pattern.compile(".*\\.(java|scala|js|css|py|md|yaml)");

  /** Files that quote what 0.1.0 wrote, or the slips of users. */
  private static final List<String> QUOTING = List.of("FirstIdentity", "golden", "BrokenJobTest");

  private record Word(Pattern found, String instead) {}

  @Test
  void oneSpellingAndOneWordForEachIdea() throws IOException {
    List<Word> words = new ArrayList<>();
    for (String line : Files.readAllLines(WORDS)) {
      if (!line.startsWith("#")) {
        String[] parts = line.split(" = ");
        words.add(new Word(Pattern.compile(parts[0]), parts[1]));
      }
    }
    List<String> problems = new ArrayList<>();
    for (String folder : List.of("src", "jobs", "README.md")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(LanguageTest::isRead).sorted().toList()) {
          report(file, words, problems);
        }
      }
    }
    assertThat(words).hasSizeGreaterThan(20);
    assertThat(problems).isEmpty();
  }

  /** Merges of branches may double what both have. */
  @Test
  void aChangeIsToldOnce() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/site/markdown/changelog.md")))
        .filteredOn(line -> line.startsWith("- "))
        .hasSizeGreaterThan(150)
        .doesNotHaveDuplicates();
  }

  private static boolean isRead(Path file) {
    return READ.matcher(file.getFileName().toString()).matches()
        && QUOTING.stream().noneMatch(file.toString()::contains);
  }

  private static void report(Path file, List<Word> words, List<String> problems)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      for (Word word : words) {
        if (word.found.matcher(lines.get(i)).find()) {
          problems.add(
              "%s:%d: say %s in: %s".formatted(file, i + 1, word.instead, lines.get(i).strip()));
        }
      }
    }
  }
}
