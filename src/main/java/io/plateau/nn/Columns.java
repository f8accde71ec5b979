package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.initial.Initialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * First layer of a network on a table: expands each column of the table by its kind, and gives the
 * results one below the other. Its range of θ holds the parameters of the columns in their order.
 *
 * <p>Inputs are data, so that there is no derivative by them. Columns that are not changed keep
 * sparse inputs sparse.
 */
public record Columns(List<Column> columns) implements Layer {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int CHANGED = 1;
  private static final int VALUES = 2;

  public Columns {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table must have at least 1 column");
    }
    requireFit(columns, Column::inputs, "inputs");
    requireFit(columns, Column::outputs, "outputs");
    requireFit(columns, Column::parameters, "parameters");
  }

  private static void requireFit(List<Column> columns, ToIntFunction<Column> of, String what) {
    long sum = columns.stream().mapToLong(of::applyAsInt).sum();
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the columns have %d %s, more than the %d an array can hold; lower network.embeddingWidth"
              .formatted(sum, what, Integer.MAX_VALUE));
    }
  }

  @Override
  public int inputs() {
    return sum(Column::inputs);
  }

  @Override
  public int outputs() {
    return sum(Column::outputs);
  }

  @Override
  public int parameters() {
    return sum(Column::parameters);
  }

  @Override
  public long operations() {
    return columns.stream().mapToLong(Column::operations).sum();
  }

  private int sum(ToIntFunction<Column> of) {
    return columns.stream().mapToInt(of).sum();
  }

  @Override
  public List<ParameterGroup> groups() {
    return ParameterGroup.inOrder(columns, Column::groups, Column::parameters);
  }

  /**
   * The initial values of the columns, which have distributions of their own.
   *
   * @param key the c-th column draws from {@code key.with(c)}
   */
  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    int from = at;
    for (int c = 0; c < columns.size(); c++) {
      columns.get(c).initialize(theta, from, key.with(c));
      from += columns.get(c).parameters();
    }
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    if (x instanceof SparseMatrix sparse) {
      return sparse(theta, at, sparse, pass);
    }
    return expanded(theta, at, (DenseMatrix) x, firsts(), pass);
  }

  /** The first feature of each column. */
  private int[] firsts() {
    int[] firsts = new int[columns.size()];
    for (int c = 1; c < firsts.length; c++) {
      firsts[c] = firsts[c - 1] + columns.get(c - 1).inputs();
    }
    return firsts;
  }

  /** The feature that each output is made of. */
  public List<Integer> sources() {
    List<Integer> sources = new ArrayList<>();
    int in = 0;
    for (Column column : columns) {
      for (int i = 0; i < column.outputs(); i++) {
        sources.add(in + column.source(i));
      }
      in += column.inputs();
    }
    return sources;
  }

  private DenseMatrix expanded(float[] theta, int at, DenseMatrix x, int[] features, Pass pass) {
    int n = x.columns();
    int height = outputs();
    float[] y = pass.array(OUTPUTS, height, n);
    int from = at;
    int in = 0;
    int out = 0;
    int changed = 0;
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      int place = changed;
      Pass inner = pass.inner(place).forward(pass.masks().map(key -> key.with(place)), false);
      changed += column.isIdentity() ? 0 : 1;
      column.forward(
          theta,
          from,
          new Column.Rows(x.values(), x.offset() + in, features[c], x.rows(), n),
          new Column.Rows(y, out, out, height, n),
          inner);
      from += column.parameters();
      in += column.inputs();
      out += column.outputs();
    }
    return new DenseMatrix(y, 0, height, n);
  }

  /**
   * The outputs of changed columns and the non-zeros of the others, which go through as they are.
   */
  private Matrix sparse(float[] theta, int at, SparseMatrix x, Pass pass) {
    List<Column> changed = columns.stream().filter(column -> !column.isIdentity()).toList();
    if (changed.isEmpty()) {
      return x;
    }
    Columns only = new Columns(changed);
    int n = x.columns();
    int height = only.inputs();
    float[] given = pass.array(CHANGED, height, n);
    Arrays.fill(given, 0, height * n, 0);
    Places places = Places.of(columns, firsts());
    int others = 0;
    for (int j = 0; j < n; j++) {
      for (int p = x.starts()[x.from() + j]; p < x.starts()[x.from() + j + 1]; p++) {
        int place = places.of(x.indices()[p]);
        if (place < 0) {
          given[~place + height * j] += x.values()[p];
        } else {
          others++;
        }
      }
    }
    DenseMatrix dense = new DenseMatrix(given, 0, height, n);
    DenseMatrix y = only.expanded(theta, at, dense, places.changedFeatures(), pass);
    int most = Math.addExact(others, Math.multiplyExact(y.rows(), n));
    int[] starts = new int[n + 1];
    int[] indices = new int[most];
    float[] values = pass.array(VALUES, 1, most);
    int size = 0;
    for (int j = 0; j < n; j++) {
      for (int p = x.starts()[x.from() + j]; p < x.starts()[x.from() + j + 1]; p++) {
        int place = places.of(x.indices()[p]);
        if (place >= 0) {
          indices[size] = place;
          values[size++] = x.values()[p];
        }
      }
      for (int i = 0; i < y.rows(); i++) {
        float value = y.values()[i + y.rows() * j];
        if (value != 0) {
          indices[size] = places.changed()[i];
          values[size++] = value;
        }
      }
      starts[j + 1] = size;
    }
    return new SparseMatrix(outputs(), starts, indices, values, 0, n);
  }

  /**
   * Where features go.
   *
   * @param inputs number of features
   * @param first the first feature of each column
   * @param out the first output of a column that is not changed; ~ of the first place among those
   *     that are for another
   * @param changed the outputs of the columns that are
   */
  private record Places(int inputs, int[] first, int[] out, int[] changed) {
    static Places of(List<Column> columns, int[] first) {
      int[] to = new int[columns.size()];
      IntStream.Builder changed = IntStream.builder();
      int in = 0;
      int out = 0;
      int apart = 0;
      for (int c = 0; c < columns.size(); c++) {
        Column column = columns.get(c);
        to[c] = column.isIdentity() ? out : ~apart;
        if (!column.isIdentity()) {
          apart += column.inputs();
          IntStream.range(out, out + column.outputs()).forEach(changed);
        }
        in += column.inputs();
        out += column.outputs();
      }
      return new Places(in, first, to, changed.build().toArray());
    }

    int[] changedFeatures() {
      return IntStream.range(0, first.length).filter(c -> out[c] < 0).map(c -> first[c]).toArray();
    }

    /** The output of a feature that is not changed; ~ of its place among those that are. */
    int of(int feature) {
      int found = Arrays.binarySearch(first, Objects.checkIndex(feature, inputs));
      int column = found >= 0 ? found : -found - 2;
      int within = feature - first[column];
      return out[column] >= 0 ? out[column] + within : ~(~out[column] + within);
    }
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    int height = outputs();
    int from = at;
    int out = 0;
    int changed = 0;
    for (Column column : columns) {
      if (!column.isIdentity()) {
        Column.Rows rows = new Column.Rows(dy, out, out, height, n);
        column.backward(theta, from, rows, pass.inner(changed++), gradient);
      }
      from += column.parameters();
      out += column.outputs();
    }
    return dy;
  }

  /** Such as {@code -> 31 of 14 columns}. */
  @Override
  public String toString() {
    return "-> %d of %d columns".formatted(outputs(), columns.size());
  }
}
