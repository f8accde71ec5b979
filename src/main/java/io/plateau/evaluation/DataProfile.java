package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Profile of the training rows: {@code profile.json}.
 *
 * @param rows by part, such as {@code train}
 * @param columns features, those too that are ignored
 */
public record DataProfile(Map<String, Long> rows, List<Label> labels, List<ColumnProfile> columns) {
  /** More columns than this are not listed, nor more classes. */
  private static final int MOST = 200;

  private static final int BINS = 60;

  /** The bins of a label that is a number. */
  public static Bins bins(double least, double most) {
    return Bins.over(least, most, BINS);
  }

  /** Distribution of a label: as JSON, with its name. */
  public record Label(ObjectNode json) {
    /** Of classes: rows of each. */
    public static Label of(String name, List<String> classes, Map<String, Long> counts) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
      ArrayNode array = json.putArray("classes");
      for (String each : classes.subList(0, Math.min(MOST, classes.size()))) {
        array.addObject().put("name", each).put("count", counts.getOrDefault(each, 0L));
      }
      return new Label(json);
    }

    /** Of numbers: rows in each bin. */
    public static Label of(String name, Bins bins, long[] counts) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
      double[] numbers = new double[counts.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = counts[i];
      }
      bins.put(json.putObject("histogram"), numbers);
      return new Label(json);
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
