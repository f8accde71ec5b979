package io.plateau.job;

import java.util.Locale;
import java.util.Map;

/** Keys of earlier versions, each with the key and value that mean the same today. */
final class OlderKeys {
  private static final String STANDARDIZE = "data.standardize";
  private static final Map<String, String> SCALES = Map.of("true", "standard", "false", "none");

  private OlderKeys() {}

  /** The path of the key today. */
  static String path(String path) {
    return path.equals(STANDARDIZE) ? "data.scale" : path;
  }

  /** The value that means the same today. */
  static Tree value(String path, Tree value) {
    if (path.equals(STANDARDIZE) && value instanceof Tree.Scalar scalar && !scalar.quoted()) {
      String written = scalar.text().toLowerCase(Locale.ROOT);
      return new Tree.Scalar(scalar.at(), SCALES.getOrDefault(written, scalar.text()), false);
    }
    return value;
  }
}
