package io.plateau.onnx;

import io.plateau.model.SavedModel;
import io.plateau.store.BuildVersion;
import io.plateau.store.Json;
import io.plateau.store.ProtoWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Model in the format of ONNX: one graph from the columns of a row to a prediction. Equal models
 * give equal bytes.
 *
 * <p>The graph has one input for each column, of shape N×1 and the column's name: numbers as
 * doubles, categories as strings (or floats, where the column is one of numbers or booleans whose
 * known values are floats), and dates as doubles, the seconds since 1970-01-01T00:00 by the clock
 * on the wall. NaN is a missing number or date. A vector is an input of N×width doubles, or floats
 * where nothing is subtracted from its elements. A model without a table has one input of the name
 * {@code features}, N×width floats.
 *
 * <p>A classifier has the outputs {@code label}, of N strings where the classes have names and
 * integers otherwise, and {@code probabilities} of N×classes floats; with several labels both have
 * a column for each. Other models have {@code prediction}, N×1 or N×labels floats. Where an input
 * has the name of an output, the output has an underscore behind its name.
 *
 * <p>A graph cannot refuse a row. Where Plateau would, all floats of the row's outputs are NaN, and
 * its label has no meaning: for a number that is not finite, and by the rules {@code missing} and
 * {@code unseen} of a table.
 *
 * @param bytes the content of an .onnx file
 */
public record OnnxModel(byte[] bytes, List<Port> inputs, List<Port> outputs) {
  /** Version of the format. */
  private static final int IR_VERSION = 8;

  private static final String NAME = "plateau";

  /** A message of protocol buffers is below 2 GB; as much as this is left for all but weights. */
  private static final long BESIDE_WEIGHTS = 1L << 28;

  /**
   * The graph of a model.
   *
   * @param metadata more texts by name to store with it, such as where the model is from
   * @throws IllegalArgumentException for what ONNX cannot express, with what to do instead
   */
  public static OnnxModel of(SavedModel model, Map<String, String> metadata) {
    requireSize(model.network().network().parameters());
    List<Port> inputs =
        model
            .table()
            .map(table -> new TableNodes(table).inputs())
            .orElseGet(() -> List.of(features(model).input()));
    Graph graph = new Graph(inputs);
    RefusedRows faults = new RefusedRows(graph);
    String rows =
        model
            .table()
            .map(table -> new TableNodes(table).rows(graph, faults))
            .orElseGet(() -> features(model).rows(graph, faults));
    String logits = LayerNodes.logits(graph, model.network(), rows);
    new PredictionNodes(model).add(graph, logits, faults);
    return new OnnxModel(proto(graph, model, metadata), graph.inputs(), graph.outputs());
  }

  private static FeatureNodes features(SavedModel model) {
    return new FeatureNodes(model.network().network());
  }

  private static void requireSize(long parameters) {
    if (Float.BYTES * parameters > Integer.MAX_VALUE - BESIDE_WEIGHTS) {
      throw new IllegalArgumentException(
          "the network has %d weights, more than the %d that one ONNX file can hold"
              .formatted(parameters, (Integer.MAX_VALUE - BESIDE_WEIGHTS) / Float.BYTES));
    }
  }

  private static byte[] proto(Graph graph, SavedModel model, Map<String, String> metadata) {
    ProtoWriter proto =
        new ProtoWriter()
            .integer(1, IR_VERSION)
            .text(2, NAME)
            .text(3, BuildVersion.text())
            .integer(5, 1)
            .text(6, documentation(model))
            .message(7, graph.proto(NAME))
            .message(8, new ProtoWriter().text(1, "").integer(2, Graph.OPSET))
            .message(8, new ProtoWriter().text(1, Graph.ML).integer(2, Graph.ML_OPSET));
    Map<String, String> all = new TreeMap<>(metadata);
    all.put("network", model.network().toString());
    all.put("labels", Json.tree(model.labels()).toString());
    all.forEach((key, value) -> proto.message(14, new ProtoWriter().text(1, key).text(2, value)));
    return proto.bytes();
  }

  private static String documentation(SavedModel model) {
    String rows =
        model.table().isPresent()
            ? "One input for each column of a row: numbers, with NaN for a missing one; categories; "
                + "dates as seconds since 1970-01-01T00:00 of local time, with NaN for a missing one."
            : "The features of a row are one input.";
    return rows
        + " A row that Plateau would refuse has NaN in its outputs, and a label without meaning.";
  }
}
