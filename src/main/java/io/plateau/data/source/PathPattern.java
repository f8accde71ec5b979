package io.plateau.data.source;

import java.util.regex.Pattern;

/** Paths that are read as patterns of names, as by Hadoop's {@code globStatus}. */
public final class PathPattern {
  /** As in Spark's {@code SparkHadoopUtil.isGlobPath}. */
  private static final Pattern SIGN = Pattern.compile("[{}\\[\\]*?\\\\]");

  private PathPattern() {}

  /** Whether Spark reads a path as a pattern. */
  public static boolean is(String path) {
    return SIGN.matcher(path).find();
  }

  /**
   * That nothing matches a pattern, a sentence.
   *
   * @param whole clause with the whole path, or empty
   */
  static String unmatched(Origin origin, String whole) {
    String literal =
        origin.path().indexOf('\\') < 0
            ? "; for a file of that very name write "
                + SIGN.matcher(origin.path()).replaceAll("\\\\$0")
            : "";
    return "no file matches the pattern " + origin + whole + literal;
  }
}
