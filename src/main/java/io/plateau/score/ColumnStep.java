package io.plateau.score;

import io.plateau.math.VectorMath;
import io.plateau.nn.Column;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.column.PiecewiseLinear;
import java.util.Arrays;

/**
 * What a column of a table is expanded to, for one example.
 *
 * <p>Its numbers begin at {@code x[in]} and those that it makes of them at {@code y[out]}.
 */
interface ColumnStep {
  /** <em>Overwrites</em> the outputs of the column. */
  void expand(float[] x, int in, float[] y, int out, Memory memory);

  /**
   * The step of a column.
   *
   * @param at index of its first parameter
   * @param id of memory, which the step has for itself, with the two behind it
   */
  static ColumnStep of(Column column, float[] theta, int at, int id) {
    if (column instanceof Numbers numbers) {
      return (x, in, y, out, memory) -> System.arraycopy(x, in, y, out, numbers.width());
    } else if (column instanceof ImputedNumber number) {
      return new Imputed(number.fill());
    } else if (column instanceof OneHot oneHot) {
      return new Hot(oneHot.codes(), oneHot.outputs());
    } else if (column instanceof Embedding embedding) {
      return new Embedded(embedding.codes(), embedding.width(), theta, at);
    } else if (column instanceof DateParts date) {
      int width = date.outputs();
      return (x, in, y, out, memory) -> date.expand(x[in], in, y, out, width);
    } else if (column instanceof Periodic periodic) {
      return Waves.of(periodic, theta, at, id);
    } else if (column instanceof PiecewiseLinear pieces) {
      return Pieces.of(pieces, theta, at, id);
    } else if (column instanceof BinOffsets offsets) {
      Pieces pieces = Pieces.of(offsets.function(), theta, at, id);
      return new Offsets(pieces, offsets.unseen() > 0, theta, at);
    }
    throw new IllegalArgumentException("a column " + column + " cannot be scored");
  }

  /** A number that may be missing. */
  record Imputed(float fill) implements ColumnStep {
    @Override
    public void expand(float[] x, int in, float[] y, int out, Memory memory) {
      boolean missing = Float.isNaN(x[in]);
      y[out] = missing ? fill : x[in];
      y[out + 1] = missing ? 1 : 0;
    }
  }

  /** A one-hot vector. */
  record Hot(Codes codes, int width) implements ColumnStep {
    @Override
    public void expand(float[] x, int in, float[] y, int out, Memory memory) {
      int value = codes.of(x[in], in) - codes.first();
      if (codes.values() == 2) {
        y[out] = value < 0 ? 0 : 2 * value - 1;
        return;
      }
      Arrays.fill(y, out, out + width, 0);
      if (value >= 0) {
        y[out + value] = 1;
      }
    }
  }

  /** A vector for each code. */
  record Embedded(Codes codes, int width, float[] theta, int at) implements ColumnStep {
    @Override
    public void expand(float[] x, int in, float[] y, int out, Memory memory) {
      System.arraycopy(theta, at + codes.of(x[in], in) * width, y, out, width);
    }
  }

  /** Periodic features of numbers. */
  record Waves(int id, ColumnStep numbers, int own, Periodic function, Periodic.Waves waves)
      implements ColumnStep {
    private static final float TWO_PI = (float) (2 * Math.PI);

    static Waves of(Periodic column, float[] theta, int at, int id) {
      return new Waves(
          id,
          ColumnStep.of(column.numbers(), theta, at, id + 2),
          column.numbers().outputs(),
          column,
          column.waves(theta, at));
    }

    @Override
    public void expand(float[] x, int in, float[] y, int out, Memory memory) {
      int count = function.inputs();
      int frequencies = function.frequencies();
      int width = function.width();
      numbers.expand(x, in, y, out, memory);
      float[] cos = memory.array(id, count * frequencies);
      float[] sin = memory.array(id + 1, count * frequencies);
      for (int c = 0; c < count; c++) {
        float turned = TWO_PI * y[out + c];
        for (int i = c * frequencies; i < (c + 1) * frequencies; i++) {
          cos[i] = waves.phases()[i] + waves.frequencies()[i] * turned;
        }
      }
      VectorMath.cosSin(cos, cos, sin, count * frequencies, memory.blocks);
      for (int c = 0; c < count; c++) {
        for (int o = 0; o < width; o++) {
          float sum = waves.biases()[c * width + o];
          for (int i = 0; i < frequencies; i++) {
            sum += waves.weights()[(c * frequencies + i) * width + o] * cos[c * frequencies + i];
          }
          y[out + own + c * width + o] = sum;
        }
      }
    }
  }

  /** A piecewise linear function of a number. */
  record Pieces(
      int id, ColumnStep number, int own, PiecewiseLinear function, PiecewiseLinear.Lines lines)
      implements ColumnStep {
    static Pieces of(PiecewiseLinear column, float[] theta, int at, int id) {
      return new Pieces(
          id,
          ColumnStep.of(column.number(), theta, at, id + 1),
          column.number().outputs(),
          column,
          column.lines(theta, at));
    }

    @Override
    public void expand(float[] x, int in, float[] y, int out, Memory memory) {
      float[] given = memory.array(id, own);
      number.expand(x, in, given, 0, memory);
      int width = function.width();
      float argument = lines.argument(given[0]);
      int bin = lines.bin(argument);
      float piece = lines.piece(argument, bin);
      int line = bin * width;
      for (int o = 0; o < width; o++) {
        y[out + o] = lines.levels()[line + o] + lines.rises()[line + o] * piece;
      }
      System.arraycopy(given, 1, y, out + width, own - 1);
    }
  }

  /** A piecewise linear function that jumps. */
  record Offsets(Pieces pieces, boolean straightens, float[] theta, int at) implements ColumnStep {
    @Override
    public void expand(float[] x, int in, float[] y, int out, Memory memory) {
      pieces.expand(x, in, y, out, memory);
      if (Float.isNaN(x[in])) {
        return;
      }
      PiecewiseLinear function = pieces.function;
      float number = memory.array(pieces.id, pieces.own)[0];
      if (function.isWithin(number)) {
        int from = at + function.parameters() + pieces.lines.bin(number) * function.width();
        for (int o = 0; o < function.width(); o++) {
          y[out + o] += theta[from + o];
        }
      } else if (straightens) {
        float argument = pieces.lines.argument(number);
        for (int o = 0; o < function.width(); o++) {
          y[out + o] = function.straight(theta, at, argument, o);
        }
      }
    }
  }
}
