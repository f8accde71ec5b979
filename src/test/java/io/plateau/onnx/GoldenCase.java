package io.plateau.onnx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.math.DenseMatrix;
import io.plateau.model.SavedModel;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.nn.column.Numbers;
import io.plateau.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Model with rows, and the predictions of its own forward pass, in files that other tests give to a
 * runtime of ONNX.
 *
 * @param name of the folder
 * @param rows by column, or the features of a model without a table
 */
record GoldenCase(String name, SavedModel model, List<Map<String, Object>> rows) {
  /** Writes {@code model.onnx} and {@code rows.json}. */
  void write(Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    OnnxModel onnx = OnnxModel.of(model, Map.of("case", name));
    Files.write(folder.resolve("model.onnx"), onnx.bytes());
    ObjectNode all = Json.object();
    ObjectNode inputs = all.putObject("inputs");
    for (Port port : onnx.inputs()) {
      ArrayNode values = inputs.putArray(port.name());
      rows.forEach(row -> values.add(Json.tree(input(port, row.get(port.name())))));
    }
    ArrayNode labels = all.putArray("labels");
    ArrayNode floats = all.putArray("floats");
    for (Map<String, Object> row : rows) {
      predict(row, labels, floats);
    }
    Files.write(folder.resolve("rows.json"), Json.bytes(all));
  }

  /** The value of a row as an application gives it to the graph. */
  private static List<Object> input(Port port, Object value) {
    if (value instanceof float[] vector) {
      Object[] numbers = new Object[vector.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = text(vector[i]);
      }
      return Arrays.asList(numbers);
    }
    if (port.type() == ElementType.STRING) {
      return List.of(value == null ? "None" : value.toString());
    }
    if (value instanceof LocalDateTime time) {
      return List.of((double) time.toEpochSecond(ZoneOffset.UTC));
    }
    if (value instanceof Boolean truth) {
      return List.of(truth ? 1 : 0);
    }
    return List.of(value == null ? "NaN" : text(((Number) value).doubleValue()));
  }

  private static Object text(double value) {
    return Double.isFinite(value) ? value : Double.toString(value);
  }

  private void predict(Map<String, Object> row, ArrayNode labels, ArrayNode floats) {
    TrainedNetwork network = model.network();
    int width = model.predictions();
    double[] p = new double[width];
    double[] z = new double[width];
    try {
      float[] x =
          model
              .table()
              .map(table -> table.row(row))
              .orElseGet(() -> checked((float[]) row.get("features")));
      outputs(x, z, p);
    } catch (IllegalArgumentException fault) {
      Arrays.fill(p, Double.NaN);
      labels.addNull();
      ArrayNode nothing = floats.addArray();
      Arrays.stream(p).forEach(each -> nothing.add("NaN"));
      return;
    }
    ArrayNode own = floats.addArray();
    Arrays.stream(p).forEach(own::add);
    if (network.target().isVector()) {
      ArrayNode applying = labels.addArray();
      for (int i = 0; i < width; i++) {
        applying.add(
            p[i] > (model.thresholds().isEmpty() ? 0.5 : model.thresholds().get(i)) ? 1 : 0);
      }
    } else {
      int best = best(z, p);
      List<String> names = model.labels();
      if (names.isEmpty()) {
        labels.add(best);
      } else {
        labels.add(best < names.size() ? names.get(best) : "");
      }
    }
  }

  /** As the features of a row of Spark are checked. */
  private float[] checked(float[] features) {
    List<Column> columns =
        model.network().network().layers().get(0) instanceof Columns first
            ? first.columns()
            : List.of(new Numbers(features.length));
    int at = 0;
    for (Column column : columns) {
      for (int i = at; i < at + column.inputs(); i++) {
        boolean gap = Float.isNaN(features[i]) && column.takesMissing();
        if (!gap && !Float.isFinite(features[i])) {
          throw new Column.InputException("feature %d is %s".formatted(i, features[i]));
        }
      }
      at += column.inputs();
    }
    return features;
  }

  private void outputs(float[] x, double[] z, double[] p) {
    TrainedNetwork trained = model.network();
    int k = trained.outputs();
    float[] logits =
        trained
            .network()
            .outputs(trained.weights(), new DenseMatrix(x, 0, x.length, 1), new Workspace());
    float[] predicted = Arrays.copyOf(logits, k);
    trained.loss().predict(predicted, k, 1);
    for (int i = 0; i < z.length; i++) {
      boolean pair = k < z.length;
      z[i] = pair ? (i == 0 ? -logits[0] : logits[0]) : logits[i];
      p[i] = pair ? (i == 0 ? 1.0 - predicted[0] : predicted[0]) : predicted[i];
    }
  }

  private int best(double[] z, double[] p) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      double score = model.thresholds().isEmpty() ? z[i] : p[i] / model.thresholds().get(i);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }
}
