package io.plateau.spec;

import io.plateau.nn.Activate;
import io.plateau.nn.Activation;
import io.plateau.nn.Activations;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Dropout;
import io.plateau.nn.Layer;
import io.plateau.nn.Network;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Scale;
import java.util.ArrayList;
import java.util.List;

/** Layers of a specified network. */
final class NetworkPlan {
  private final NetworkSpec spec;
  private final List<Layer> layers = new ArrayList<>();

  private NetworkPlan(NetworkSpec spec) {
    this.spec = spec;
  }

  /** The network between columns, which are a layer unless all are numbers as they are. */
  static Network of(NetworkSpec spec, List<Column> columns, int outputs) {
    NetworkPlan plan = new NetworkPlan(spec);
    plan.inputs(new Columns(columns));
    plan.hidden();
    plan.dense(outputs, plan.hiddenDropout());
    return new Network(plan.layers);
  }

  private int width;

  private void inputs(Columns columns) {
    width = columns.outputs();
    if (!columns.columns().stream().allMatch(Column::isIdentity)) {
      layers.add(columns);
    }
    if (spec.hidden().scaleInputs()) {
      layers.add(new Scale(width));
    }
  }

  private void hidden() {
    NetworkSpec.HiddenSpec hidden = spec.hidden();
    Activation activation =
        Activations.named(hidden.activation().name(), hidden.activation().settings());
    for (int l = 0; l < hidden.widths().size(); l++) {
      dense(hidden.widths().get(l), l == 0 ? spec.dropout().inputs() : spec.dropout().hidden());
      if (hidden.parametric()) {
        layers.add(new ParametricActivation(width, activation));
      } else if (!activation.isIdentity()) {
        layers.add(new Activate(width, activation));
      }
    }
  }

  /** Dropout before the last layer: of its inputs, which are those of a linear model. */
  private double hiddenDropout() {
    return spec.hidden().widths().isEmpty() ? spec.dropout().inputs() : spec.dropout().hidden();
  }

  private void dense(int outputs, double dropout) {
    if (dropout > 0) {
      layers.add(new Dropout(width, dropout));
    }
    layers.add(new Dense(width, outputs, Parametrization.named(spec.hidden().parametrization())));
    width = outputs;
  }
}
