package io.plateau.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** JSON trees, and numbers that may be the texts {@code NaN} and {@code Infinity}. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A whole text that must be one JSON object. */
  static ObjectNode readObject(String text) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(text);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new JsonProcessingException("a JSON object must be here, got " + kind(node)) {
      private static final long serialVersionUID = 1;
    };
  }

  /** Any value as a tree. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The number there, or empty where there is none or it is not finite. */
  static OptionalDouble finite(JsonNode node) {
    return node != null && node.isNumber() && Double.isFinite(node.doubleValue())
        ? OptionalDouble.of(node.doubleValue())
        : OptionalDouble.empty();
  }

  /** The tree with null for each number that is not finite. */
  static JsonNode withoutInfinities(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(withoutInfinities(entry.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutInfinities(array.get(i)));
      }
    }
    return node.isNumber() && !Double.isFinite(node.doubleValue()) ? NullNode.instance : node;
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Text that can stand in a {@code <script>} of a page whatever the strings in it: no {@code <},
   * {@code >} or {@code &} is left, nor the line separators that old JavaScript does not take.
   */
  static String forScript(JsonNode node) {
    String text = node.toString();
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        safe.append(String.format("\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }
}
