package io.plateau.onnx;

import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.column.PiecewiseLinear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of a table as the first layer of a network expands them. */
record ColumnNodes(Graph graph, float[] theta) {
  /**
   * What the columns give for rows.
   *
   * @param at index of their first parameter
   */
  String expanded(Columns columns, int at, String rows) {
    List<String> pieces = new ArrayList<>();
    int from = at;
    int in = 0;
    int identities = 0;
    for (Column column : columns.columns()) {
      if (column.isIdentity()) {
        identities += column.inputs();
      } else {
        addSlice(pieces, rows, in - identities, in);
        identities = 0;
        pieces.add(outputs(column, from, slice(rows, in, in + column.inputs())));
      }
      in += column.inputs();
      from += column.parameters();
    }
    addSlice(pieces, rows, in - identities, in);
    return graph.concat(pieces);
  }

  private void addSlice(List<String> pieces, String rows, int from, int to) {
    if (from < to) {
      pieces.add(slice(rows, from, to));
    }
  }

  private String slice(String rows, int from, int to) {
    return graph.add("Slice", rows, graph.list(from), graph.list(to), graph.list(1));
  }

  private String outputs(Column column, int at, String x) {
    if (column instanceof Numbers) {
      return x;
    } else if (column instanceof ImputedNumber number) {
      String missing = graph.add("IsNaN", x);
      String filled = graph.add("Where", missing, graph.constant(number.fill()), x);
      return graph.concat(List.of(filled, graph.cast(missing, ElementType.FLOAT)));
    } else if (column instanceof OneHot category) {
      return oneHot(category, x);
    } else if (column instanceof Embedding category) {
      Codes codes = category.codes();
      Tensor vectors = Tensor.of(theta, at, codes.count(), category.width());
      return graph.add("Gather", graph.constant(vectors), DateNodes.indices(graph, x));
    } else if (column instanceof DateParts parts) {
      return DateNodes.parts(graph, parts, x);
    } else if (column instanceof Periodic periodic) {
      return periodic(periodic, at, x);
    } else if (column instanceof PiecewiseLinear pieces) {
      return pieces(pieces, at, x, Optional.empty());
    } else if (column instanceof BinOffsets offsets) {
      return pieces(offsets.function(), at, x, Optional.of(offsets));
    }
    throw new IllegalArgumentException("column " + column + " has no translation to ONNX");
  }

  private String oneHot(OneHot category, String x) {
    int first = category.codes().first();
    int values = category.codes().values();
    if (values == 2) {
      float[] signs = category.codes().other() ? new float[] {0, -1, 1} : new float[] {-1, 1};
      String table = graph.constant(Tensor.of(signs, 0, signs.length, 1));
      return graph.add("Gather", table, DateNodes.indices(graph, x));
    }
    float[] codes = new float[values];
    for (int i = 0; i < values; i++) {
      codes[i] = first + i;
    }
    String same = graph.add("Equal", x, graph.list(codes));
    return graph.cast(same, ElementType.FLOAT);
  }

  /** All numbers side by side: a batch of products, one for each number. */
  private String periodic(Periodic column, int at, String x) {
    int n = column.inputs();
    int f = column.frequencies();
    int e = column.width();
    Periodic.Waves waves = column.waves(theta, at);
    String numbers = outputs(column.numbers(), at, x);
    String own = column.numbers().outputs() == n ? numbers : slice(numbers, 0, n);
    String turns = graph.add("Mul", own, graph.constant((float) (2 * Math.PI)));
    // n×N×1 from N×n
    String each =
        graph.add(
            "Unsqueeze",
            graph.add("Transpose", new Attribute("perm", new long[] {1, 0}), turns),
            graph.list(2));
    String moved =
        graph.add("Mul", each, graph.constant(Tensor.of(waves.frequencies(), 0, n, 1, f)));
    moved = graph.add("Add", moved, graph.constant(Tensor.of(waves.phases(), 0, n, 1, f)));
    // n×N×e = n×N×f · n×f×e
    String product =
        graph.add(
            "MatMul",
            graph.add("Cos", moved),
            graph.constant(Tensor.of(waves.weights(), 0, n, f, e)));
    String features =
        graph.add("Add", product, graph.constant(Tensor.of(waves.biases(), 0, n, 1, e)));
    String rows = graph.add("Transpose", new Attribute("perm", new long[] {1, 0, 2}), features);
    return graph.concat(List.of(numbers, graph.add("Reshape", rows, graph.list(-1, (long) n * e))));
  }

