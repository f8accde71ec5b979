package io.plateau.job;

import java.util.ArrayList;
import java.util.List;

/** {@code key=value} from the command line, laid over what the file says. */
final class Overrides {
  private static final String OPTION = "data.options.";

  private Overrides() {}

  static Tree.Mapping apply(Tree.Mapping root, List<String> overrides, List<Problem> problems) {
    Tree.Mapping result = root;
    for (String override : overrides) {
      Position at = new Position("override \"" + override + "\"", 0);
      int equals = override.indexOf('=');
      if (equals < 1) {
        problems.add(new Problem(at, "must be key=value, such as optimizer.learningRate=0.01"));
        continue;
      }
      String path = override.substring(0, equals).strip();
      List<String> steps = steps(path);
      if (steps.isEmpty()) {
        problems.add(new Problem(at, JobReader.unknown("", path)));
        continue;
      }
      int before = problems.size();
      Tree value = TreeParser.parse(override.substring(equals + 1), line -> at, problems);
      if (problems.size() == before) {
        result = result.with(steps, value == null ? new Tree.Scalar(at, "", false) : value);
      }
    }
    return result;
  }

  /** Where to go from the root, or empty where there is no such key. */
  private static List<String> steps(String path) {
    if (path.startsWith(OPTION) && path.length() > OPTION.length()) {
      return List.of("data", "options", path.substring(OPTION.length()));
    }
    return Keys.PATHS.contains(path) ? new ArrayList<>(List.of(path.split("\\."))) : List.of();
  }
}
