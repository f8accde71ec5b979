package io.plateau.score;

import io.plateau.nn.Activate;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Correction;
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
import io.plateau.nn.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network's layers as steps that predict, without what training needs beside: masks, kept inputs,
 * derivatives. The outputs are those of the network up to the rounding of its sums.
 */
final class Program {
  private final float[] theta;
  private final List<Step> steps = new ArrayList<>();

  /** Number of the last step whose outputs are each member's; −1 where there are no members. */
  private int heads = -1;

  private int ids;

  Program(TrainedNetwork trained) {
    theta = trained.weights();
    add(trained.network().withoutDropout().layers(), 0, steps);
  }

  /** How many ids of memory the steps have; others begin behind them. */
  int ids() {
    return ids;
  }

  /** The steps to each member's outputs; none for a network without members. */
  List<Step> toMembers() {
    return List.copyOf(steps.subList(0, heads + 1));
  }

  /** The steps behind {@link #toMembers}: to the outputs of the network. */
  List<Step> fromMembers() {
    return List.copyOf(steps.subList(heads + 1, steps.size()));
  }

  /** <em>Adds</em> the steps of layers. */
  private void add(List<Layer> layers, int from, List<Step> to) {
    int at = from;
    for (Layer layer : layers) {
      add(layer, at, to);
      at += layer.parameters();
    }
  }

  private void add(Layer layer, int at, List<Step> to) {
    int id = ids++;
    if (layer instanceof Columns columns) {
      to.add(expand(columns, at, id));
    } else if (layer instanceof Dense dense) {
      int in = dense.inputs();
      float[] bias = part(at + in * dense.outputs(), dense.outputs());
      to.add(
          new LayerSteps.Multiply(
              id, product(at, in, dense.outputs(), dense.parametrization(), bias)));
    } else if (layer instanceof Activate activate) {
      to.add(new LayerSteps.Activate(id, activate.width(), activate.activation()));
    } else if (layer instanceof ParametricActivation mixed) {
      to.add(new LayerSteps.ActivateInPart(id, mixed.activation(), part(at, mixed.width())));
    } else if (layer instanceof Scale scale) {
      to.add(new LayerSteps.Scale(id, part(at, scale.width())));
    } else if (layer instanceof LayerNorm norm) {
      int width = norm.width();
      to.add(new LayerSteps.Normalize(id, norm, part(at, width), part(at + width, width)));
    } else if (layer instanceof Residual residual) {
      List<Step> inner = new ArrayList<>();
      add(residual.layers(), at, inner);
      to.add(new LayerSteps.Add(id, residual.outputs(), List.copyOf(inner)));
    } else if (layer instanceof Members first) {
      to.add(new MemberSteps.Split(id, parts(at, first.members(), first.inputs())));
    } else if (layer instanceof MemberScale scale) {
      float[][] factors = parts(at, scale.members(), scale.width());
      to.add(new MemberSteps.ScaleEach(id, factors, new float[0][]));
    } else if (layer instanceof MemberDense dense) {
      add(dense, at, id, to);
    } else if (layer instanceof MemberHeads last) {
      add(last, at, id, to);
    } else if (layer instanceof Ensemble apart) {
      add(apart, at, id, to);
    } else if (layer instanceof Correction correction) {
      to.add(new LayerSteps.Correct(correction));
    } else {
      throw new IllegalArgumentException("a layer \"" + layer + "\" cannot be scored");
    }
  }

  private Step expand(Columns layer, int at, int id) {
    List<Column> columns = layer.columns();
    ColumnStep[] each = new ColumnStep[columns.size()];
    int[] in = new int[each.length + 1];
    int[] out = new int[each.length + 1];
    int from = at;
    for (int c = 0; c < each.length; c++) {
      Column column = columns.get(c);
      // A column within another takes two more
      each[c] = ColumnStep.of(column, theta, from, ids);
      ids += 4;
      in[c + 1] = in[c] + column.inputs();
      out[c + 1] = out[c] + column.outputs();
      from += column.parameters();
    }
    return (x, n, memory) -> {
      float[][] y = memory.rows(id, n, out[each.length]);
      for (int j = 0; j < n; j++) {
        for (int c = 0; c < each.length; c++) {
          each[c].expand(x[j], in[c], y[j], out[c], memory);
        }
      }
      return y;
    };
  }

  private void add(MemberDense layer, int at, int id, List<Step> to) {
    int outputs = layer.outputs();
    int factors = at + layer.inputs() * outputs;
    float[] none = new float[outputs];
    Product shared = product(at, layer.inputs(), outputs, layer.parametrization(), none);
    to.add(new LayerSteps.Multiply(id, shared));
    to.add(
        new MemberSteps.ScaleEach(
            ids++,
            parts(factors, layer.members(), outputs),
            parts(factors + layer.members() * outputs, layer.members(), outputs)));
  }

  private void add(MemberHeads layer, int at, int id, List<Step> to) {
    int outputs = layer.outputs();
    int weights = layer.inputs() * outputs;
    Product[] products = new Product[layer.members()];
    for (int m = 0; m < products.length; m++) {
      float[] bias = part(at + products.length * weights + m * outputs, outputs);
      products[m] =
          product(at + m * weights, layer.inputs(), outputs, layer.parametrization(), bias);
    }
    to.add(new MemberSteps.Heads(id, products));
    heads = to.size() - 1;
    to.add(new MemberSteps.Mean(ids++, products.length, outputs, layer.link()));
  }

  private void add(Ensemble ensemble, int at, int id, List<Step> to) {
    int members = ensemble.members();
    Step[][] each = new Step[members][];
    for (int m = 0; m < members; m++) {
      List<Step> own = new ArrayList<>();
      add(ensemble.layers(), at + ensemble.from(m), own);
      each[m] = own.toArray(new Step[0]);
    }
    to.add(new MemberSteps.Apart(id, ensemble.outputs(), each));
    heads = to.size() - 1;
    to.add(new MemberSteps.Mean(ids++, members, ensemble.outputs(), ensemble.link()));
  }

  private Product product(int at, int inputs, int outputs, Parametrization by, float[] bias) {
    return Product.of(theta, at, inputs, outputs, by.factor(inputs), bias);
  }

  private float[] part(int at, int length) {
    return Arrays.copyOfRange(theta, at, at + length);
  }

  /** Consecutive parts of one length. */
  private float[][] parts(int at, int count, int length) {
    float[][] parts = new float[count][];
    for (int m = 0; m < count; m++) {
      parts[m] = part(at + m * length, length);
    }
    return parts;
  }
}
