package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the pages that a reader follows on one machine, from top to bottom, each once, on
 * copies of the jobs with a twentieth of the rows, two epochs and, of a study, its first variant or
 * the first values of its grid.
 */
class DocumentedRunsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String LETTERS = "jobs/data/letter-recognition.csv.gz";
  private static final String CALIFORNIA = "jobs/data/california.csv.gz";

  private static final List<String> PAGES =
      List.of("README.md", "src/site/markdown/quick-start.md", "src/site/markdown/tutorial.md");

  @TempDir private Path folder;

  @BeforeEach
  void copyJobs() throws IOException {
    Files.createDirectories(folder.resolve("jobs/data"));
    Files.createDirectories(folder.resolve("jobs/studies"));
    Files.copy(Path.of("jobs/data/xor.csv"), folder.resolve("jobs/data/xor.csv"));
    Files.write(folder.resolve("jobs/data/letters.csv"), few(LETTERS));
    Files.write(folder.resolve("jobs/data/california.csv"), few(CALIFORNIA));
    for (Path file : yaml("jobs")) {
      Files.writeString(
          folder.resolve(file),
          here(Files.readString(file))
              .replaceAll("last \\d+", "last 200")
              .replaceAll("maxEpochs: \\d+", "maxEpochs: 2"));
    }
    for (Path file : yaml("jobs/studies")) {
      ObjectNode study = (ObjectNode) YAML.readTree(here(Files.readString(file)));
      if (study.has("job")) {
        study.put("output", here("runs/studies/" + study.get("name").asText()));
        shorten(study);
      }
      // JSON is YAML.
      Files.writeString(folder.resolve(file), study.toString());
    }
  }

  private static List<Path> yaml(String below) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(below))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  /** Data and outputs of a text in the folder instead of the repository. */
  private String here(String text) {
    return text.replace(LETTERS, "jobs/data/letters.csv")
        .replace(CALIFORNIA, "jobs/data/california.csv")
        .replaceAll("(?<![\\w/.])(jobs|runs)/", folder + "/$1/");
  }

  private static void shorten(ObjectNode study) {
    study.withObject("/set").put("stopping.maxEpochs", 2);
    for (String list : List.of("seeds", "variants")) {
      if (study.has(list)) {
        keepFirst((ArrayNode) study.get(list));
      }
    }
    if (study.has("variants")) {
      study.remove("grid");
    }
    for (JsonNode values : study.path("grid")) {
      keepFirst((ArrayNode) values);
    }
  }

  private static void keepFirst(ArrayNode values) {
    while (values.size() > 1) {
      values.remove(1);
    }
  }

  private static List<String> few(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(file))),
                StandardCharsets.UTF_8))) {
      List<String> all = reader.lines().collect(Collectors.toList());
      List<String> few = new ArrayList<>(all.subList(0, 1));
      for (int i = 1; i < all.size(); i += 20) {
        few.add(all.get(i));
      }
      return few;
    }
  }

  @Test
  void thePagesCanBeFollowed() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    Set<String> lines = new LinkedHashSet<>();
    for (String page : PAGES) {
      lines.addAll(DocumentedCommandsTest.commands(Path.of(page)));
    }
    lines.removeIf(line -> !line.startsWith("scripts/plateau ")); // it is for a cluster
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      String[] words =
          DocumentedCommandsTest.words(line).stream().map(this::here).toArray(String[]::new);
      CommandLineRuns.Outcome outcome = commands.run(words);
      assertThat(outcome.status()).as("%s: %s%s", line, outcome.out(), outcome.err()).isZero();
      assertThat(outcome.err()).as(line).isEmpty();
      assertThat(outcome.out()).as(line).isNotBlank();
    }
  }
}