  private String pieces(PiecewiseLinear column, int at, String x, Optional<BinOffsets> offsets) {
    int bins = column.edges().size() - 1;
    int width = column.width();
    float[] starts = new float[bins];
    float[] widths = new float[bins];
    float[] lowest = new float[bins];
    float[] highest = new float[bins];
    for (int t = 0; t < bins; t++) {
      starts[t] = column.edges().get(t);
      widths[t] = column.edges().get(t + 1) - column.edges().get(t);
      lowest[t] = t == 0 ? Float.NEGATIVE_INFINITY : 0;
      highest[t] = t == bins - 1 ? Float.POSITIVE_INFINITY : 1;
    }
    String given = outputs(column.number(), at, x);
    String own = column.number().outputs() == 1 ? given : slice(given, 0, 1);
    if (column.limited()) {
      own = graph.add("Max", own, graph.constant(column.least()));
      own = graph.add("Min", own, graph.constant(column.most()));
    }
    String p = graph.add("Sub", own, graph.list(starts));
    p = graph.add("Div", p, graph.list(widths));
    p = graph.add("Max", p, graph.list(lowest));
    p = graph.add("Min", p, graph.list(highest));
    int linear = at + width * bins;
    String slope = graph.constant(Tensor.of(theta, linear, 1, width));
    String bias = graph.constant(Tensor.of(theta, linear + width, width));
    // N×width += N×bins · bins×width
    String bent = graph.add("MatMul", p, graph.constant(Tensor.of(theta, at, bins, width)));
    if (offsets.isPresent() && offsets.get().unseen() > 0) {
      bent = graph.add("Where", unseen(column, own, x), graph.constant(0f), bent);
    }
    String straight = graph.add("Add", graph.add("Mul", own, slope), bias);
    String e = graph.add("Add", straight, bent);
    if (offsets.isPresent()) {
      e = graph.add("Add", e, offset(column, at + column.parameters(), own, x));
    }
    return column.number().outputs() == 1
        ? e
        : graph.concat(List.of(e, slice(given, 1, column.number().outputs())));
  }

  /** Whether numbers, which are not missing, lie at or beyond the ends of a function: N×1. */
  private String unseen(PiecewiseLinear column, String number, String x) {
    float first = column.edges().get(0);
    float last = column.edges().get(column.edges().size() - 1);
    String outside =
        graph.add(
            "Or",
            graph.add("LessOrEqual", number, graph.constant(first)),
            graph.add("GreaterOrEqual", number, graph.constant(last)));
    return graph.add("And", outside, graph.add("Not", graph.add("IsNaN", x)));
  }

  /** The vector of each number's bin, zeros where there is none: N×width = N×bins · bins×width. */
  private String offset(PiecewiseLinear column, int at, String number, String x) {
    int bins = column.edges().size() - 1;
    float[] starts = new float[bins];
    float[] ends = new float[bins];
    for (int t = 0; t < bins; t++) {
      // The first edge is not in a bin
      starts[t] = t == 0 ? Math.nextUp(column.edges().get(0)) : column.edges().get(t);
      ends[t] = column.edges().get(t + 1);
    }
    String in =
        graph.add(
            "And",
            graph.add("GreaterOrEqual", number, graph.list(starts)),
            graph.add("Less", number, graph.list(ends)));
    String known = graph.add("And", in, graph.add("Not", graph.add("IsNaN", x)));
    Tensor vectors = Tensor.of(theta, at, bins, column.width());
    return graph.add("MatMul", graph.cast(known, ElementType.FLOAT), graph.constant(vectors));
  }
}
