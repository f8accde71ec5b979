package io.plateau.cli;

import java.util.Locale;

/** Numbers as people read them in passing. */
final class Figures {
  private Figures() {}

  /** Four decimals, or a power of ten where these would say little. */
  static String loss(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return String.format(Locale.ROOT, size >= 1000 ? "%.1f" : "%.4f", value);
  }

  /** Three significant digits. */
  static String rate(double value) {
    String digits = String.format(Locale.ROOT, "%.2e", value);
    String shortest = Double.toString(Double.parseDouble(digits));
    return shortest.replaceFirst("\\.0$", "").replace(".0E", "e").replace("E", "e");
  }

  /** 950, 61k, 1.2M. */
  static String count(double value) {
    if (!Double.isFinite(value)) {
      return "?";
    }
    if (value < 1000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    boolean thousands = value < 999_500;
    double scaled = value / (thousands ? 1e3 : 1e6);
    return String.format(Locale.ROOT, scaled < 9.95 ? "%.1f" : "%.0f", scaled)
        + (thousands ? "k" : "M");
  }

  /** Seconds, minutes or hours, as far as an estimate tells them: 25 s, 12 min, 3.5 h. */
  static String duration(double seconds) {
    if (seconds < 119.5) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    return seconds < 119.5 * 60
        ? Math.round(seconds / 60) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  /** Minutes and seconds, with hours where there are any: 0:08, 1:02:03. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
