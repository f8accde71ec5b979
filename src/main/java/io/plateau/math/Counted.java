package io.plateau.math;

import java.util.Locale;

/** Numbers of things in messages. */
public final class Counted {
  private Counted() {}

  /**
   * A number with its noun.
   *
   * @param noun in the singular; its plural has an s more
   * @return such as {@code 1 row} or {@code 20,640 rows}
   */
  public static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
