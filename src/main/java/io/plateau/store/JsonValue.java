package io.plateau.store;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON value of a file that is read back: an object, a list, or a scalar. Reading and writing need
 * no library, so that a model can be asked where there is none.
 */
public sealed interface JsonValue extends Iterable<JsonValue>
    permits JsonObject, JsonArray, JsonScalar {
  /** Bytes in UTF-8 that must be one JSON object. */
  static JsonObject object(byte[] bytes) throws DamagedFileException {
    return JsonParser.object(bytes);
  }

  /** A text that must be one JSON object. */
  static JsonObject object(String text) throws DamagedFileException {
    return object(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The indented text, in UTF-8. */
  default byte[] bytes() {
    return JsonPrinter.indented(this).getBytes(StandardCharsets.UTF_8);
  }

  /** The value of a key; null where there is none. */
  default JsonValue get(String key) {
    return null;
  }

  /** The value of a key; {@link JsonScalar#MISSING} where there is none. */
  default JsonValue path(String key) {
    JsonValue found = get(key);
    return found == null ? JsonScalar.MISSING : found;
  }

  default boolean has(String key) {
    return get(key) != null;
  }

  /** Values by key, in the order of the file; none unless this is an object. */
  default Set<Map.Entry<String, JsonValue>> properties() {
    return Set.of();
  }

  /** The values of a list; none for others. */
  default List<JsonValue> values() {
    return List.of();
  }

  @Override
  default Iterator<JsonValue> iterator() {
    return values().iterator();
  }

  default boolean isText() {
    return this instanceof JsonScalar s && s.kind() == JsonScalar.Kind.STRING;
  }

  default boolean isNumber() {
    return this instanceof JsonScalar s && s.kind() == JsonScalar.Kind.NUMBER;
  }

  default boolean isTruth() {
    return this instanceof JsonScalar s && s.kind() == JsonScalar.Kind.TRUTH;
  }

  default boolean isNull() {
    return this instanceof JsonScalar s && s.kind() == JsonScalar.Kind.NULL;
  }

  /** Whether this is a number without a fraction or an exponent that a long can hold. */
  default boolean isLong() {
    return false;
  }

  /** The characters of a string, or the digits of a number; empty for others. */
  default String text() {
    return "";
  }

  /** The number, infinite where it is too large for a double; NaN for what is no number. */
  default double number() {
    return isNumber() ? Double.parseDouble(text()) : Double.NaN;
  }
}
