package io.plateau.job;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as {@code 90 s}, {@code 10 min} or {@code 2 h}, in seconds, and how often to save. */
final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("([0-9.eE+-]+) ?(s|min|h|d)");
  private static final Pattern EPOCHS = Pattern.compile("([0-9]+) ?epochs?");

  /** From the longest to the shortest. */
  private static final List<String> UNITS = List.of("d", "h", "min", "s");

  private static final Map<String, Integer> SECONDS =
      Map.of("d", 86_400, "h", 3_600, "min", 60, "s", 1);

  /**
   * @param epochs or 0
   * @param seconds or null
   */
  record Every(int epochs, Double seconds) {
    static final Every NEVER = new Every(0, null);
  }

  private Durations() {}

  /** A positive time, in seconds. */
  static Kind<Double> duration() {
    return new Kind<>(
        "a time such as 90 s, 10 min or 2 h",
        tree -> seconds(Kinds.scalar(tree).text(), tree),
        Durations::write);
  }

  /** A number of epochs, a time, or both. */
  static Kind<Every> every() {
    return new Kind<>(
        "a number of epochs such as 5 epochs, a time such as 10 min, or 5 epochs or 10 min",
        tree -> every(Kinds.scalar(tree).text(), tree),
        Durations::write);
  }

  private static Every every(String text, Tree tree) {
    String[] parts = text.split(" or ", -1);
    Matcher epochs = EPOCHS.matcher(parts[0]);
    if (!epochs.matches()) {
      return new Every(0, seconds(text, tree));
    }
    long count = YamlNumbers.whole(epochs.group(1)).orElse(0);
    Kind.require(count >= 1 && count <= Integer.MAX_VALUE && parts.length <= 2, tree);
    return new Every((int) count, parts.length == 1 ? null : seconds(parts[1], tree));
  }

  private static double seconds(String text, Tree tree) {
    Matcher matcher = WRITTEN.matcher(text);
    double seconds =
        matcher.matches()
            ? YamlNumbers.real(matcher.group(1)).orElse(0) * SECONDS.get(matcher.group(2))
            : 0;
    Kind.require(seconds > 0 && Double.isFinite(seconds), tree);
    return seconds;
  }

  private static String write(Every every) {
    String epochs = every.epochs() + (every.epochs() == 1 ? " epoch" : " epochs");
    if (every.seconds() == null) {
      return epochs;
    }
    return (every.epochs() == 0 ? "" : epochs + " or ") + write(every.seconds());
  }

  private static String write(double seconds) {
    for (String unit : UNITS) {
      double amount = seconds / SECONDS.get(unit);
      if (amount == Math.rint(amount) && amount * SECONDS.get(unit) == seconds && amount < 1e6) {
        return YamlNumbers.write(amount) + " " + unit;
      }
    }
    return YamlNumbers.write(seconds) + " s";
  }
}
