package io.plateau.model;

import io.plateau.nn.Activate;
import io.plateau.nn.Clamp;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Ensemble;
import io.plateau.nn.Layer;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.MemberDense;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.MemberScale;
import io.plateau.nn.Members;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Residual;
import io.plateau.nn.Scale;
import io.plateau.nn.Unsmooth;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.Link;
import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonArray;
import io.plateau.store.JsonObject;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Codec of the layers of a network: an object each, by its type. Inputs are the outputs of the
 * layer before, the number of members that of the layer of type {@code members}.
 */
final class LayersJson {
  private int inputs;
  private int members;
  private final Link link;

  private LayersJson(int inputs, Link link) {
    this.inputs = inputs;
    this.link = link;
  }

  /** <em>Adds</em> layers to an array. */
  static void write(List<Layer> layers, JsonArray into) {
    for (Layer layer : layers) {
      JsonObject node = into.addObject();
      if (layer instanceof Columns columns) {
        ColumnsJson.write(columns, node.put("type", "columns"));
      } else if (layer instanceof Scale) {
        node.put("type", "scale");
      } else if (layer instanceof LayerNorm) {
        node.put("type", "layerNorm");
      } else if (layer instanceof Residual residual) {
        write(residual.layers(), node.put("type", "residual").putArray("layers"));
      } else if (layer instanceof Ensemble apart) {
        node.put("type", "ensemble").put("members", apart.members());
        write(apart.layers(), node.putArray("layers"));
      } else if (layer instanceof Dense dense) {
        products(node.put("type", "dense"), dense.outputs(), dense.parametrization());
      } else if (layer instanceof Activate activate) {
        put(node.put("type", "activate"), activate.activation());
      } else if (layer instanceof ParametricActivation parametric) {
        put(node.put("type", "parametricActivation"), parametric.activation());
      } else if (layer instanceof Members first) {
        node.put("type", "members").put("members", first.members());
        if (!first.isEachFeatureOneInput()) {
          node.putList("features", first.features());
        }
      } else if (layer instanceof MemberScale) {
        node.put("type", "memberScale");
      } else if (layer instanceof MemberDense dense) {
        products(node.put("type", "memberDense"), dense.outputs(), dense.parametrization());
      } else if (layer instanceof MemberHeads heads) {
        products(node.put("type", "memberHeads"), heads.outputs(), heads.parametrization());
      } else if (layer instanceof Clamp clamp) {
        node.put("type", "clamp").putList("lowest", clamp.lowest());
        node.putList("highest", clamp.highest());
      } else if (layer instanceof Unsmooth last) {
        node.put("type", "unsmooth").put("smoothing", last.smoothing());
        node.put("softness", last.softness());
      } else {
        throw new IllegalArgumentException("a layer \"" + layer + "\" cannot be saved");
      }
    }
  }

  private static void products(JsonObject node, int outputs, Parametrization parametrization) {
    node.put("outputs", outputs);
    if (parametrization != Parametrization.STANDARD) {
      node.put("parametrization", parametrization.word());
    }
  }

  private static void put(JsonObject node, Activation f) {
    NetworkFile.put(node.putObject("activation"), f.name(), f.settings());
  }

  /**
   * The layers of a network.
   *
   * @param link from its outputs to predictions
   */
  static List<Layer> read(JsonValue network, Link link) throws DamagedFileException {
    return new LayersJson(NetworkFile.whole(network, "inputs"), link).layers(network);
  }

  private List<Layer> layers(JsonValue parent) throws DamagedFileException {
    List<Layer> layers = new ArrayList<>();
    for (JsonValue node : parent.path("layers")) {
      Layer layer = layer(node);
      layers.add(layer);
      inputs = layer.outputs();
    }
    return layers;
  }

  /** A layer within which others begin with the same inputs. */
  private Residual residual(JsonValue node) throws DamagedFileException {
    return new Residual(new LayersJson(inputs, link).layers(node));
  }

  private Ensemble ensemble(JsonValue node) throws DamagedFileException {
    List<Layer> layers = new LayersJson(inputs, link).layers(node);
    return new Ensemble(NetworkFile.whole(node, "members"), layers, link);
  }

  private Layer layer(JsonValue node) throws DamagedFileException {
    return switch (StrictJson.text(node, "type")) {
      case "columns" -> columns(node);
      case "scale" -> new Scale(inputs);
      case "layerNorm" -> new LayerNorm(inputs);
      case "residual" -> residual(node);
      case "ensemble" -> ensemble(node);
      case "dense" -> new Dense(inputs, outputs(node), parametrization(node));
      case "activate" -> new Activate(inputs, activation(node));
      case "parametricActivation" -> new ParametricActivation(inputs, activation(node));
      case "members" -> members(node);
      case "memberScale" -> new MemberScale(members, inputs);
      case "memberDense" -> new MemberDense(members, inputs, outputs(node), parametrization(node));
      case "memberHeads" ->
          new MemberHeads(members, inputs, outputs(node), link, parametrization(node));
      case "clamp" ->
          new Clamp(StrictJson.floats(node, "lowest"), StrictJson.floats(node, "highest"));
      case "unsmooth" -> unsmooth(node);
      default ->
          throw new IllegalArgumentException(
              "\"type\" must be columns, scale, layerNorm, dense, residual, activate,"
                  + " parametricActivation, members, memberScale, memberDense, memberHeads,"
                  + " ensemble, clamp or unsmooth, got "
                  + node.path("type"));
    };
  }

  private Unsmooth unsmooth(JsonValue node) throws DamagedFileException {
    return new Unsmooth(
        inputs, StrictJson.real(node, "smoothing"), StrictJson.real(node, "softness"));
  }

  private static int outputs(JsonValue node) throws DamagedFileException {
    return NetworkFile.whole(node, "outputs");
  }

  private static Parametrization parametrization(JsonValue node) throws DamagedFileException {
    return node.has("parametrization")
        ? Parametrization.named(StrictJson.text(node, "parametrization"))
        : Parametrization.STANDARD;
  }

  private static Activation activation(JsonValue node) throws DamagedFileException {
    JsonValue activation = node.path("activation");
    return Activations.named(StrictJson.text(activation, "name"), NetworkFile.settings(activation));
  }

  private Columns columns(JsonValue node) throws DamagedFileException {
    Columns columns = ColumnsJson.read(node);
    if (columns.inputs() != inputs) {
      throw new IllegalArgumentException(
          "the columns take %d numbers, but there are %d".formatted(columns.inputs(), inputs));
    }
    return columns;
  }

  private Members members(JsonValue node) throws DamagedFileException {
    members = NetworkFile.whole(node, "members");
    if (!node.has("features")) {
      return new Members(members, inputs);
    }
    List<Integer> features = new ArrayList<>();
    for (JsonValue feature : node.path("features")) {
      if (!feature.isLong() || feature.number() < 0 || feature.number() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "\"features\" must be whole numbers of at least 0, got " + feature);
      }
      features.add((int) feature.number());
    }
    if (features.size() != inputs) {
      throw new IllegalArgumentException(
          "\"features\" must be %d numbers, one for each input; got %d"
              .formatted(inputs, features.size()));
    }
    return new Members(members, features);
  }
}
