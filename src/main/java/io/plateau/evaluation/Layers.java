package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.math.DenseMatrix;
import io.plateau.nn.Block;
import io.plateau.nn.Network;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.ParameterGroup.Role;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.activation.Saturation;
import java.util.List;
import java.util.Locale;

/** Looks into a trained network: {@code layers.json}. */
public final class Layers {
  /** As many rows tell enough. */
  public static final int SAMPLE = 4096;

  /** Rows at once. */
  private static final int BATCH = 128;

  /** From here on a share of dead units or saturated outputs is worth a sentence. */
  private static final double WORTH_SAYING_DEAD = 0.1;

  private static final double WORTH_SAYING_SATURATED = 0.3;

  private Layers() {}

  /** Counts weights, and outputs over some rows. */
  public static ObjectNode of(List<float[]> rows, Network network, float[] theta) {
    LayerTally tally = new LayerTally(network);
    Workspace workspace = new Workspace();
    int in = network.inputs();
    for (int from = 0; from < rows.size(); from += BATCH) {
      int n = Math.min(BATCH, rows.size() - from);
      float[] x = new float[n * in];
      for (int j = 0; j < n; j++) {
        System.arraycopy(rows.get(from + j), 0, x, j * in, in);
      }
      network.visit(theta, new DenseMatrix(x, 0, in, n), workspace, tally::count);
      tally.rows += n;
    }
    return json(tally, network, theta);
  }

  private static ObjectNode json(LayerTally tally, Network network, float[] theta) {
    ObjectNode report =
        JsonNodeFactory.instance
            .objectNode()
            .put("rows", tally.rows)
            .put("parameters", network.parameters());
    ArrayNode layers = report.putArray("layers");
    ArrayNode remarks = report.putArray("remarks");
    List<Block> blocks = network.blocks();
    for (int l = 0; l < blocks.size(); l++) {
      Block block = blocks.get(l);
      ObjectNode node =
          layers
              .addObject()
              .put("layer", l + 1)
              .put("inputs", block.inputs())
              .put("outputs", block.outputs())
              .put("activation", Activations.text(block.activation()))
              .put("parameters", block.parameters());
      if (block.residual()) {
        node.put("residual", true);
      }
      if (block.networks() > 1) {
        node.put("networks", block.networks());
      }
      DoublingHistogram weights = new DoublingHistogram();
      for (ParameterGroup group : block.groups()) {
        for (int i = group.from(); group.role() == Role.WEIGHT && i < group.to(); i++) {
          weights.count(theta[i]);
        }
      }
      weights.put(node.putObject("weights"));
      if (tally.rows > 0) {
        tally.outputs[l].put(node.putObject("activations"));
        putHealth(node, remarks, tally, l, block.activation().saturation());
      }
    }
    return report;
  }

  private static void putHealth(
      ObjectNode node, ArrayNode remarks, LayerTally tally, int l, Saturation saturation) {
    int units = tally.active[l].length;
    if (saturation == Saturation.ZERO) {
      double dead = (double) tally.dead(l) / units;
      node.put("deadShare", dead).put("zeroShare", (double) tally.zeros[l] / tally.values(l));
      if (dead >= WORTH_SAYING_DEAD) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "Layer %d: %d of %d units (%.0f %%) are dead: they give 0 for every row looked at"
                    + " and learn nothing any more. A lower learning rate or leakyRelu keeps them"
                    + " alive; so many fewer units would do as well.",
                l + 1,
                tally.dead(l),
                units,
                100 * dead));
      }
    } else if (saturation.isTwoSided()) {
      double saturated = (double) tally.saturated[l] / tally.values(l);
      node.put("saturatedShare", saturated);
      if (saturated >= WORTH_SAYING_SATURATED) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "Layer %d: %.0f %% of the outputs are saturated: their units are at the flat ends"
                    + " of the curve, where almost no gradient passes to the layers before."
                    + " Standardized features, a lower learning rate or relu help.",
                l + 1,
                100 * saturated));
      }
    }
  }
}
