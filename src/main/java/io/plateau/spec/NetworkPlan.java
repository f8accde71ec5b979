package io.plateau.spec;

import io.plateau.nn.Activate;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Ensemble;
import io.plateau.nn.Layer;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.MemberDense;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.MemberScale;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Residual;
import io.plateau.nn.Scale;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.Link;
import java.util.ArrayList;
import java.util.List;

/** Layers of a specified network. */
final class NetworkPlan {
  /** Inner units of a residual block for each of its outputs, as in its authors' package. */
  private static final int RESIDUAL_FACTOR = 2;

  private final NetworkSpec spec;
  private final int members;
  private final Parametrization parametrization;
  private final List<Layer> layers = new ArrayList<>();
  private int width;

  private NetworkPlan(NetworkSpec spec) {
    this.spec = spec;
    members = spec.members().count();
    parametrization = Parametrization.named(spec.hidden().parametrization());
  }

  /**
   * The network between columns, which are a layer unless all are numbers as they are.
   *
   * @param link from its outputs to predictions
   */
  static Network of(NetworkSpec spec, List<Column> columns, int outputs, Link link) {
    NetworkPlan plan = new NetworkPlan(spec);
    plan.inputs(new Columns(columns));
    if (spec.hidden().isResidual()) {
      plan.residual();
    } else {
      plan.hidden();
    }
    plan.layers.add(
        spec.members().shareWeights()
            ? new MemberHeads(plan.members, plan.width, outputs, link, plan.parametrization)
            : new Dense(plan.width, outputs, plan.parametrization));
    List<Layer> all =
        spec.members().areSeparate()
            ? List.of(new Ensemble(plan.members, plan.layers, link))
            : plan.layers;
    return new Network(all).withDropout(spec.dropout().inputs(), spec.dropout().hidden());
  }

  private void inputs(Columns columns) {
    width = columns.outputs();
    if (!columns.columns().stream().allMatch(Column::isIdentity)) {
      layers.add(columns);
    }
    if (spec.hidden().scaleInputs()) {
      layers.add(new Scale(width));
    }
    if (spec.members().shareWeights()) {
      layers.add(
          spec.columns().embedsNumbers()
              ? new Members(members, columns.sources())
              : new Members(members, width));
    }
  }

  private void hidden() {
    List<Integer> widths = spec.hidden().widths();
    for (int l = 0; l < widths.size(); l++) {
      dense(widths.get(l), l == 0);
      layers.addAll(activation(width));
    }
  }

  /**
   * The ResNet for tables of Gorishniy et al. (2021, "Revisiting Deep Learning Models for Tabular
   * Data"), with layer in place of batch normalization: a dense layer to the width, blocks, and
   * what comes before the last layer of the network. No block without hidden layers.
   */
  private void residual() {
    List<Integer> widths = spec.hidden().widths();
    if (!widths.isEmpty()) {
      dense(widths.get(0), true);
      widths.forEach(each -> layers.add(block()));
      layers.add(new LayerNorm(width));
      layers.addAll(activation(width));
    }
  }

  /** {@code X + Dense(f(Dense(norm X)))}. */
  private Residual block() {
    List<Layer> added = new ArrayList<>();
    added.add(new LayerNorm(width));
    int inner = RESIDUAL_FACTOR * width;
    added.add(new Dense(width, inner, parametrization));
    added.addAll(activation(inner));
    added.add(new Dense(inner, width, parametrization));
    return new Residual(added);
  }

  /** The activation of so many units; none where it is the identity. */
  private List<Layer> activation(int units) {
    Activation activation =
        Activations.named(spec.hidden().activation().name(), spec.hidden().activation().settings());
    if (spec.hidden().parametric()) {
      return List.of(new ParametricActivation(units, activation));
    }
    return activation.isIdentity() ? List.of() : List.of(new Activate(units, activation));
  }

  /**
   * A hidden layer.
   *
   * @param first whether its inputs have the factors of {@link Members}
   */
  private void dense(int outputs, boolean first) {
    if (!spec.members().shareWeights() || !spec.members().layers().equals(MemberSpec.ALL)) {
      layers.add(new Dense(width, outputs, parametrization));
    } else {
      if (!first) {
        layers.add(new MemberScale(members, width));
      }
      layers.add(new MemberDense(members, width, outputs, parametrization));
    }
    width = outputs;
  }
}
