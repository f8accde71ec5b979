package io.plateau.nn;

import io.plateau.nn.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Layer and those that follow it and do not {@linkplain Layer#beginsBlock begin a block}, as
 * reports show a network: a dense layer with its activation.
 *
 * @param inputs numbers of an example that the block takes
 * @param outputs numbers of an example that the block gives
 * @param residual whether the layer is a {@link Residual}, which is one block with all within
 * @param activation of the outputs, the identity where the block has none
 * @param groups the block's ranges of the network's parameters
 */
public record Block(
    int inputs, int outputs, boolean residual, Activation activation, List<ParameterGroup> groups) {
  /** Receiver of the outputs of each block. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * The outputs of a block, A (outputs×n), column-major; valid until this returns, not to be
     * changed.
     *
     * @param index of the block, from 0
     * @param n examples; before the heads of members as many for each member
     */
    void visit(int index, Block block, float[] a, int n);
  }

  /** The blocks of layers, whose parameters begin at index 0. */
  static List<Block> of(List<Layer> layers) {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (layer.beginsBlock()) {
        List<Layer> others =
            layers.stream().skip(l + 1L).takeWhile(next -> !next.beginsBlock()).toList();
        List<Layer> all = Stream.concat(Stream.of(layer), others.stream()).toList();
        int from = at;
        blocks.add(
            new Block(
                layer.inputs(),
                layer.outputs(),
                layer instanceof Residual,
                activation(others),
                new Chain(all).groups().stream().map(group -> group.shifted(from)).toList()));
      }
      at += layer.parameters();
    }
    return blocks;
  }

  /** The first activation of layers. */
  private static Activation activation(List<Layer> layers) {
    return layers.stream()
        .flatMap(
            layer ->
                layer instanceof Activate activate
                    ? Stream.of(activate.activation())
                    : layer instanceof ParametricActivation parametric
                        ? Stream.of(parametric.activation())
                        : Stream.empty())
        .findFirst()
        .orElse(new Activation.Identity());
  }

  /** Number of parameters. */
  public int parameters() {
    return groups.stream().mapToInt(ParameterGroup::size).sum();
  }
}
