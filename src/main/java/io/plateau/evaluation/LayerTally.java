package io.plateau.evaluation;

import io.plateau.nn.Block;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Saturation;
import java.util.Arrays;
import java.util.List;

/** What is counted of the outputs of each layer over rows. */
final class LayerTally {
  long rows;
  final DoublingHistogram[] outputs;

  /** Rows for which a unit of a layer gave something but 0. */
  final long[][] active;

  final long[] zeros;
  final long[] saturated;

  /** Columns seen of each layer: rows, or rows times members. */
  private final long[] columns;

  LayerTally(Network network) {
    List<Block> blocks = network.blocks();
    int layers = blocks.size();
    outputs = new DoublingHistogram[layers];
    active = new long[layers][];
    for (int l = 0; l < layers; l++) {
      outputs[l] = new DoublingHistogram();
      active[l] = new long[blocks.get(l).units()];
    }
    zeros = new long[layers];
    saturated = new long[layers];
    columns = new long[layers];
  }

  /** Counts the outputs of a block, n columns. */
  void count(int layer, Block block, float[] a, int n) {
    int width = block.units();
    columns[layer] += n;
    Saturation saturation = block.activation().saturation();
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < width; i++) {
        float value = a[j * width + i];
        outputs[layer].count(value);
        if (value == 0) {
          zeros[layer]++;
        } else {
          active[layer][i]++;
        }
        if (saturation.contains(value)) {
          saturated[layer]++;
        }
      }
    }
  }

  /** Units of a layer that gave 0 for every row. */
  int dead(int layer) {
    return (int) Arrays.stream(active[layer]).filter(rowsActive -> rowsActive == 0).count();
  }

  /** Numbers that a layer gave. */
  long values(int layer) {
    return columns[layer] * active[layer].length;
  }
}
