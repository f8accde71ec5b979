package io.plateau.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.data.Prepared;
import io.plateau.evaluation.ColumnGrid;
import io.plateau.evaluation.ColumnProfile;
import io.plateau.evaluation.PartialDependence;
import io.plateau.evaluation.RowSample;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.store.Json;
import io.plateau.table.FittedColumn;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * File {@code dependence.json}: how predictions depend on each of the most important columns.
 *
 * @param labels of the data
 * @param network as it was trained, with labels of the scale of the packed rows
 */
record DependenceFile(Prepared prepared, List<String> labels, TrainedNetwork network) {
  private static final int COLUMNS = 5;
  private static final int ROWS = 512;

  /** Classes or labels whose curves are drawn. */
  private static final int OUTPUTS = 4;

  /**
   * The content.
   *
   * @param sample of rows that are given each value of a column
   * @param importance of each column of the table, all of which have one number
   */
  ObjectNode of(RowSample sample, double[] importance) {
    List<float[]> rows = sample.features(ROWS);
    ObjectNode json =
        Json.object().put("rows", rows.size()).put("of", isNumber() ? "prediction" : "probability");
    ArrayNode columns = json.putArray("columns");
    Map<String, ColumnProfile> profiles =
        prepared.profile().columns().stream()
            .collect(Collectors.toMap(ColumnProfile::name, Function.identity()));
    List<Integer> shown =
        IntStream.range(0, importance.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -importance[i]))
            .limit(COLUMNS)
            .toList();
    // Each column costs some ten thousand predictions
    shown.parallelStream()
        .flatMap(i -> dependence(i, profiles, rows).stream())
        .toList()
        .forEach(each -> put(columns, each));
    return json;
  }

  /**
   * Curves of a column.
   *
   * @param means of the predictions, by value and output
   */
  private record Dependence(FittedColumn column, ColumnGrid grid, double[][] means) {}

  /** The curves of a column, if it has values. */
  private Optional<Dependence> dependence(
      int i, Map<String, ColumnProfile> profiles, List<float[]> rows) {
    FittedColumn column = prepared.table().columns().get(i);
    ColumnGrid grid = ColumnGrid.of(profiles.get(column.name()), column);
    return grid.encoded().length == 0
        ? Optional.empty()
        : Optional.of(
            new Dependence(column, grid, PartialDependence.of(network, rows, i, grid.encoded())));
  }

  private void put(ArrayNode columns, Dependence dependence) {
    FittedColumn column = dependence.column;
    ObjectNode node =
        columns.addObject().put("name", column.name()).put("kind", column.kind().word());
    node.set("values", dependence.grid.values());
    ArrayNode curves = node.putArray("curves");
    for (int output : shown()) {
      ArrayNode curve = curves.addObject().put("name", names().get(output)).putArray("means");
      for (double[] mean : dependence.means) {
        curve.add(
            prepared
                .labelScale()
                .map(scale -> scale.unscaled(mean[output], output))
                .orElse(mean[output]));
      }
    }
  }

  private boolean isNumber() {
    return network.target() == LabelType.NUMBER || network.target() == LabelType.NUMBERS;
  }

  /** Names of the outputs. */
  private List<String> names() {
    return network.target() != LabelType.CLASS
        ? labels
        : network.outputs() > 1 ? prepared.classes() : prepared.classes().subList(1, 2);
  }

  /** The outputs with curves, the most frequent classes first; of two classes the positive. */
  private List<Integer> shown() {
    if (network.target() == LabelType.CLASS && network.outputs() == 2) {
      return List.of(1); // the other probability is 1 minus this one
    }
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode each : prepared.profile().labels().get(0).json().path("classes")) {
      counts.put(each.path("name").textValue(), each.path("count").longValue());
    }
    return IntStream.range(0, names().size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> -counts.getOrDefault(names().get(i), 0L)))
        .limit(OUTPUTS)
        .toList();
  }
}
