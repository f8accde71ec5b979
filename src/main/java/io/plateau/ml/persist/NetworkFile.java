package io.plateau.ml.persist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.Activate;
import io.plateau.nn.Activation;
import io.plateau.nn.Activations;
import io.plateau.nn.Dense;
import io.plateau.nn.Layer;
import io.plateau.nn.Network;
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
    LayersJson.write(trained.network().withoutDropout().layers(), root.putArray("layers"));
    put(root.putObject("loss"), trained.loss().name(), trained.loss().settings());
    root.put("label", trained.target().name().toLowerCase(Locale.ROOT));
    root.put("parameters", trained.network().parameters());
    return Json.bytes(root);
  }

  static void put(ObjectNode node, String name, Map<String, Double> settings) {
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
      loss =
          format == 1
              ? Losses.named(text(root, "loss"))
              : Losses.named(text(root.path("loss"), "name"), settings(root.path("loss")));
      network =
          new Network(format == 1 ? layersOfFormat1(root) : LayersJson.read(root, loss.link()));
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
  static Map<String, Double> settings(JsonNode node) {
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

  static int whole(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isInt() || value.asInt() < 1) {
      throw new IllegalArgumentException(
          "\"" + key + "\" must be a positive whole number, got " + value);
    }
    return value.asInt();
  }

  static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + key + "\" must be a string, got " + value);
    }
    return value.asText();
  }
}
