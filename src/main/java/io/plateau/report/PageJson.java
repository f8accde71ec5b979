package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as a page carries it. */
final class PageJson {
  private PageJson() {}

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

  /**
   * Text that can stand in a {@code <script>} of a page whatever the strings in it: no {@code <},
   * {@code >} or {@code &} is left, nor the line separators that old JavaScript does not take.
   */
  static String forScript(JsonNode node) {
    return node.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
