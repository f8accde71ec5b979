package io.plateau.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * JSON read with suspicion: no key twice, none missing, none unknown, every value of its kind and
 * in its range, nothing after the end.
 */
final class Strict {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(20)
                          .maxStringLength(1 << 20)
                          .maxNameLength(1 << 10)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What {@link Double#toString} writes. */
  private static final Pattern DOUBLE =
      Pattern.compile("-?\\d{1,20}\\.\\d{1,20}(E-?\\d{1,3})?|-?Infinity|NaN");

  private Strict() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** One object with exactly these keys. */
  static JsonNode read(byte[] bytes, String... keys) {
    try {
      return keys(JSON.readTree(bytes), keys);
    } catch (IOException e) {
      throw new CheckpointException.Damaged("it is not the JSON it must be", e);
    }
  }

  /** Fails unless the node is an object with exactly these keys. */
  static JsonNode keys(JsonNode node, String... keys) {
    require(node != null && node.isObject(), "an object with the keys", String.join(", ", keys));
    Set<String> known = new TreeSet<>(Set.of(keys));
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      require(known.remove(name), "no key", name);
    }
    require(known.isEmpty(), "the keys", String.join(", ", known));
    return node;
  }

  /** Fails unless the file is of this format and version. */
  static void format(JsonNode node, String format, int version) {
    require(text(node, "format").equals(format), "the format", format);
    long found = whole(node, "version", 1, Integer.MAX_VALUE);
    if (found != version) {
      throw new CheckpointException.Damaged(
          "it is of version %d of the format; this Plateau reads version %d"
              .formatted(found, version));
    }
  }

  static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    require(value != null && value.isTextual(), "a text for", key);
    return value.textValue();
  }

  static long whole(JsonNode node, String key, long least, long most) {
    JsonNode value = node.get(key);
    boolean fits =
        value != null
            && value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= least
            && value.longValue() <= most;
    require(fits, "a whole number from " + least + " to " + most + " for", key);
    return value.longValue();
  }

  /** A number as {@link Double#toString} writes it, which gives its bits back. */
  static double real(JsonNode node, String key) {
    String text = text(node, key);
    require(DOUBLE.matcher(text).matches(), "a number in quotes for", key);
    return Double.parseDouble(text);
  }

  /** The elements of a list. */
  static JsonNode list(JsonNode node, String key) {
    JsonNode value = node.get(key);
    require(value != null && value.isArray(), "a list for", key);
    return value;
  }

  private static void require(boolean holds, String what, String name) {
    if (!holds) {
      throw new CheckpointException.Damaged(
          "it must have " + what + " " + (name.length() > 80 ? name.substring(0, 80) : name));
    }
  }
}
