package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Profile of the training rows: {@code profile.json}.
 *
 * @param rows by part, such as {@code train}
 * @param columns features, those too that are ignored
 */
public record DataProfile(Map<String, Long> rows, List<Label> labels, List<ColumnProfile> columns) {
  /** At most so many columns are listed, and so many classes, the most frequent ones. */
  private static final int MOST = 200;

  private static final int BINS = 60;

  /** The bins of a label that is a number. */
  public static Bins bins(double least, double most) {
    return Bins.over(least, most, BINS);
  }

  /**
   * Distribution of a label.
   *
   * @param json with its name
   * @param rows of each class; none of a number
   */
  public record Label(ObjectNode json, List<Long> rows) {
    /** Of classes: rows of each. */
    public static Label of(String name, List<String> classes, Map<String, Long> counts) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
      List<String> byRows =
          classes.stream()
              .sorted(Comparator.comparingLong(each -> -counts.getOrDefault(each, 0L)))
              .toList();
      Set<String> listed = Set.copyOf(byRows.subList(0, Math.min(MOST, byRows.size())));
      ArrayNode array = json.putArray("classes");
      classes.stream()
          .filter(listed::contains)
          .forEach(each -> put(array.addObject(), each, counts));
      if (classes.size() > MOST) {
        json.put("moreClasses", classes.size() - MOST);
        put(json.putObject("least"), byRows.get(byRows.size() - 1), counts);
      }
      return new Label(json, classes.stream().map(each -> counts.getOrDefault(each, 0L)).toList());
    }

    private static void put(ObjectNode node, String name, Map<String, Long> counts) {
      node.put("name", name).put("count", counts.getOrDefault(name, 0L));
    }

    /** Of numbers: rows in each bin. */
    public static Label of(String name, Bins bins, long[] counts) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
      bins.put(json.putObject("histogram"), Arrays.stream(counts).asDoubleStream().toArray());
      return new Label(json, List.of());
    }
  }

  /** As it is written into a run. */
  public ObjectNode json() {
    ObjectNode profile = JsonNodeFactory.instance.objectNode();
    ObjectNode counts = profile.putObject("rows");
    rows.forEach(counts::put);
    ArrayNode described = profile.putArray("labels");
    labels.forEach(label -> described.add(label.json()));
    ArrayNode listed = profile.putArray("columns");
    columns.stream().limit(MOST).forEach(column -> listed.add(column.json()));
    if (columns.size() > MOST) {
      profile.put("moreColumns", columns.size() - MOST);
    }
    return profile;
  }
}
