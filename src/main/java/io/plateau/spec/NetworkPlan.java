package io.plateau.spec;

import io.plateau.nn.Activate;
import io.plateau.nn.Activation;
import io.plateau.nn.Activations;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Layer;
import io.plateau.nn.MemberDense;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.MemberScale;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Scale;
import io.plateau.nn.loss.Link;
import java.util.ArrayList;
import java.util.List;

/** Layers of a specified network. */
final class NetworkPlan {
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
    plan.hidden();
    plan.layers.add(
        spec.members().areSeveral()
            ? new MemberHeads(plan.members, plan.width, outputs, link, plan.parametrization)
            : new Dense(plan.width, outputs, plan.parametrization));
    return new Network(plan.layers).withDropout(spec.dropout().inputs(), spec.dropout().hidden());
  }

  private void inputs(Columns columns) {
    width = columns.outputs();
    if (!columns.columns().stream().allMatch(Column::isIdentity)) {
      layers.add(columns);
    }
    if (spec.hidden().scaleInputs()) {
      layers.add(new Scale(width));
    }
    if (spec.members().areSeveral()) {
      layers.add(
          spec.columns().embedsNumbers()
              ? new Members(members, columns.sources())
              : new Members(members, width));
    }
  }

  private void hidden() {
    NetworkSpec.HiddenSpec hidden = spec.hidden();
    Activation activation =
        Activations.named(hidden.activation().name(), hidden.activation().settings());
    for (int l = 0; l < hidden.widths().size(); l++) {
      dense(hidden.widths().get(l), l == 0);
      if (hidden.parametric()) {
        layers.add(new ParametricActivation(width, activation));
      } else if (!activation.isIdentity()) {
        layers.add(new Activate(width, activation));
      }
    }
  }

  /**
   * A hidden layer.
   *
   * @param first whether its inputs have the factors of {@link Members}
   */
  private void dense(int outputs, boolean first) {
    if (!spec.members().areSeveral() || !spec.members().inAllLayers()) {
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
