package io.plateau.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.plateau.math.DateUnit;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.fit.Measured;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Profile of a feature over the training rows, as JSON. */
public record ColumnProfile(ObjectNode json) {
  /** More values of a category than this are not listed. */
  private static final int MOST = 60;

  /** The profile that says what the note on a column says. */
  public static ColumnProfile of(ColumnNote note) {
    return new ColumnProfile(
        JsonNodeFactory.instance
            .objectNode()
            .put("name", note.column().name())
            .put("kind", note.choice().kind().word())
            .put("why", note.choice().why())
            .put("missing", note.missing())
            .put("distinct", note.distinct())
            .put("treatment", note.treatment()));
  }

  public String name() {
    return json.path("name").textValue();
  }

  /** The profile with the most frequent values of a category. */
  public ColumnProfile withValues(Map<String, Long> counts) {
    ObjectNode more = json.deepCopy();
    ArrayNode values = more.putArray("values");
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .forEach(
            value -> values.addObject().put("name", value.getKey()).put("count", value.getValue()));
    return new ColumnProfile(more);
  }

  /** The profile with the distribution of numbers or dates. */
  public ColumnProfile withHistogram(Measured.Numbers numbers) {
    ObjectNode more = json.deepCopy();
    boolean date = ColumnKind.DATE.word().equals(more.get("kind").textValue());
    DateUnit unit = DateUnit.of(numbers.least(), numbers.most());
    DoubleFunction<JsonNode> shown =
        date ? x -> TextNode.valueOf(DateLabel.of(x, unit)) : DoubleNode::valueOf;
    put(more, "minimum", numbers.least(), shown);
    put(more, "median", numbers.quartiles()[1], shown);
    put(more, "maximum", numbers.most(), shown);
    Arrays.stream(numbers.histogram()).forEach(more.putArray("histogram")::add);
    return new ColumnProfile(more);
  }

  private static void put(
      ObjectNode node, String key, double value, DoubleFunction<JsonNode> shown) {
    node.set(key, Double.isFinite(value) ? shown.apply(value) : NullNode.instance);
  }

  /**
   * The profile with the moments of numbers.
   *
   * @param deviation √(Σ(x − mean)² / n)
   */
  public ColumnProfile withMoments(double mean, double deviation) {
    ObjectNode more = json.deepCopy();
    put(more, "mean", mean, DoubleNode::valueOf);
    put(more, "deviation", deviation, DoubleNode::valueOf);
    return new ColumnProfile(more);
  }
}
