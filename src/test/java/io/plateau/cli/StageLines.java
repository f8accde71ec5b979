package io.plateau.cli;

import io.plateau.train.Stage;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of stages in what a command writes. */
final class StageLines {
  private static final Pattern LINE =
      Pattern.compile(
          Arrays.stream(Stage.values())
              .map(stage -> Pattern.quote(stage.activity()))
              .collect(
                  Collectors.joining("|", "(?m)^(?:", ")(?: .*)? \\.\\.\\.(?: \\d+\\.\\d s)?\n")));

  private StageLines() {}

  /** The other lines: results, warnings and failures. */
  static String without(String text) {
    return LINE.matcher(text).replaceAll("");
  }
}
