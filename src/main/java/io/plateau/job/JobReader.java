package io.plateau.job;

import io.plateau.spec.Recipe;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads job files strictly: an unknown key, a value of the wrong type or range, a duplicate, a
 * missing key or a contradiction is a {@link Problem} with file and line, and all of them are
 * reported together.
 *
 * <pre>{@code
 * String text = JobReader.textOf(Path.of("jobs/letters.yaml"));
 * Job job = JobReader.read("letters.yaml", text, List.of("optimizer.learningRate=0.01"));
 * }</pre>
 */
public final class JobReader {
  private static final Replacement PLAIN = Replacement.given(Recipe.NAME.key() + "=plain");

  private final String source;
  private final List<Problem> problems = new ArrayList<>();
  private final Draft draft;

  private JobReader(String source) {
    this.source = source;
    this.draft = new Draft(source);
  }

  /** The text of a local file, or a JobFileException. */
  public static String textOf(Path file) {
    return textOf(file, "job");
  }

  /**
   * The text of a local file, or a JobFileException.
   *
   * @param kind of file, as in {@code cannot read the job file}
   */
  static String textOf(Path file, String kind) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      String from = "; its path counts from the working directory, " + Path.of("").toAbsolutePath();
      throw unreadable(file.toString(), kind, "no such file" + (file.isAbsolute() ? "" : from));
    } catch (AccessDeniedException e) {
      throw unreadable(file.toString(), kind, "no permission to read it");
    } catch (CharacterCodingException e) {
      throw unreadable(file.toString(), kind, "not text in UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw unreadable(file.toString(), kind, Files.isDirectory(file) ? "a folder" : e.toString());
    }
  }

  /** A job of which not even the text is there. */
  public static JobFileException unreadable(String source, String why) {
    return unreadable(source, "job", why);
  }

  private static JobFileException unreadable(String source, String kind, String why) {
    return new JobFileException(
        List.of(
            new Problem(
                new Position(source, 0), "cannot read the %s file: %s".formatted(kind, why))));
  }

  /**
   * Reads text.
   *
   * @param source name of the text in messages
   * @param overrides {@code key=value} with dotted keys, the later ones winning
   * @throws JobFileException if the job cannot be run as written
   */
  public static Job read(String source, String text, List<String> overrides) {
    return read(source, text, overrides.stream().map(Replacement::given).toList(), false);
  }

  /**
   * Reads the text of a {@link JobWriter}; one that has no recipe is of a version before there were
   * recipes, whose networks were plain.
   */
  public static Job readWritten(String source, String text, List<String> overrides) {
    return read(source, text, overrides.stream().map(Replacement::given).toList(), true);
  }

  /**
   * Reads text.
   *
   * @param replacements the later ones win
   * @param written whether the text is that of a {@link JobWriter}
   * @throws JobFileException if the job cannot be run as written
   */
  static Job read(String source, String text, List<Replacement> replacements, boolean written) {
    return new JobReader(source).job(text, replacements, written);
  }

  private Job job(String text, List<Replacement> replacements, boolean written) {
    Tree tree = TreeParser.parse(text, line -> new Position(source, line), problems);
    if (tree instanceof Tree.Mapping root && isStudy(root)) {
      report(root.at(), "this is a study, not a job; run it with: plateau study " + source);
    } else if (tree instanceof Tree.Mapping root) {
      boolean older = written && !root.entries().containsKey(Recipe.NAME.key());
      List<Replacement> all = new ArrayList<>(older ? List.of(PLAIN) : List.of());
      all.addAll(replacements);
      walk("", Overrides.apply(root, all, problems));
      complete();
      CrossChecks.check(draft, problems);
      CrossChecks.paths(draft, written, problems);
    } else if (problems.isEmpty()) {
      String came =
          tree == null || (tree instanceof Tree.Scalar scalar && scalar.isNull())
              ? "the file is empty"
              : "a job is a mapping of keys to values; got " + tree.describe();
      report(
          tree == null ? new Position(source, 1) : tree.at(),
          came + "; data.path and data.label are the least a job says");
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(JobReader::order));
      throw new JobFileException(problems);
    }
    return draft.job();
  }

  private static boolean isStudy(Tree.Mapping root) {
    Set<String> keys = root.entries().keySet();
    return keys.contains("surface") || keys.contains("job") && !keys.contains("data");
  }

  /** Lines of the file in their order, then what has no line. */
  private static int order(Problem problem) {
    return problem.at().line() == 0 ? Integer.MAX_VALUE : problem.at().line();
  }

  private void walk(String group, Tree.Mapping mapping) {
    for (Map.Entry<String, Tree.Entry> entry : mapping.entries().entrySet()) {
      String name = entry.getKey();
      Position at = entry.getValue().at();
      String written = group.isEmpty() ? name : group + "." + name;
      String path = OlderKeys.path(written);
      JobKey<?> key = name.contains(".") ? null : Keys.at(path);
      if (key != null) {
        draft.written(path, at);
        read(key, OlderKeys.value(written, entry.getValue().value()));
      } else if (Keys.GROUPS.contains(path) && !name.contains(".")) {
        draft.written(path, at);
        descend(path, entry.getValue());
      } else {
        report(at, unknown(group, name));
      }
    }
  }

  private void descend(String path, Tree.Entry entry) {
    Tree value = entry.value();
    if (value instanceof Tree.Mapping mapping) {
      walk(path, mapping);
    } else if (value instanceof Tree.Scalar scalar
        && (scalar.isNull() || Keys.NAMED.contains(path))) {
      walk(path, new Tree.Mapping(value.at(), Tree.Mapping.shorthand(entry)));
    } else {
      String or = Keys.NAMED.contains(path) ? "a name or " : "";
      String such = here(path).stream().limit(2).collect(Collectors.joining(" and "));
      report(
          value.at(),
          "%s must be %sa mapping of keys such as %s; got %s"
              .formatted(path, or, such, value.describe()));
      Keys.ALL.stream()
          .map(JobKey::path)
          .filter(key -> key.startsWith(path + "."))
          .forEach(draft::markBroken);
    }
  }

  private <T> void read(JobKey<T> key, Tree value) {
    try {
      draft.put(key.path(), key.kind().read(value));
    } catch (Kind.Mismatch mismatch) {
      problems.add(mismatch.about(key.path(), key.kind()));
      draft.markBroken(key.path());
    }
  }

  private void complete() {
    List<Problem> ignored = new ArrayList<>();
    for (JobKey<?> key : Keys.ALL) {
      if (key.fallback() instanceof JobKey.Specified
          || draft.isWritten(key.path())
          || draft.isBroken(key.path())) {
        continue;
      }
      if (key.fallback() instanceof JobKey.Written<?> written) {
        Position at = new Position(key.path(), 0);
        draft.put(
            key.path(), key.kind().read(TreeParser.parse(written.yaml(), line -> at, ignored)));
      } else if (key.fallback() instanceof JobKey.Derived<?> derived) {
        draft.put(key.path(), derived.value().apply(draft));
      } else {
        String missing = key.path() + " is missing: " + key.doc();
        report(draft.position(List.of(key.group())), missing);
        draft.markBroken(key.path());
      }
    }
  }

  /** The problem of a path that only a shell would read as one in the home folder. */
  public static Optional<String> home(String key, String path) {
    return path.startsWith("~/")
        ? Optional.of(
            key
                + " begins with ~, which is the home folder in a shell alone; write the whole path, or ./~/ for a folder that is called ~")
        : Optional.empty();
  }

  /**
   * The key of a job that somebody means by an option, such as {@code --format=csv}; empty where
   * none is near.
   */
  public static Optional<String> meant(String option) {
    String name = option.replaceFirst("^-+", "").replaceFirst("=.*", "");
    List<String> keys = Keys.ALL.stream().map(JobKey::path).toList();
    return Optional.ofNullable(Suggestions.path(name, keys));
  }

  /** The problem of an unknown key, with the key that was probably meant. */
  static String unknown(String group, String name) {
    String message = "unknown key " + Text.shown(name);
    String whole = group.isEmpty() ? name : group + "." + name;
    if (name.contains(".") && (Keys.at(whole) != null || PartKinds.PATHS.contains(whole))) {
      return message + "; in a file, keys with dots are written as mappings inside one another";
    }
    List<String> known = new ArrayList<>(Keys.PATHS);
    known.addAll(whole.startsWith("data.split.") ? PartKinds.PATHS : List.of());
    if (YamlNumbers.isNumber(name)) { // as in {learningRate: 0,01}
      return message + "; in braces a comma ends a value: write decimals with a point, as 0.01";
    }
    String nearest = Suggestions.path(whole, known);
    if (nearest == null) {
      return message + "; known here: " + String.join(", ", here(group));
    }
    boolean here =
        nearest.equals(
            group.isEmpty() ? Suggestions.leaf(nearest) : group + "." + Suggestions.leaf(nearest));
    String meant = Text.shown(here ? Suggestions.leaf(nearest) : nearest);
    String place = here || nearest.contains(".") ? "" : " outside of " + Text.shown(group);
    return message + "; did you mean " + meant + place + "?";
  }

  /** The names in a group. */
  private static List<String> here(String group) {
    String prefix = group.isEmpty() ? "" : group + ".";
    return Keys.PATHS.stream()
        .filter(
            path ->
                path.startsWith(prefix)
                    && Suggestions.leaf(path).length() + prefix.length() == path.length())
        .map(Suggestions::leaf)
        .toList();
  }

  private void report(Position at, String message) {
    problems.add(new Problem(at, message));
  }
}
