package io.plateau.ml.fit;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name somebody may have meant. */
public final class Nearest {
  private Nearest() {}

  /** {@code ; did you mean "x"?}, or nothing where no name is near. */
  public static String hint(String name, Collection<String> known) {
    String best = null;
    int distance = Math.min(name.length(), Math.max(2, name.length() / 3) + 1);
    for (String candidate : known) {
      int d =
          LevenshteinDistance.getDefaultInstance()
              .apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (d < distance) {
        distance = d;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean \"" + best + "\"?";
  }
}
