package io.plateau.nn;

import io.plateau.math.Key;
import java.io.Serializable;
import java.util.List;

/**
 * One column of a table as the first layer of a network takes it: a function of a few numbers of an
 * example, such as the code of a category, to those that the next layer is given. The kinds are
 * records of {@code io.plateau.nn.column}; their parameters are a range of the network's flat θ.
 */
public interface Column extends Serializable {
  /**
   * Consecutive rows of a column-major matrix: those that belong to one column of a table.
   *
   * @param from index of the first number of the first example
   * @param row number of the first row, which messages call the feature
   * @param height all rows of the matrix
   * @param examples columns of the matrix
   */
  record Rows(float[] values, int from, int row, int height, int examples) {
    /** Index of the first number of an example. */
    public int at(int example) {
      return from + example * height;
    }
  }

  /** An input is not of the column's kind. */
  final class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
      super(message);
    }
  }

  /** Numbers of an example that the column takes, at least 1. */
  default int inputs() {
    return 1;
  }

  /** Numbers of an example that the column gives, at least 1. */
  int outputs();

  /** Whether the outputs are the inputs. */
  default boolean isIdentity() {
    return false;
  }

  /** Whether NaN stands for a missing input. */
  default boolean takesMissing() {
    return false;
  }

  /** The input that an output is made of. */
  default int source(int output) {
    return inputs() == 1 ? 0 : output;
  }

  /** The parameters by role; the groups cover the column's range of θ in order. */
  default List<ParameterGroup> groups() {
    return List.of();
  }

  /** Length of the column's range of θ. */
  default int parameters() {
    return 0;
  }

  /** Work of both passes for one example, as {@link Layer#operations} counts it. */
  default long operations() {
    return isIdentity() ? 0 : Layer.ELEMENT * outputs();
  }

  /** <em>Overwrites</em> the column's range of θ, which holds zeros, with initial values. */
  default void initialize(float[] theta, int at, Key key) {
    // There is nothing to initialize without parameters.
  }

  /**
   * <em>Overwrites</em> the outputs.
   *
   * @param pass keeps what {@link #backward} needs
   * @throws InputException where an input is not of the column's kind
   */
  void forward(float[] theta, int at, Rows x, Rows y, Pass pass);

  /**
   * <em>Adds into</em> the column's range of the gradient the derivative of the loss by the
   * parameters, after {@link #forward} with the same pass.
   */
  default void backward(float[] theta, int at, Rows dy, Pass pass, float[] gradient) {
    // Without parameters there is no derivative.
  }
}
