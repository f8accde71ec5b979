package io.plateau.onnx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.model.ModelCase;
import io.plateau.model.SavedModel;
import io.plateau.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Case of a model in files that other tests give to a runtime of ONNX. */
record GoldenCase(ModelCase of) {
  /** Writes {@code model.onnx} and {@code rows.json}. */
  void write(Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve(of.name()));
    OnnxModel onnx = OnnxModel.of(of.model(), Map.of("case", of.name()));
    Files.write(folder.resolve("model.onnx"), onnx.bytes());
    ObjectNode all = Json.object();
    ObjectNode inputs = all.putObject("inputs");
    for (Port port : onnx.inputs()) {
      ArrayNode values = inputs.putArray(port.name());
      of.rows().forEach(row -> values.add(Json.tree(input(port, row.get(port.name())))));
    }
    ArrayNode labels = all.putArray("labels");
    ArrayNode floats = all.putArray("floats");
    for (Map<String, Object> row : of.rows()) {
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
      return List.of(ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time) / 1e6);
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
    SavedModel model = of.model();
    ArrayNode own = floats.addArray();
    Optional<ModelCase.Expected> expected = of.expected(row);
    if (expected.isEmpty()) {
      labels.addNull();
      for (int i = 0; i < model.predictions(); i++) {
        own.add("NaN");
      }
      return;
    }
    double[] p = expected.get().predictions();
    Arrays.stream(p).forEach(own::add);
    if (model.network().target().isVector()) {
      ArrayNode applying = labels.addArray();
      for (int i = 0; i < p.length; i++) {
        applying.add(
            p[i] > (model.thresholds().isEmpty() ? 0.5 : model.thresholds().get(i)) ? 1 : 0);
      }
      return;
    }
    int best = expected.get().index();
    List<String> names = model.labels();
    if (names.isEmpty()) {
      labels.add(best);
    } else {
      labels.add(best < names.size() ? names.get(best) : "");
    }
  }
}
