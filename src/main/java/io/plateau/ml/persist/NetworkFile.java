package io.plateau.ml.persist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.Activate;
import io.plateau.nn.Activation;
import io.plateau.nn.Activations;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Layer;
import io.plateau.nn.Network;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Scale;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Codec of a trained network: {@code network.json} is the architecture, {@code weights.bin} the
 * weights as little-endian 32-bit floats, layer after layer: of columns the vectors of embeddings,
 * of a dense layer W (outputs × inputs) by columns, then the biases.
 *
 * <p>Format 2 lists layers by type. Format 1, which had no number, lists dense layers with an
 * activation each.
 */
final class NetworkFile {
  static final String NETWORK = "network.json";
  static final String WEIGHTS = "weights.bin";
  private static final int FORMAT = 2;

  private NetworkFile() {}

  static byte[] json(TrainedNetwork trained) {
    ObjectNode root = Json.object().put("format", FORMAT).put("inputs", trained.inputs());
    ArrayNode layers = root.putArray("layers");
    for (Layer layer : trained.network().withoutDropout().layers()) {
      ObjectNode node = layers.addObject();
      if (layer instanceof Columns columns) {
        ColumnsJson.write(columns, node.put("type", "columns"));
      } else if (layer instanceof Scale) {
        node.put("type", "scale");
      } else if (layer instanceof Dense dense) {
        node.put("type", "dense").put("outputs", layer.outputs());
        if (dense.parametrization() != Parametrization.STANDARD) {
          node.put("parametrization", dense.parametrization().text());
        }
      } else if (layer instanceof Activate activate) {
        put(node.put("type", "activate"), activate.activation());
      } else if (layer instanceof ParametricActivation parametric) {
        put(node.put("type", "parametricActivation"), parametric.activation());
      } else {
        throw new IllegalArgumentException("a layer \"" + layer + "\" cannot be saved");
      }
    }
    put(root.putObject("loss"), trained.loss().name(), trained.loss().settings());
    root.put("label", trained.target().name().toLowerCase(Locale.ROOT));
    root.put("parameters", trained.network().parameters());
    return Json.bytes(root);
  }

  private static void put(ObjectNode node, Activation f) {
    put(node.putObject("activation"), f.name(), f.settings());
  }

  private static void put(ObjectNode node, String name, Map<String, Double> settings) {
    node.put("name", name);
    settings.forEach(node::put);
  }

  static byte[] weights(TrainedNetwork trained) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, trained.weights().length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(trained.weights());
    return bytes.array();
  }

  /**
   * Reads both files; checks the length of the weights against the architecture before reading
   * them.
   */
  static TrainedNetwork read(Path path, byte[] json, long weightBytes, Source weights)
      throws IOException {
    JsonNode root = parsed(path, json);
    Network network;
    Loss loss;
    LabelType target;
    try {
      int format = root.has("format") ? whole(root, "format") : 1;
      if (format > FORMAT) {
        throw new IllegalArgumentException(
            "format %d is not known; this Plateau reads formats 1 to %d".formatted(format, FORMAT));
      }
      network = new Network(format == 1 ? layersOfFormat1(root) : layers(root));
      loss =
          format == 1
              ? Losses.named(text(root, "loss"))
              : Losses.named(text(root.path("loss"), "name"), settings(root.path("loss")));
      target = LabelType.valueOf(text(root, "label").toUpperCase(Locale.ROOT));
    } catch (DamagedFileException e) {
      throw e.in(path);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    if (weightBytes != (long) Float.BYTES * network.parameters()) {
      throw new IOException(
          "%s must have %s bytes for %s, has %s"
              .formatted(
                  new Path(path.getParent(), WEIGHTS),
                  (long) Float.BYTES * network.parameters(),
                  network,
                  weightBytes));
    }
    float[] values = new float[network.parameters()];
    ByteBuffer.wrap(weights.read()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new TrainedNetwork(network, loss, target, values);
  }

  private static JsonNode parsed(Path path, byte[] json) throws IOException {
    try {
      return Json.object(json);
    } catch (DamagedFileException e) {
      throw e.in(path);
    }
  }

  /** Verified bytes, read when asked for. */
  @FunctionalInterface
  interface Source {
    byte[] read() throws IOException;
  }

  private static List<Layer> layers(JsonNode root) throws DamagedFileException {
    List<Layer> layers = new ArrayList<>();
    int inputs = whole(root, "inputs");
    for (JsonNode node : root.path("layers")) {
      Layer layer =
          switch (text(node, "type")) {
            case "columns" -> columns(node, inputs);
            case "scale" -> new Scale(inputs);
            case "dense" -> new Dense(inputs, whole(node, "outputs"), parametrization(node));
            case "activate" -> new Activate(inputs, activation(node));
            case "parametricActivation" -> new ParametricActivation(inputs, activation(node));
            default ->
                throw new IllegalArgumentException(
                    "\"type\" must be columns, scale, dense, activate or parametricActivation, got "
                        + node.path("type"));
          };
      layers.add(layer);
      inputs = layer.outputs();
    }
    return layers;
  }

  private static Parametrization parametrization(JsonNode node) {
    return node.has("parametrization")
        ? Parametrization.named(text(node, "parametrization"))
        : Parametrization.STANDARD;
  }

  private static Activation activation(JsonNode node) {
    JsonNode activation = node.path("activation");
    return Activations.named(text(activation, "name"), settings(activation));
  }

  private static Columns columns(JsonNode node, int inputs) throws DamagedFileException {
    Columns columns = ColumnsJson.read(node);
    if (columns.inputs() != inputs) {
      throw new IllegalArgumentException(
          "the columns take %d numbers, but there are %d".formatted(columns.inputs(), inputs));
    }
    return columns;
  }

  private static List<Layer> layersOfFormat1(JsonNode root) {
    List<Layer> layers = new ArrayList<>();
    int inputs = whole(root, "inputs");
    for (JsonNode node : root.path("layers")) {
      int outputs = whole(node, "outputs");
      layers.add(new Dense(inputs, outputs));
      Activation activation = Activations.named(text(node, "activation"));
      if (!activation.isIdentity()) {
        layers.add(new Activate(outputs, activation));
      }
      inputs = outputs;
    }
    return layers;
  }

  /** The numbers of an object beside its name. */
  private static Map<String, Double> settings(JsonNode node) {
    Map<String, Double> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals("name")) {
        if (!field.getValue().isNumber()) {
          throw new IllegalArgumentException(
              "\"" + field.getKey() + "\" must be a number, got " + field.getValue());
        }
        settings.put(field.getKey(), field.getValue().asDouble());
      }
    }
    return settings;
  }

  private static int whole(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isInt() || value.asInt() < 1) {
      throw new IllegalArgumentException(
          "\"" + key + "\" must be a positive whole number, got " + value);
    }
    return value.asInt();
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + key + "\" must be a string, got " + value);
    }
    return value.asText();
  }
}
