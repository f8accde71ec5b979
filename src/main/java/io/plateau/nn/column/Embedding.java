package io.plateau.nn.column;

import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.Pass;
import java.util.List;

/**
 * Category as a vector that is learned for each code (Guo, Berkhahn 2016, "Entity embeddings of
 * categorical variables"). Its range of θ holds the vectors in the order of the codes.
 *
 * <p>Vectors begin standard normal, that of other values as zeros. Backward adds the derivative of
 * an example to the vector of its code, in the order of the examples.
 *
 * @param width length of a vector, at least 1
 */
public record Embedding(Codes codes, int width) implements Column {
  /** Place of the codes in the memory of a pass; each is exact as a float. */
  private static final int CODES = 0;

  public Embedding {
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, got " + width);
    }
    if ((long) codes.count() * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an embedding of %d codes by %d numbers is longer than the %d an array can hold"
              .formatted(codes.count(), width, Integer.MAX_VALUE));
    }
  }

  @Override
  public int inputs() {
    return 1;
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
      int code = codes.of(x, j);
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
