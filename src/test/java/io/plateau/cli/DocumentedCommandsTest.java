package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.job.JobReader;
import io.plateau.job.Study;
import io.plateau.job.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every command of the pages can be given: its options are known, its files are there, its keys
 * make a job. {@link DocumentedRunsTest} runs those that need no cluster.
 */
class DocumentedCommandsTest {
  private static final Map<String, Function<Shell, Callable<Integer>>> COMMANDS =
      Map.of(
          "train", TrainCommand::new,
          "check", CheckCommand::new,
          "evaluate", EvaluateCommand::new,
          "predict", PredictCommand::new,
          "report", ReportCommand::new,
          "reproduce", ReproduceCommand::new,
          "study", StudyCommand::new,
          "export", ExportCommand::new);

  /** Options of spark-submit that take no value are not used in the pages. */
  private static final Pattern SUBMIT_OPTION = Pattern.compile("--[a-z-]+");

  private static final Pattern OUR_FILE =
      Pattern.compile("(?<![\\w/.:-])(?:jobs|scripts|conf|src)/[\\w./*-]*[\\w*]");

  /** What a script brings; it is on no fresh clone. */
  private static final String BROUGHT = "jobs/data/fashion-mnist";

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

  /** A link to a heading, of the same page where no file comes before. */
  private static final Pattern TO_HEADING = Pattern.compile("\\]\\(([^)#:]*)#([^)]+)\\)");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), files.sorted()).toList();
    }
  }

  static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path page : pages()) {
      commands.addAll(commands(page));
    }
    return commands.stream().distinct().toList();
  }

  /** Those of a page, in its order. */
  static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean open = false;
    boolean shell = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        open = !open;
        shell = open && line.equals("```");
      } else if (shell && line.contains("scripts/plateau ")) {
        commands.add(line.replaceAll("\\s+#.*", "").strip());
      }
    }
    return commands;
  }

  @Test
  void thereAreManyCommands() throws IOException {
    assertThat(commands()).hasSizeGreaterThan(10);
    assertThat(commands().stream().map(line -> words(line).get(0)).distinct())
        .containsExactlyInAnyOrderElementsOf(COMMANDS.keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandCanBeGiven(String line) throws IOException {
    List<String> words = words(line);
    CommandLine command = new CommandLine(COMMANDS.get(words.get(0)).apply(null));
    CommandLine.ParseResult parsed =
        command.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    Object given = parsed.matchedPositionalValue(0, (Object) "");
    String file = given.toString();
    switch (words.get(0)) {
      case "train", "check" -> JobReader.read(file, JobReader.textOf(ours(file)), overrides(words));
      case "study" -> {
        if (StudyReader.read(ours(file)) instanceof Study study) {
          assertThat(Path.of(study.job())).exists();
        }
      }
      default -> assertThat(file).startsWith("runs/");
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatAPageNamesIsThere(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> missing = new ArrayList<>();
    for (MatchResult file : OUR_FILE.matcher(text).results().toList()) {
      String name = file.group();
      boolean made = text.contains("+++ " + name); // by an example, which is tested
      if (!made
          && !name.contains("*")
          && !name.startsWith(BROUGHT)
          && !Files.exists(Path.of(name))) {
        missing.add(name);
      }
    }
    Path folder = page.getParent() == null ? Path.of("") : page.getParent();
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      if (!Files.exists(folder.resolve(link.group(1)))) {
        missing.add(link.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aLinkToAHeadingHasOne(Path page) throws IOException {
    List<String> missing = new ArrayList<>();
    for (MatchResult link : TO_HEADING.matcher(Files.readString(page)).results().toList()) {
      Path to = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
      if (!anchors(to).contains(link.group(2))) {
        missing.add(link.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Those that GitHub makes of headings. */
  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceAll("^#+ |[^\\p{L}\\p{N} _-]", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replace(' ', '-'))
        .toList();
  }

  /** From the command on: what stands before it is the shell's and spark-submit's. */
  static List<String> words(String line) {
    String own = line.substring(line.indexOf("scripts/plateau ") + "scripts/plateau ".length());
    List<String> words = new ArrayList<>(List.of(own.split("\\s+")));
    while (SUBMIT_OPTION.matcher(words.get(0)).matches()) {
      words.subList(0, 2).clear();
    }
    return words;
  }

  private static List<String> overrides(List<String> words) {
    return words.stream()
        .filter(word -> word.contains("=") && !word.startsWith("--"))
        .map(word -> word.replaceAll("^'|'$", ""))
        .toList();
  }

  /** A job on a cluster's file system is one of ours, copied there. */
  private static Path ours(String uri) {
    return Path.of(uri.replaceFirst("^hdfs:///(?=jobs/)", ""));
  }
}
