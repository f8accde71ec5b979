package io.plateau.nn.column;

import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.Pass;
import io.plateau.nn.choice.Hyperparameter.Range;
import java.util.List;

/**
 * Category as a vector that is learned for each code (Guo, Berkhahn 2016, "Entity embeddings of
 * categorical variables"). Its range of θ holds the vectors in the order of the codes.
 *
 * <p>Vectors begin standard normal, that of other values as zeros. Backward adds the derivative of
 * an example to the vector of its code, in the order of the examples.
 *
 * <p>With dropout some examples have the vector of other values while training, drawn by number
 * {@code example} of the column's key: the network learns to do without a rare value, and what to
 * make of one that it has not seen.
 *
 * @param width length of a vector, at least 1
 * @param dropout fraction of the examples of other values while training, in [0, 1); 0 where no
 *     code stands for these
 */
public record Embedding(Codes codes, int width, double dropout) implements Column {
  /** Place of the codes in the memory of a pass; each is exact as a float. */
  private static final int CODES = 0;

  public Embedding {
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, got " + width);
    }
    Range.FRACTION.require("dropout", dropout);
    if (dropout > 0 && !codes.other()) {
      throw new IllegalArgumentException("dropout needs a code for other values");
    }
    if ((long) codes.count() * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an embedding of %d codes by %d numbers is longer than the %d an array can hold"
              .formatted(codes.count(), width, Integer.MAX_VALUE));
    }
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public int parameters() {
    return codes.count() * width;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(new ParameterGroup(ParameterGroup.Role.CATEGORY_EMBEDDING, 0, parameters()));
  }

  @Override
  public void initialize(float[] theta, int at, Key key) {
    for (int i = codes.first() * width; i < parameters(); i++) {
      theta[at + i] = key.normal(i);
    }
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    float[] kept = pass.array(CODES, 1, x.examples());
    for (int j = 0; j < x.examples(); j++) {
      int known = codes.of(x, j);
      int code = pass.drops(j, dropout) ? 0 : known;
      kept[j] = code;
      System.arraycopy(theta, at + code * width, y.values(), y.at(j), width);
    }
  }

  @Override
  public void backward(float[] theta, int at, Rows dy, Pass pass, float[] gradient) {
    float[] kept = pass.array(CODES, 1, dy.examples());
    for (int j = 0; j < dy.examples(); j++) {
      int to = at + (int) kept[j] * width;
      int from = dy.at(j);
      for (int i = 0; i < width; i++) {
        gradient[to + i] += dy.values()[from + i];
      }
    }
  }
}
