package io.plateau.onnx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.model.SavedModel;
import io.plateau.store.Json;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Row that shows what a graph takes: a usual number, the first category, the middle date, and
 * vectors of zeros.
 */
final class ExampleRow {
  private static final double SECONDS = 24 * 60 * 60;

  private ExampleRow() {}

  /** The values of a row by input, each as a list of one list. */
  static ObjectNode of(SavedModel model, List<Port> inputs) {
    Map<String, FittedColumn> columns =
        model.table().map(table -> table.columns()).orElse(List.of()).stream()
            .collect(Collectors.toMap(FittedColumn::name, Function.identity()));
    ObjectNode row = Json.object();
    for (Port input : inputs) {
      ArrayNode values = row.putArray(input.name()).addArray();
      FittedColumn column = columns.get(input.name());
      if (column instanceof FittedNumber number) {
        values.add(number.fill().value());
      } else if (column instanceof FittedDate date) {
        double center = date.days().center();
        // Midnight is outside of dates that are minutes.
        values.add(
            date.unit().seconds() ? Math.rint(center * SECONDS) : Math.rint(center) * SECONDS);
      } else if (column instanceof FittedCategory category) {
        add(values, input, category.values().get(0));
      } else {
        for (int i = 0; i < input.width(); i++) {
          values.add(0.0);
        }
      }
    }
    return row;
  }

  private static void add(ArrayNode values, Port input, String category) {
    if (input.type() == ElementType.STRING) {
      values.add(category);
    } else {
      values.add(CategoryNodes.key(category));
    }
  }
}
