package io.plateau.job;

import java.util.HashSet;
import java.util.Set;

/** Writes a job with every key and its value; reading the text again gives an equal job. */
public final class JobWriter {
  private JobWriter() {}

  /** YAML, in the order of the reference page. */
  public static String write(Job job) {
    StringBuilder text = new StringBuilder();
    Set<String> opened = new HashSet<>();
    for (JobKey<?> key : Keys.ALL) {
      String[] steps = key.path().split("\\.");
      String path = "";
      for (int depth = 0; depth < steps.length; depth++) {
        path = depth == 0 ? steps[0] : path + "." + steps[depth];
        boolean leaf = depth == steps.length - 1;
        if (leaf || opened.add(path)) {
          text.append("  ".repeat(depth)).append(steps[depth]).append(':');
          text.append(leaf ? " " + key.write(job) : "").append('\n');
        }
      }
    }
    return text.toString();
  }

  /** A text as it is written in a job: quoted only where YAML would read something else. */
  public static String scalar(String text) {
    return Text.write(text);
  }
}
