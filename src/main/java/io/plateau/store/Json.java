package io.plateau.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * JSON as Jackson's trees, read and written strictly; {@link JsonValue} needs no library. A key
 * that stands twice and anything after the end are errors. Finite numbers are JSON numbers with the
 * shortest decimals that give their bits back; JSON has no others, which are the strings {@code
 * "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonParser.DEPTH)
                          .maxNumberLength(32)
                          .maxStringLength(JsonParser.STRING)
                          .maxNameLength(JsonParser.NAME)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Any value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A whole text that must be one JSON object. */
  public static ObjectNode object(String text) throws DamagedFileException {
    return object(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whole bytes that must be one JSON object. */
  public static ObjectNode object(byte[] bytes) throws DamagedFileException {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // The parser's message may quote much of the file; what comes after its first line is ours.
      String why = e instanceof JsonProcessingException p ? p.getOriginalMessage() : e.getMessage();
      String first = why.lines().findFirst().orElse("");
      String shown = first.length() > 200 ? first.substring(0, 200) + "…" : first;
      throw new DamagedFileException("it is not a JSON object (" + shown + ")", e);
    }
    throw new DamagedFileException("it is not a JSON object");
  }

  /** The indented text of a tree. */
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** <em>Adds</em> a number to an object. */
  public static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, Double.toString(value));
    }
  }

  /** An object of numbers by name. */
  public static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = object();
    values.forEach((name, value) -> put(node, name, value));
    return node;
  }

  /** The finite number of a node, or empty where there is none. */
  public static OptionalDouble finite(JsonNode node) {
    return node != null && node.isNumber() && Double.isFinite(node.doubleValue())
        ? OptionalDouble.of(node.doubleValue())
        : OptionalDouble.empty();
  }
}
