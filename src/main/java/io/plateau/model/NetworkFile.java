package io.plateau.model;

import io.plateau.math.Word;
import io.plateau.nn.Activate;
import io.plateau.nn.Dense;
import io.plateau.nn.Layer;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonObject;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codec of a trained network: {@code network.json} is the architecture, {@code weights.bin} the
 * weights as little-endian 32-bit floats, layer after layer: of columns the vectors of embeddings,
 * of a dense layer W (outputs × inputs) by columns, then the biases.
 *
 * <p>Format 2 lists layers by type. Format 1, which had no number, lists dense layers with an
 * activation each.
 *
 * @param networkPath full name of the file of the architecture, for messages
 * @param weightsPath full name of the file of the weights
 */
record NetworkFile(String networkPath, String weightsPath) {
  static final String NETWORK = "network.json";
  static final String WEIGHTS = "weights.bin";
  private static final int FORMAT = 2;

  static byte[] json(TrainedNetwork trained) {
    JsonObject root = new JsonObject().put("format", FORMAT).put("inputs", trained.inputs());
    LayersJson.write(trained.network().withoutDropout().layers(), root.putArray("layers"));
    put(root.putObject("loss"), trained.loss().name(), trained.loss().settings());
    root.put("label", trained.target().word());
    root.put("parameters", trained.network().parameters());
    return root.bytes();
  }

  static void put(JsonObject node, String name, Map<String, Double> settings) {
    node.put("name", name);
    settings.forEach((key, value) -> node.put(key, value.doubleValue()));
  }

  static byte[] weights(TrainedNetwork trained) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, trained.weights().length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(trained.weights());
    return bytes.array();
  }

  /** A network whose weights are still to be read. */
  record Architecture(Network network, Loss loss, LabelType target) {
    TrainedNetwork with(byte[] weights) {
      float[] values = new float[network.parameters()];
      ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return new TrainedNetwork(network, loss, target, values);
    }
  }

  /**
   * Reads the architecture, and checks it against the length of the weights, so that these need not
   * be read where they do not fit.
   */
  Architecture read(byte[] json, long weightBytes) throws IOException {
    JsonValue root = parsed(json);
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
              ? Losses.named(StrictJson.text(root, "loss"))
              : Losses.named(
                  StrictJson.text(root.path("loss"), "name"), settings(root.path("loss")));
      network =
          new Network(format == 1 ? layersOfFormat1(root) : LayersJson.read(root, loss.link()));
      target = Word.named(LabelType.class, "label", StrictJson.text(root, "label"));
    } catch (DamagedFileException e) {
      throw e.in(networkPath);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(networkPath + ": " + e.getMessage(), e);
    }
    if (weightBytes != (long) Float.BYTES * network.parameters()) {
      throw new DamagedFileException(
          "%s must have %s bytes for %s, has %s"
              .formatted(
                  weightsPath, (long) Float.BYTES * network.parameters(), network, weightBytes));
    }
    return new Architecture(network, loss, target);
  }

  private JsonValue parsed(byte[] json) throws IOException {
    try {
      return JsonValue.object(json);
    } catch (DamagedFileException e) {
      throw e.in(networkPath);
    }
  }

  private static List<Layer> layersOfFormat1(JsonValue root) throws DamagedFileException {
    List<Layer> layers = new ArrayList<>();
    int inputs = whole(root, "inputs");
    for (JsonValue node : root.path("layers")) {
      int outputs = whole(node, "outputs");
      layers.add(new Dense(inputs, outputs));
      Activation activation = Activations.named(StrictJson.text(node, "activation"));
      if (!activation.isIdentity()) {
        layers.add(new Activate(outputs, activation));
      }
      inputs = outputs;
    }
    return layers;
  }

  /** The numbers of an object beside its name. */
  static Map<String, Double> settings(JsonValue node) throws DamagedFileException {
    Map<String, Double> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> field : node.properties()) {
      if (!field.getKey().equals("name")) {
        settings.put(field.getKey(), StrictJson.real(node, field.getKey()));
      }
    }
    return settings;
  }

  static int whole(JsonValue node, String key) throws DamagedFileException {
    return (int) StrictJson.whole(node, key, 1, Integer.MAX_VALUE);
  }
}
