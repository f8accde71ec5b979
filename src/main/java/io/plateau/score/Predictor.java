package io.plateau.score;

import io.plateau.model.Decision;
import io.plateau.model.SavedModel;
import io.plateau.nn.MemberPredictions;
import io.plateau.nn.loss.Link;

/**
 * From features to answers: runs the steps of a model on the rows that a memory holds. Has no state
 * but weights; each method works in the memory that it is given.
 */
final class Predictor {
  /** Rows that take the weights from the processor's cache together. */
  static final int BLOCK = 16;

  private static final double[] NO_SPREAD = {};

  private final SavedModel model;
  private final Decision decision;
  private final Link link;
  private final int features;
  private final int outputs;
  private final int predictions;
  private final int members;
  private final boolean[] takesMissing;
  private final Step[] toMembers;
  private final Step[] fromMembers;

  /** Ids of memory that no step has: features of rows, predictions of a row. */
  private final int rowsId;

  private final int answerId;

  Predictor(SavedModel model) {
    this.model = model;
    decision = Decision.of(model);
    link = model.network().loss().link();
    features = model.network().inputs();
    outputs = model.network().outputs();
    predictions = model.predictions();
    members = model.network().network().members();
    takesMissing = Encoding.takesMissing(model.network().network());
    Program program = new Program(model.network());
    toMembers = program.toMembers().toArray(new Step[0]);
    fromMembers = program.fromMembers().toArray(new Step[0]);
    rowsId = program.ids();
    answerId = program.ids() + 1;
  }

  /** Arrays for the features of n rows, with anything in them. */
  float[][] rows(int n, Memory memory) {
    return memory.rows(rowsId, n, features);
  }

  /**
   * <em>Overwrites</em> the features of n rows in the memory.
   *
   * @param from number of the first row
   * @throws IllegalArgumentException where a number is not finite and does not stand for a missing
   *     value
   */
  void copy(float[] rows, int from, int n, Memory memory) {
    float[][] x = rows(n, memory);
    for (int j = 0; j < n; j++) {
      copy(rows, (from + j) * features, x[j]);
    }
  }

  /**
   * <em>Overwrites</em> the answers for the n rows in the memory.
   *
   * @param from number of the first answer
   */
  void answer(int n, Memory memory, float[] answers, int from) {
    float[][] each = run(toMembers, rows(n, memory), n, memory);
    float[][] z = run(fromMembers, each, members * n, memory);
    for (int j = 0; j < n; j++) {
      answer(z[j], memory, answers, (from + j) * predictions);
    }
  }

  /** <em>Overwrites</em> the features of one row; refuses what is not finite. */
  private void copy(float[] rows, int from, float[] x) {
    for (int i = 0; i < features; i++) {
      float value = rows[from + i];
      if (!(Math.abs(value) <= Float.MAX_VALUE) && !(value != value && takesMissing[i])) {
        throw new IllegalArgumentException(
            "feature %d must be a finite number, got %s".formatted(i, value));
      }
      x[i] = value;
    }
  }

  private static float[][] run(Step[] steps, float[][] x, int examples, Memory memory) {
    float[][] y = x;
    int n = examples;
    for (Step step : steps) {
      y = step.run(y, n, memory);
      n = step.examples(n);
    }
    return y;
  }

  /** <em>Overwrites</em> the answer of one example, given its logits. */
  private void answer(float[] z, Memory memory, float[] answers, int at) {
    float[] p = predicted(z, memory);
    if (outputs < predictions) {
      answers[at] = 1 - p[0];
      answers[at + 1] = p[0];
    } else {
      System.arraycopy(p, 0, answers, at, outputs);
    }
  }

  private float[] predicted(float[] z, Memory memory) {
    float[] p = memory.array(answerId, outputs);
    System.arraycopy(z, 0, p, 0, outputs);
    link.predict(p, outputs, 1, memory.blocks);
    return p;
  }

  /** The prediction for the features in the memory. */
  Score score(Memory memory, Score.Unused unused) {
    float[][] x = memory.rows(rowsId, 1, features);
    float[][] each = run(toMembers, x, 1, memory);
    double[] spreads = members > 1 ? spreads(each) : NO_SPREAD;
    float[] z = run(fromMembers, each, members, memory)[0];
    float[] p = predicted(z, memory);
    boolean classes = model.predictsClass() || model.predictsLabels();
    double[] values = new double[predictions];
    if (classes) {
      values = decision.probabilities(p, outputs, 0);
    } else {
      for (int i = 0; i < outputs; i++) {
        values[i] = p[i];
      }
    }
    int index = model.predictsClass() ? decision.predicted(z, p, outputs, 0) : -1;
    return new Score(model, index, values, spreads, unused);
  }

  private double[] spreads(float[][] each) {
    float[] all = new float[members * outputs];
    for (int m = 0; m < members; m++) {
      System.arraycopy(each[m], 0, all, m * outputs, outputs);
    }
    double[] own = MemberPredictions.of(model.network(), all, 1).spreads(0);
    // Of two classes with one output, the probabilities of both have the same
    return outputs < predictions ? new double[] {own[0], own[0]} : own;
  }
}
