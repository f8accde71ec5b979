package io.plateau.onnx;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Texts of a date or time, as applications make them: of {@code 2020-01-01} also {@code 2020-01-01
 * 00:00:00} (pandas) and {@code 2020-01-01T00:00:00} (ISO 8601), and fractions of seconds with six
 * digits (Python).
 */
final class DayTexts {
  private static final String MIDNIGHT = "00:00:00";

  /** The digits of microseconds, of which Spark leaves zeros at the end out. */
  private static final int DIGITS = 6;

  private DayTexts() {}

  /** The name of a category of dates or times, as Spark casts it to a string, and other texts. */
  static Set<String> of(String name) {
    Set<String> texts = new LinkedHashSet<>();
    int blank = name.indexOf(' ');
    String day = blank < 0 ? name : name.substring(0, blank);
    String time = blank < 0 ? MIDNIGHT : name.substring(blank + 1);
    if (time.equals(MIDNIGHT)) {
      texts.add(day);
    }
    addForms(texts, day, time);
    int point = time.indexOf('.');
    if (point >= 0) {
      int zeros = Math.max(0, DIGITS - (time.length() - point - 1));
      addForms(texts, day, time + "0".repeat(zeros));
    }
    return texts;
  }

  private static void addForms(Set<String> texts, String day, String time) {
    texts.add(day + " " + time);
    texts.add(day + "T" + time);
  }
}
