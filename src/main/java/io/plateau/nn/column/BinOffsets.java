package io.plateau.nn.column;

import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.Pass;
import io.plateau.nn.choice.Hyperparameter.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Piecewise linear function that jumps: a vector of each bin is added to its outputs. It is for
 * numbers such as days, where a bin may have little in common with those beside it.
 *
 * <p>So that bins are not learned by heart, training leaves the vector out for a fraction of the
 * examples, drawn anew in each step, for which the function alone has to do; it is not scaled for
 * the others, and the fraction does not follow the schedule of other dropout. At and beyond the
 * first and last edge there is no vector, nor for a missing number: nothing was learned of these.
 *
 * <p>Nor was anything learned of how the function bends there, such as on days that no training row
 * has. A fraction of the examples is therefore trained as if their numbers were unseen: the
 * straight part {@code w₀ x + b₀} of the function has to do, which keeps a trend, and does at and
 * beyond the ends from then on.
 *
 * <p>Its range of θ holds that of the function, then the vectors {@code V (width×T)}, 0 at first.
 * Backward adds the derivative of an example to the vector of its bin, in the order of the
 * examples.
 *
 * <p>Number {@code example} of the column's key draws whether the vector is left out, and whether
 * all but the straight part is: the lower fraction has neither.
 *
 * @param function gives its outputs before anything else that its number gives
 * @param dropout fraction of the examples without their vector while training, in [0, 1)
 * @param unseen fraction of the examples that are trained as if their numbers were unseen, in [0,
 *     1); 0 for none, where the whole function goes on at the ends
 */
public record BinOffsets(PiecewiseLinear function, double dropout, double unseen)
    implements Column {
  /** Place of what the vectors are multiplied by in the memory of a pass: 1, or 0 without. */
  private static final int FACTORS = 0;

  public BinOffsets {
    Range.FRACTION.require("dropout", dropout);
    Range.FRACTION.require("unseen", unseen);
  }

  @Override
  public int outputs() {
    return function.outputs();
  }

  @Override
  public int parameters() {
    return function.parameters() + function.width() * function.bins();
  }

  @Override
  public long operations() {
    return function.operations() + 2L * function.width();
  }

  @Override
  public boolean takesMissing() {
    return function.takesMissing();
  }

  @Override
  public List<ParameterGroup> groups() {
    List<ParameterGroup> groups = new ArrayList<>(function.groups());
    groups.add(
        new ParameterGroup(
            ParameterGroup.Role.CATEGORY_EMBEDDING, function.parameters(), parameters()));
    return groups;
  }

  @Override
  public void initialize(float[] theta, int at, Key key) {
    function.initialize(theta, at, key);
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    Pass inner = pass.inner(0);
    function.forward(theta, at, x, y, inner);
    int width = function.width();
    int vectors = at + function.parameters();
    float[] factors = pass.array(FACTORS, 1, x.examples());
    for (int j = 0; j < x.examples(); j++) {
      boolean missing = Float.isNaN(x.values()[x.at(j)]);
      boolean within = function.isWithin(function.number(inner, j));
      boolean straight = unseen > 0 && !missing && (!within || pass.drops(j, unseen));
      factors[j] = missing || !within || straight || pass.drops(j, dropout) ? 0 : 1;
      if (straight) {
        function.straighten(theta, at, y, inner, j);
      } else {
        int from = vectors + function.line(inner, j);
        for (int o = 0; o < width; o++) {
          y.values()[y.at(j) + o] += factors[j] * theta[from + o];
        }
      }
    }
  }

  @Override
  public void backward(float[] theta, int at, Rows dy, Pass pass, float[] gradient) {
    Pass inner = pass.inner(0);
    function.backward(theta, at, dy, inner, gradient);
    int vectors = at + function.parameters();
    float[] factors = pass.array(FACTORS, 1, dy.examples());
    for (int j = 0; j < dy.examples(); j++) {
      int to = vectors + function.line(inner, j);
      for (int o = 0; o < function.width() && factors[j] > 0; o++) {
        gradient[to + o] += dy.values()[dy.at(j) + o];
      }
    }
  }
}
