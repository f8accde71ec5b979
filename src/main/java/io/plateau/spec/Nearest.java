package io.plateau.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The name that somebody probably meant by another, which differs from it in few letters, or is
 * what other libraries say.
 */
public final class Nearest {
  /** A name of so many letters at least is meant by one with a few letters more at its end. */
  private static final int SHORTEST = 3;

  private static final int SUFFIX = 2;

  /** Nobody means a name by something longer; it is not worth the comparisons. */
  private static final int LONGEST = 200;

  /** Words of other libraries, {@link #plain}, and the words here. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("mse", "squared"),
          Map.entry("mae", "absolute"),
          Map.entry("crossentropy", "softmaxCrossEntropy"),
          Map.entry("swish", "silu"),
          Map.entry("linear", "identity"),
          Map.entry("none", "identity"),
          Map.entry("logistic", "sigmoid"),
          Map.entry("rocauc", "auc"),
          Map.entry("areaunderroc", "auc"),
          Map.entry("valloss", "validationLoss"),
          Map.entry("loss", "trainLoss"),
          Map.entry("categorical", "category"),
          Map.entry("string", "category"),
          Map.entry("numeric", "number"),
          Map.entry("numerical", "number"),
          Map.entry("datetime", "date"),
          Map.entry("timestamp", "date"),
          Map.entry("drop", "ignore"));

  private Nearest() {}

  /** The name of {@code known} that is nearest to what was written; empty where none is near. */
  public static Optional<String> name(String written, Collection<String> known) {
    return Optional.ofNullable(ELSEWHERE.get(plain(written)))
        .filter(known::contains)
        .or(
            () ->
                known.stream()
                    .filter(name -> isNear(written, name))
                    .min(Comparator.comparingInt(name -> distance(written, name))));
  }

  /** {@code ; did you mean "x"?} with the nearest name, or nothing. */
  public static String hint(String written, Collection<String> known) {
    return hint(name(written, known));
  }

  /** {@code ; did you mean "x"?}, or nothing. */
  public static String hint(Optional<String> name) {
    return name.map(meant -> "; did you mean \"" + meant + "\"?").orElse("");
  }

  /** Whether one letter or a third of them differ, but not all, or few follow the name. */
  public static boolean isNear(String written, String name) {
    if (written.length() > LONGEST) {
      return false;
    }
    int length = Math.min(plain(written).length(), plain(name).length());
    int longer = plain(written).length() - length;
    if (length >= SHORTEST && longer <= SUFFIX && plain(written).startsWith(plain(name))) {
      return true;
    }
    int edits = distance(written, name);
    return edits <= Math.max(1, length / 3) && edits < plain(written).length();
  }

  /** A name in lower case, without the characters that are left out as often as not. */
  public static String plain(String name) {
    return name.replaceAll("[_\\- ]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Edits of one letter of the {@link #plain} names, or swaps of neighbors: the optimal string
   * alignment distance.
   */
  public static int distance(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int edit = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + edit, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
