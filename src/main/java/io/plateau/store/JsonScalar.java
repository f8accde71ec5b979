package io.plateau.store;

/**
 * String, number, truth value or null of JSON.
 *
 * @param kind which of these
 * @param text characters of a string, digits of a number, or the word
 */
record JsonScalar(Kind kind, String text) implements JsonValue {
  static final JsonScalar TRUE = new JsonScalar(Kind.TRUTH, "true");
  static final JsonScalar FALSE = new JsonScalar(Kind.TRUTH, "false");
  static final JsonScalar NULL = new JsonScalar(Kind.NULL, "null");

  /** Stands for a key that is not there. */
  static final JsonScalar MISSING = new JsonScalar(Kind.NULL, "");

  /** Digits of a long at most. */
  private static final int LONG = 19;

  enum Kind {
    STRING,
    NUMBER,
    TRUTH,
    NULL
  }

  static JsonScalar string(String text) {
    return new JsonScalar(Kind.STRING, text);
  }

  static JsonScalar number(String digits) {
    return new JsonScalar(Kind.NUMBER, digits);
  }

  static JsonScalar truth(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public boolean isLong() {
    if (kind != Kind.NUMBER || text.length() > LONG + 1) {
      return false;
    }
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException fraction) {
      return false;
    }
  }

  @Override
  public String toString() {
    return JsonPrinter.compact(this);
  }
}
