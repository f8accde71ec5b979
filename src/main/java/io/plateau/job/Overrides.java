package io.plateau.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code key=value} from the command line or a study, laid over what the file says. */
final class Overrides {
  /**
   * Separators, quotes and words for a missing value that stand for themselves as a whole value.
   */
  private static final List<String> MARKS = List.of("|", ">", "\"", "'", "#", "?", "-");

  private Overrides() {}

  static Tree.Mapping apply(
      Tree.Mapping root, List<Replacement> replacements, List<Problem> problems) {
    Tree.Mapping result = root;
    for (Replacement replacement : replacements) {
      List<Problem> own = new ArrayList<>();
      result = apply(result, replacement, own);
      problems.addAll(own);
    }
    return result;
  }

  /** The mapping with one replacement, or as it was where that has problems. */
  private static Tree.Mapping apply(
      Tree.Mapping root, Replacement replacement, List<Problem> problems) {
    Position at = replacement.at();
    String override = replacement.text();
    int equals = override.indexOf('=');
    if (equals < 1) {
      problems.add(new Problem(at, "must be key=value, such as optimizer.learningRate=0.01"));
      return root;
    }
    String path = replacement.key();
    List<String> steps = steps(path);
    if (steps.isEmpty()) {
      problems.add(new Problem(at, JobReader.unknown("", path)));
      return root;
    }
    String written = override.substring(equals + 1);
    Tree value =
        MARKS.contains(written)
            ? new Tree.Scalar(at, written, true)
            : TreeParser.parse(written, line -> at, problems);
    if (!problems.isEmpty() && written.startsWith("*")) { // as in *.csv
      problems.clear();
      problems.add(
          new Problem(at, "a value that begins with * needs quotes: " + quoted(path, written)));
    }
    if (problems.isEmpty() && isOption(steps) && isNull(value)) {
      problems.add(new Problem(at, Text.NULL_NEEDS_QUOTES + quoted(path, written)));
    }
    if (!problems.isEmpty()) {
      return root;
    }
    Tree given = value == null ? new Tree.Scalar(at, "", false) : value;
    // A part of the rows is one thing: it replaces what the file says of it.
    return isPart(steps)
        ? root.with(steps.subList(0, 3), mapping(at, steps.get(3), given))
        : root.with(steps, given);
  }

  /** An override whose value has quotes that a shell leaves. */
  private static String quoted(String path, String value) {
    return "'%s=\"%s\"'".formatted(path, value);
  }

  private static boolean isOption(List<String> steps) {
    return steps.size() == 3 && steps.get(1).equals("options");
  }

  private static boolean isPart(List<String> steps) {
    return steps.size() == 4 && steps.get(1).equals("split");
  }

  private static Tree mapping(Position at, String key, Tree value) {
    return new Tree.Mapping(at, Map.of(key, new Tree.Entry(at, value)));
  }

  private static boolean isNull(Tree value) {
    return value == null || value instanceof Tree.Scalar scalar && scalar.isNull();
  }

  /** Where to go from the root, or empty where there is no such key. */
  private static List<String> steps(String path) {
    for (String mapping : List.of("options", "columns")) {
      String prefix = "data." + mapping + ".";
      if (path.startsWith(prefix) && path.length() > prefix.length()) {
        return List.of("data", mapping, path.substring(prefix.length()));
      }
    }
    boolean known = Keys.PATHS.contains(OlderKeys.path(path)) || PartKinds.PATHS.contains(path);
    return known ? new ArrayList<>(List.of(path.split("\\."))) : List.of();
  }
}
