package io.plateau.job.data;

import java.util.Collection;
import java.util.Locale;

/** The name somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** {@code ; did you mean "x"?}, or nothing where no name is near. */
  static String hint(String name, Collection<String> known) {
    String best = null;
    int distance = Math.min(name.length(), Math.max(2, name.length() / 3) + 1);
    for (String candidate : known) {
      int d = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (d < distance) {
        distance = d;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean \"" + best + "\"?";
  }

  /** Insertions, deletions and replacements from one to the other (Levenshtein 1966). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
