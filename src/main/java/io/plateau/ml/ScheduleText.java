package io.plateau.ml;

import io.plateau.optim.Schedules;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A learning rate schedule as the text of a param: a name, or a name with named numbers, {@code
 * step(every=10, factor=0.5)}.
 *
 * @param name one of {@link Schedules#names}, or {@code plateau}
 * @param parameters those given
 */
record ScheduleText(String name, Map<String, Double> parameters) {
  private static final Pattern WHOLE = Pattern.compile("\\s*(\\w+)\\s*(?:\\((.*)\\))?\\s*");
  private static final Pattern PARAMETER = Pattern.compile("\\s*(\\w+)\\s*=\\s*(\\S+)\\s*");

  /** Reads the text and checks name, parameters and ranges. */
  static ScheduleText parse(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw malformed(text);
    }
    Map<String, Double> parameters = new TreeMap<>();
    if (whole.group(2) != null && !whole.group(2).isBlank()) {
      for (String part : whole.group(2).split(",", -1)) {
        Matcher parameter = PARAMETER.matcher(part);
        if (!parameter.matches()) {
          throw malformed(text);
        }
        try {
          parameters.put(parameter.group(1), Double.valueOf(parameter.group(2)));
        } catch (NumberFormatException e) {
          throw malformed(text);
        }
      }
    }
    ScheduleText schedule = new ScheduleText(whole.group(1), Map.copyOf(parameters));
    Schedules.named(schedule.name, schedule.parameters, 1, 0);
    return schedule;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "a schedule is a name with numbers by name, such as step(every=10, factor=0.5); got \""
            + text
            + "\"");
  }
}
