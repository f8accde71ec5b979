package io.plateau.data;

import io.plateau.data.source.Slips;
import io.plateau.data.source.SourceOptions;
import io.plateau.job.Job;
import io.plateau.scan.Nearest;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Who is what among the columns.
 *
 * @param labels in the order of the job
 * @param features in the order of the file
 * @param weight or null
 * @param kinds of all columns named here
 */
public record Columns(
    List<String> labels, List<String> features, String weight, Map<String, Kind> kinds) {
  private static final int NAMES_SHOWN = 20;

  /**
   * The columns a job names, looked up in what its data have.
   *
   * @throws DataException where one is missing or of a type that a network cannot take
   */
  public static Columns of(Job.Data data, StructType schema, String place) {
    Map<String, Kind> all = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      if (!Hidden.is(field.name())) {
        all.put(field.name(), Kind.of(field.dataType()));
      }
    }
    for (String label : data.label()) {
      require(label, "data.label", all, data, place);
    }
    Set<String> others = new HashSet<>(data.label());
    if (data.weight() != null) {
      require(data.weight(), "data.weight", all, data, place);
      requireKind(data.weight(), "data.weight", all, place, Kind.NUMBER);
      others.add(data.weight());
    }
    for (Job.Part part : parts(data.split())) {
      if (part instanceof Job.Part.Column column) {
        require(column.name(), "data.split", all, data, place);
        requireKind(column.name(), "data.split", all, place, Kind.BOOLEAN, Kind.NUMBER);
        others.add(column.name());
      }
    }
    return new Columns(
        List.copyOf(data.label()),
        features(data, all, others, schema, place),
        data.weight(),
        Map.copyOf(all));
  }

  /** A line for each column that is left out because a network cannot take its type. */
  static List<String> unusable(Job.Data data, StructType schema) {
    List<String> lines = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (data.features().isEmpty()
          && !Hidden.is(field.name())
          && Kind.of(field.dataType()) == Kind.UNUSABLE) {
        lines.add(
            "column \"%s\" is ignored: a network cannot take %s"
                .formatted(field.name(), field.dataType().simpleString()));
      }
    }
    return lines;
  }

  /** Checks that other rows have these columns too, with the same kinds; labels only if asked. */
  void requireIn(StructType schema, String place, boolean labeled) {
    Map<String, Kind> all = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      all.put(field.name(), Kind.of(field.dataType()));
    }
    all.keySet().removeIf(Hidden::is);
    for (String feature : features) {
      require(feature, "data.features", all, place);
      requireKind(feature, "data.features", all, place, kinds.get(feature));
    }
    if (labeled) {
      for (String label : labels) {
        require(label, "data.label", all, place);
        requireKind(label, "data.label", all, place, kinds.get(label));
      }
    }
    if (labeled && weight != null) {
      require(weight, "data.weight", all, place);
      requireKind(weight, "data.weight", all, place, Kind.NUMBER);
    }
  }

  /**
   * The columns that a finished run needs of other rows.
   *
   * @param texts features that it knows as texts
   */
  static Columns ofOthers(
      Job.Data data, StructType schema, String place, List<String> texts, boolean labeled) {
    Map<String, Kind> expected = new LinkedHashMap<>();
    Map<String, Kind> all = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      all.put(field.name(), Kind.of(field.dataType()));
    }
    for (String feature : data.features()) {
      Kind came = all.get(feature);
      expected.put(
          feature, texts.contains(feature) ? Kind.TEXT : came == Kind.TEXT ? Kind.NUMBER : came);
    }
    for (String label : data.label()) {
      expected.put(label, all.get(label));
    }
    Columns columns =
        new Columns(data.label(), data.features(), labeled ? data.weight() : null, expected);
    columns.requireIn(schema, place, labeled);
    expected.values().removeIf(Objects::isNull);
    if (columns.weight() != null) {
      expected.put(columns.weight(), Kind.NUMBER);
    }
    return columns;
  }

  public List<String> features(Kind kind) {
    return features.stream().filter(name -> kinds.get(name) == kind).toList();
  }

  private static List<Job.Part> parts(Job.Split split) {
    return List.of(split.test(), split.validation());
  }

  private static List<String> features(
      Job.Data data, Map<String, Kind> all, Set<String> others, StructType schema, String place) {
    for (String feature : data.features()) {
      require(feature, "data.features", all, data, place);
      if (others.contains(feature)) {
        throw new DataException(
            "column \"%s\" cannot be a feature: data.label, data.weight or data.split names it too"
                .formatted(feature));
      }
    }
    Set<String> chosen = new HashSet<>(data.features().isEmpty() ? all.keySet() : data.features());
    chosen.removeAll(others);
    List<String> features = new ArrayList<>();
    for (String name : all.keySet()) {
      if (chosen.contains(name)) {
        if (all.get(name) == Kind.OTHER) {
          throw new DataException(
              "column \"%s\" of %s cannot be a feature: it is neither number, boolean, text nor vector; list the columns to use in data.features"
                  .formatted(name, place));
        }
        if (all.get(name) != Kind.UNUSABLE) {
          features.add(name);
        } else if (!data.features().isEmpty()) {
          throw new DataException(
              "column \"%s\" of %s is %s, which cannot be a feature; leave it out of data.features"
                  .formatted(name, place, schema.apply(name).dataType().simpleString()));
        }
      }
    }
    if (features.isEmpty()) {
      throw new DataException(
          "%s has no column left to be a feature beside data.label, data.weight and data.split; it has %s"
              .formatted(place, names(all)));
    }
    return List.copyOf(features);
  }

  private static void require(
      String name, String key, Map<String, Kind> all, Job.Data data, String place) {
    String slip =
        all.containsKey(name) || !data.format().equals("csv")
            ? ""
            : Slips.header(name, all.keySet(), SourceOptions.of("csv", data.options()));
    require(name, key, all, place, slip.isEmpty() ? Nearest.hint(name, all.keySet()) : slip);
  }

  private static void require(String name, String key, Map<String, Kind> all, String place) {
    require(name, key, all, place, Nearest.hint(name, all.keySet()));
  }

  private static void require(
      String name, String key, Map<String, Kind> all, String place, String hint) {
    if (!all.containsKey(name)) {
      throw new DataException(
          "column \"%s\" (%s) is not in %s; it has %s%s"
              .formatted(name, key, place, names(all), hint));
    }
  }

  private static void requireKind(
      String name, String key, Map<String, Kind> all, String place, Kind... allowed) {
    if (!Arrays.asList(allowed).contains(all.get(name))) {
      throw new DataException(
          "column \"%s\" (%s) must be %s, but in %s it is %s"
              .formatted(
                  name,
                  key,
                  Arrays.stream(allowed).map(Columns::word).collect(Collectors.joining(" or ")),
                  place,
                  word(all.get(name))));
    }
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case TEXT -> "text";
      case VECTOR -> "a vector";
      case OTHER -> "a date";
      case UNUSABLE -> "of another type";
    };
  }

  private static String names(Map<String, Kind> all) {
    String shown = all.keySet().stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return all.size() > NAMES_SHOWN ? shown + ", … (" + all.size() + " in all)" : shown;
  }
}
