package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.choice.Hyperparameter.Range;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Targets;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Architecture of a feed-forward network, without weights and scratch.
 *
 * <p>The parameters θ of all layers are one flat array, layer after layer.
 *
 * @param layers from the first to the last, whose outputs are the logits
 */
public record Network(List<Layer> layers) implements Serializable {
  public Network {
    layers = List.copyOf(layers);
    LayerOrder.require(layers);
  }

  /** Hidden layers of these widths with one activation, then outputs (logits) without. */
  public static Network of(int inputs, int[] hidden, int outputs, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    int in = inputs;
    for (int width : hidden) {
      layers.add(new Dense(in, width));
      if (!activation.isIdentity()) {
        layers.add(new Activate(width, activation));
      }
      in = width;
    }
    layers.add(new Dense(in, outputs));
    return new Network(layers);
  }

  /**
   * The same layers with dropout before each that {@linkplain Layer#beginsBlock begins a block}
   * while training. A network with layers of type {@link Residual} has it on what they add instead,
   * so that nothing is dropped of the sum.
   *
   * @param input rate of the first, on the network's inputs or what {@link Columns} make of them
   * @param hidden rate of the others
   */
  public Network withDropout(double input, double hidden) {
    Range.FRACTION.require("inputDropout", input);
    Range.FRACTION.require("dropout", hidden);
    return new Network(Dropout.added(layers, input, hidden));
  }

  /** The layers that make predictions. */
  public Network withoutDropout() {
    return new Network(Dropout.without(layers));
  }

  /** The layers with a correction of their outputs, in place of another. */
  public Network corrected(Correction correction) {
    List<Layer> all = new ArrayList<>(withoutCorrection().layers);
    all.add(correction);
    return new Network(all);
  }

  /** The layers as they are trained. */
  public Network withoutCorrection() {
    return new Network(layers.stream().filter(layer -> !(layer instanceof Correction)).toList());
  }

  private Optional<Correction> correction() {
    return layers.get(layers.size() - 1) instanceof Correction last
        ? Optional.of(last)
        : Optional.empty();
  }

  private Optional<Averaged> averaged() {
    return layers.stream().filter(Averaged.class::isInstance).map(Averaged.class::cast).findFirst();
  }

  /** The columns of a table, where they are the first layer, of an ensemble those of a member. */
  public Optional<Columns> columns() {
    return ofOne().get(0) instanceof Columns columns ? Optional.of(columns) : Optional.empty();
  }

  /** The layers of the network, of an ensemble those of a member. */
  private List<Layer> ofOne() {
    return layers.get(0) instanceof Ensemble apart ? apart.layers() : layers;
  }

  /** Features of an example. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** Numbers the last layer gives for an example. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Members whose mean is the prediction; 1 for a network without. */
  public int members() {
    return averaged().map(Membered::members).orElse(1);
  }

  /** Networks that share no weights: the members of an {@link Ensemble}, else 1. */
  public int separateNetworks() {
    return layers.get(0) instanceof Ensemble ? members() : 1;
  }

  /** Length of the flat parameters. */
  public int parameters() {
    return chain().parameters();
  }

  /** Work of a gradient for one example, as {@link Layer#operations} counts it. */
  public long operations() {
    long sum = 0;
    long columns = 1;
    for (Layer layer : layers) {
      columns = layer instanceof Members each ? each.members() : columns;
      sum += columns * layer.operations();
    }
    return sum;
  }

  /** All parameters by role, in their order. */
  public List<ParameterGroup> groups() {
    return chain().groups();
  }

  /**
   * The layers with parameters, but {@link Columns}, each with its activation; of an ensemble those
   * of all members side by side.
   */
  public List<Block> blocks() {
    return Block.of(layers);
  }

  /** The parameters with penalties, as pairs of first index and index after the last. */
  public int[] penalized() {
    return groups().stream()
        .filter(group -> group.role().isPenalized())
        .flatMapToInt(group -> IntStream.of(group.from(), group.to()))
        .toArray();
  }

  /** Random weights and zero biases. */
  public float[] initialize(Initializer initializer, Key key) {
    return initialize(Initialization.of(initializer), key, Optional.empty());
  }

  /**
   * The parameters to begin with.
   *
   * @param key the l-th layer with parameters draws from {@code key.with(l)}
   * @param sample of the examples, where something follows from it: each layer is given what those
   *     before make of it, without dropout
   * @throws IllegalArgumentException where there is no sample though something follows from it
   */
  public float[] initialize(Initialization how, Key key, Optional<Matrix> sample) {
    if (how.needsSample() && (sample.isEmpty() || sample.get().columns() == 0)) {
      throw new IllegalArgumentException("initial weights follow from examples and there are none");
    }
    float[] theta = new float[parameters()];
    chain().initialize(theta, 0, how, key, sample.filter(x -> how.needsSample()));
    return theta;
  }

  /**
   * The outputs (logits, k×n) at parameters {@code theta}, without dropout. The array belongs to
   * the workspace, may be longer than k·n and is valid until the workspace's next use.
   */
  public float[] outputs(float[] theta, Matrix x, Workspace workspace) {
    return forward(theta, x, workspace.pass.predicting(false));
  }

