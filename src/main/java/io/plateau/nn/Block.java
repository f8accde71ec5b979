package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.nn.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Layer and those that follow it and do not {@linkplain Layer#beginsBlock begin a block}, as
 * reports show a network: a dense layer with its activation.
 *
 * @param networks members of an {@link Ensemble} that have the block each, else 1
 * @param inputs numbers of an example that the block takes, of one network
 * @param outputs numbers of an example that the block gives, of one network
 * @param residual whether the layer is a {@link Residual}, which is one block with all within
 * @param activation of the outputs, the identity where the block has none
 * @param groups the block's ranges of the network's parameters
 */
public record Block(
    int networks,
    int inputs,
    int outputs,
    boolean residual,
    Activation activation,
    List<ParameterGroup> groups) {
  /** Receiver of the outputs of each block. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * The outputs of a block, A (units×n), column-major; valid until this returns, not to be
     * changed.
     *
     * @param index of the block, from 0
     * @param n examples; before the heads of members as many for each member
     */
    void visit(int index, Block block, float[] a, int n);
  }

  /** The blocks of layers, whose parameters begin at index 0; of an ensemble as one network. */
  static List<Block> of(List<Layer> layers) {
    if (layers.get(0) instanceof Ensemble apart) {
      return of(apart.layers()).stream().map(block -> block.sideBySide(apart)).toList();
    }
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
                1,
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

  /** This block of each member, whose units are those of one member after the other. */
  private Block sideBySide(Ensemble apart) {
    int members = apart.members();
    List<ParameterGroup> all =
        IntStream.range(0, members)
            .boxed()
            .flatMap(m -> groups.stream().map(group -> group.shifted(apart.from(m))))
            .toList();
    return new Block(members, inputs, outputs, residual, activation, all);
  }

  /** Shows the outputs of the blocks of layers after a forward pass. */
  static void visit(List<Layer> layers, Pass pass, Visitor visitor) {
    Optional<Ensemble> apart =
        layers.get(0) instanceof Ensemble all ? Optional.of(all) : Optional.empty();
    List<Layer> own = apart.map(Ensemble::layers).orElse(layers);
    List<Block> blocks = of(layers);
    int block = -1;
    for (int l = 0; l < own.size(); l++) {
      block += own.get(l).beginsBlock() ? 1 : 0;
      boolean ends = l + 1 == own.size() || own.get(l + 1).beginsBlock();
      if (block >= 0 && ends) {
        DenseMatrix a =
            apart.isPresent()
                ? sideBySide(apart.get(), pass.inner(0), l)
                : (DenseMatrix) pass.inner(l).outputs();
        visitor.visit(block, blocks.get(block), a.values(), a.columns());
      }
    }
  }

  /** The outputs of layer l of each member, below each other. */
  private static DenseMatrix sideBySide(Ensemble apart, Pass pass, int l) {
    int width = apart.layers().get(l).outputs();
    int height = apart.members() * width;
    int n = pass.inputs().columns();
    float[] all = new float[Math.multiplyExact(height, n)];
    for (int m = 0; m < apart.members(); m++) {
      float[] of = ((DenseMatrix) pass.inner(m).inner(l).outputs()).values();
      for (int j = 0; j < n; j++) {
        System.arraycopy(of, j * width, all, j * height + m * width, width);
      }
    }
    return new DenseMatrix(all, 0, height, n);
  }

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

  /** Numbers of an example that the block gives, of all networks. */
  public int units() {
    return networks * outputs;
  }

  /** Number of parameters. */
  public int parameters() {
    return groups.stream().mapToInt(ParameterGroup::size).sum();
  }
}
