package io.plateau.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reader of JSON (RFC 8259) that allows nothing else: no key twice, nothing behind the end, no
 * number that JSON does not have. Depth and lengths have limits, since a file may come from
 * anybody.
 */
final class JsonParser {
  static final int DEPTH = 16;
  private static final int NUMBER = 64;
  static final int STRING = 1 << 20;
  static final int NAME = 1 << 10;

  private final String text;
  private int at;
  private int depth;

  private JsonParser(String text) {
    this.text = text;
  }

  static JsonObject object(byte[] bytes) throws DamagedFileException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // What is not UTF-8 has become this character, which a text may have of its own
    if (text.indexOf('\uFFFD') >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new DamagedFileException("it is not a JSON object (its bytes are not UTF-8)");
    }
    JsonParser parser = new JsonParser(text);
    parser.space();
    JsonValue value = parser.value();
    parser.space();
    if (parser.at < text.length()) {
      throw parser.expected("nothing more");
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new DamagedFileException("it is not a JSON object");
  }

  private JsonValue value() throws DamagedFileException {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> JsonScalar.string(string(STRING));
      case 't' -> word("true", JsonScalar.TRUE);
      case 'f' -> word("false", JsonScalar.FALSE);
      case 'n' -> word("null", JsonScalar.NULL);
      default -> number();
    };
  }

  private JsonObject object() throws DamagedFileException {
    JsonObject object = new JsonObject();
    begin();
    for (boolean more = !taken('}'); more; more = more('}')) {
      if (peek() != '"') {
        throw expected("a key in quotes");
      }
      String key = string(NAME);
      if (object.has(key)) {
        throw expected("a key that is not there twice");
      }
      space();
      if (!taken(':')) {
        throw expected("a colon");
      }
      object.set(key, value());
    }
    depth--;
    return object;
  }

  private JsonArray list() throws DamagedFileException {
    JsonArray list = new JsonArray();
    begin();
    for (boolean more = !taken(']'); more; more = more(']')) {
      list.add(value());
    }
    depth--;
    return list;
  }

  private void begin() throws DamagedFileException {
    if (++depth > DEPTH) {
      throw expected("at most " + DEPTH + " brackets within one another");
    }
    at++;
    space();
  }

  /** Whether another value follows the one that has just been read. */
  private boolean more(char end) throws DamagedFileException {
    space();
    if (taken(end)) {
      return false;
    }
    if (!taken(',')) {
      throw expected("a comma or " + end);
    }
    return true;
  }

  private JsonValue word(String word, JsonValue value) throws DamagedFileException {
    if (!text.startsWith(word, at)) {
      throw expected("a value");
    }
    at += word.length();
    return value;
  }

  private JsonValue number() throws DamagedFileException {
    int from = at;
    if (peek() == '-') {
      at++;
    } else if (!digit()) {
      throw expected("a value");
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    if (at - from > NUMBER) {
      throw expected("a number of at most " + NUMBER + " characters");
    }
    return JsonScalar.number(text.substring(from, at));
  }

  private boolean digit() {
    return peek() >= '0' && peek() <= '9';
  }

  private void digits() throws DamagedFileException {
    int from = at;
    while (digit()) {
      at++;
    }
    if (at == from) {
      throw expected("a digit");
    }
  }

  private String string(int most) throws DamagedFileException {
    StringBuilder read = new StringBuilder();
    at++;
    while (peek() != '"') {
      char c = peek();
      if (c < ' ') {
        throw expected("a closing quote");
      }
      at++;
      read.append(c == '\\' ? escaped() : c);
      if (read.length() > most) {
        throw expected("a string of at most " + most + " characters");
      }
    }
    at++;
    return read.toString();
  }

  private char escaped() throws DamagedFileException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
          int digit = Character.digit(peek(), 16);
          if (digit < 0 || peek() > 'f') {
            throw expected("four hexadecimal digits");
          }
          code = 16 * code + digit;
        }
        yield (char) code;
      }
      default -> throw expected("a character that can be escaped");
    };
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Whether the next character is this one, which is then read with the space behind it. */
  private boolean taken(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    space();
    return true;
  }

  /** The next character; 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private DamagedFileException expected(String what) {
    long line =
        1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new DamagedFileException(
        "it is not a JSON object (expected %s at character %d, in line %d)"
            .formatted(what, at, line));
  }
}
