package io.plateau.ml.persist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.Activations;
import io.plateau.nn.Dense;
import io.plateau.nn.LabelType;
import io.plateau.nn.Losses;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * A trained network as bytes: {@code network.json} says its architecture, {@code weights.bin} has
 * its weights as little-endian 32-bit floats, layer after layer, W (outputs × inputs) by columns,
 * then the biases.
 */
final class NetworkFile {
  static final String NETWORK = "network.json";
  static final String WEIGHTS = "weights.bin";

  private NetworkFile() {}

  static byte[] json(TrainedNetwork trained) {
    ObjectNode root = Json.object();
    root.put("inputs", trained.inputs());
    ArrayNode layers = root.putArray("layers");
    for (Dense layer : trained.network().layers()) {
      layers
          .addObject()
          .put("outputs", layer.outputs())
          .put("activation", layer.activation().name());
    }
    root.put("loss", trained.loss().name());
    root.put("label", trained.target().name().toLowerCase(Locale.ROOT));
    root.put("parameters", trained.network().parameters());
    return Json.bytes(root);
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
    TrainedNetwork empty;
    try {
      network = new Network(layers(root), 0, 0);
      empty =
          new TrainedNetwork(
              network,
              Losses.named(text(root, "loss")),
              LabelType.valueOf(text(root, "label").toUpperCase(Locale.ROOT)),
              null);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    if (weightBytes != (long) Float.BYTES * network.parameters()) {
      throw new IOException(
          new Path(path.getParent(), WEIGHTS)
              + " must have "
              + (long) Float.BYTES * network.parameters()
              + " bytes for "
              + network
              + ", has "
              + weightBytes);
    }
    float[] values = new float[network.parameters()];
    ByteBuffer.wrap(weights.read()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return empty.with(values);
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

  private static List<Dense> layers(JsonNode root) {
    List<Dense> layers = new ArrayList<>();
    int inputs = whole(root, "inputs");
    for (JsonNode layer : root.path("layers")) {
      int outputs = whole(layer, "outputs");
      layers.add(new Dense(inputs, outputs, Activations.named(text(layer, "activation"))));
      inputs = outputs;
    }
    return layers;
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
      throw new IllegalArgumentException("\"" + key + "\" must be a text, got " + value);
    }
    return value.asText();
  }
}
