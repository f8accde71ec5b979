package io.plateau.cli;

import java.util.List;

/** A row of bars, as tall as the numbers they stand for, on one line of text. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** Whether this process's terminal can show one. */
  static boolean canBeShown() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.charset().newEncoder().canEncode(BARS);
  }

  /**
   * The last numbers, from the least (the lowest bar) to the greatest of them; a dash stands for
   * what is not finite.
   *
   * @param width of the text at most
   */
  static String of(List<Double> numbers, int width) {
    List<Double> last = numbers.subList(Math.max(0, numbers.size() - width), numbers.size());
    double least = last.stream().filter(Double::isFinite).mapToDouble(x -> x).min().orElse(0);
    double most = last.stream().filter(Double::isFinite).mapToDouble(x -> x).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (double number : last) {
      if (Double.isFinite(number)) {
        double height = most > least ? (number - least) / (most - least) : 0;
        text.append(BARS.charAt((int) Math.min(7, Math.floor(8 * height))));
      } else {
        text.append('-');
      }
    }
    return text.toString();
  }
}