  /**
   * The outputs of each member, k×(members·n), member after member, without a {@link Correction}.
   */
  public float[] memberOutputs(float[] theta, Matrix x, Workspace workspace) {
    return forward(theta, x, workspace.pass.predicting(true));
  }

  /** The {@link #outputs}, {@code k×n}, of {@link #memberOutputs} for n examples. */
  public float[] meanOutputs(float[] memberOutputs, int n) {
    int k = outputs();
    float[] mean = Arrays.copyOf(memberOutputs, k * n);
    averaged().ifPresent(its -> its.link().meanLogits(memberOutputs, k, n, its.members(), mean));
    correction().ifPresent(its -> its.apply(mean, n));
    return mean;
  }

  /** Shows the outputs of every block, from the first to the last, without dropout. */
  public void visit(float[] theta, Matrix x, Workspace workspace, Block.Visitor visitor) {
    // The members of an ensemble keep their outputs where they stay apart
    forward(theta, x, workspace.pass.predicting(separateNetworks() > 1));
    Block.visit(layers, workspace.pass, visitor);
  }

  /**
   * The weighted sum of the loss over a batch; <em>adds into</em> {@code gradient} its derivative
   * by the parameters. Sums, so that the parts of a batch add up to the whole up to rounding; an
   * example of weight 0 adds nothing, one of weight 2 as much as two of weight 1. The loss of
   * members is the mean of their losses, not the loss of their mean.
   */
  public double gradient(
      float[] theta, Batch batch, Loss loss, Workspace workspace, float[] gradient) {
    require(gradient, "gradient");
    batch.requireTargets(loss.targets(outputs()));
    Pass pass =
        workspace.pass.forward(batch.masks(), false).dropout(batch.dropout()).membersApart(true);
    float[] z = forward(theta, batch.x(), pass);
    int n = batch.size();
    int columns = members() * n;
    float[] dz = pass.backward(false).derivative(z, outputs(), columns);
    int width = loss.targets(outputs());
    Targets targets = batch.targets().repeated(members(), width * n, n);
    double sum = loss.sum(z, outputs(), columns, targets, dz) / members();
    if (members() > 1) {
      float share = 1f / members();
      for (int i = 0; i < outputs() * columns; i++) {
        dz[i] *= share;
      }
    }
    if (n > 0) {
      chain().backward(theta, 0, dz, pass, gradient);
    }
    return sum;
  }

  private float[] forward(float[] theta, Matrix x, Pass pass) {
    require(theta, "parameters");
    if (x.rows() != inputs()) {
      throw new IllegalArgumentException(
          "the network takes %d features, the examples have %d".formatted(inputs(), x.rows()));
    }
    return pass.values(chain().forward(theta, 0, x, pass));
  }

  private Chain chain() {
    return new Chain(layers);
  }

  private void require(float[] array, String what) {
    if (array.length != parameters()) {
      throw new IllegalArgumentException(
          "the %s of %s must be %d numbers, got %d"
              .formatted(what, shape(), parameters(), array.length));
    }
  }

  /** The parameters that make the network give outputs in another unit. */
  public float[] rescaled(float[] theta, Layer.OutputScale scale) {
    float[] rescaled = theta.clone();
    Layer last = layers.get(layers.size() - 1);
    last.rescaleOutputs(rescaled, rescaled.length - last.parameters(), scale);
    return rescaled;
  }

  /** A layer, or those within. */
  private static Stream<Layer> each(Layer layer) {
    return layer instanceof Residual added
        ? added.layers().stream().flatMap(Network::each)
        : layer instanceof Ensemble apart
            ? apart.layers().stream().flatMap(Network::each)
            : Stream.of(layer);
  }

  /** The most numbers of an example that a layer takes or gives. */
  public int widest() {
    return layers.stream()
        .flatMap(Network::each)
        .mapToInt(layer -> Math.max(layer.inputs(), layer.outputs()))
        .max()
        .orElseThrow();
  }

  /** Widths and activations, such as {@code 784 -> 256 relu -> 10}. */
  public String shape() {
    return withoutDropout().layers.stream()
        .map(layer -> " " + layer)
        .collect(Collectors.joining("", Integer.toString(inputs()), ""));
  }

  /** Such as {@code 784 -> 256 relu -> 10, 203530 parameters, dropout 0.5}. */
  @Override
  public String toString() {
    List<String> input =
        ofOne().stream()
            .takeWhile(layer -> !layer.beginsBlock())
            .filter(Dropout.class::isInstance)
            .map(dropout -> ", input " + dropout)
            .toList();
    Stream<String> hidden =
        layers.stream()
            .flatMap(Network::each)
            .filter(Dropout.class::isInstance)
            .skip(input.size())
            .map(dropout -> ", " + dropout)
            .distinct();
    return Stream.concat(input.stream(), hidden)
        .collect(Collectors.joining("", shape() + ", %d parameters".formatted(parameters()), ""));
  }
}
