package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.Json;
import java.util.Locale;

/** What is drawn of a network: widths of its layers, a caption under each, one line of text. */
final class NetworkDrawing {
  private NetworkDrawing() {}

  /**
   * From the measured layers.
   *
   * @return null where they are not known
   */
  static ObjectNode of(JsonNode layers) {
    JsonNode all = layers.path("layers");
    if (!all.isArray() || all.isEmpty()) {
      return null;
    }
    ObjectNode network = Json.object();
    ArrayNode widths = network.putArray("widths");
    ArrayNode captions = network.putArray("captions");
    int inputs = all.get(0).path("inputs").asInt();
    StringBuilder text = new StringBuilder().append(inputs);
    long parameters = 0;
    int before = inputs;
    widths.add(inputs);
    captions.add(inputs + "\n" + (inputs == 1 ? "feature" : "features"));
    for (int l = 0; l < all.size(); l++) {
      int outputs = all.get(l).path("outputs").asInt();
      String activation = caption(all.get(l));
      boolean last = l == all.size() - 1;
      parameters += all.get(l).path("parameters").asLong((long) before * outputs + outputs);
      widths.add(outputs);
      captions.add(outputs + "\n" + (last ? outputs == 1 ? "output" : "outputs" : activation));
      text.append(" → ").append(outputs);
      if (!last) {
        text.append(' ').append(activation);
      }
      before = outputs;
    }
    parameters = layers.path("parameters").asLong(parameters); // older runs have those of layers
    int networks = all.get(0).path("networks").asInt(1);
    return network
        .put("parameters", parameters)
        .put(
            "text",
            (networks > 1 ? networks + " × (" + text + ")" : text)
                + ", "
                + String.format(Locale.ROOT, "%,d", parameters).replace(',', '\u202f')
                + " parameters");
  }

  /** Such as {@code relu}, or {@code residual} of a layer that adds to its inputs. */
  private static String caption(JsonNode layer) {
    String activation = layer.path("activation").asText();
    boolean residual = layer.path("residual").asBoolean();
    return !residual
        ? activation
        : activation.equals("identity") ? "residual" : "residual " + activation;
  }
}
