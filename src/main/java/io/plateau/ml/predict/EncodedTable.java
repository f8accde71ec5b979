package io.plateau.ml.predict;

import io.plateau.frame.Packing;
import io.plateau.ml.fit.RowCheck;
import io.plateau.scan.NumberCell;
import io.plateau.scan.ScannedDate;
import io.plateau.scan.TableSlots;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.Form;
import io.plateau.table.Parsing;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Appends the numbers of a fitted table to rows, as a vector; a sparse one where a vector of the
 * row is, and zeros of all vectors remain zeros. Rows that the table's rules leave out are dropped.
 *
 * @param read where the table's columns are in a row, in its order
 * @param invalid error, or for skip and keep a vector that is not finite, which is left to a
 *     network; empty without a network
 */
public record EncodedTable(FittedTable table, List<Source> read, String invalid)
    implements AppendedColumns.Append {
  /**
   * Source of a column's values.
   *
   * @param place of the cell in a row
   */
  public record Source(Form form, int place, DataType type) implements Serializable {}

  /** Bytes of the strings whose codes a task remembers, shared by the columns of strings. */
  private static final int REMEMBERED = 16 << 20;

  /** Bytes of a string's objects and its place in a map beside its own. */
  private static final int OF_STRING = 128;

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    return new Rows(rows);
  }

  private final class Rows implements Iterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final Cells cells = new Cells(1);
    private final JoinedRow joined = new JoinedRow();
    private final float[] encoded = new float[table.width()];
    private final int[] starts = table.starts();
    private final boolean keepsZeros = table.columns().stream().allMatch(EncodedTable::keepsZeros);

    /** By column, the vector of the current row; null for other columns. */
    private final Vector[] vectors = new Vector[read.size()];

    private final NonZeros nonZeros = new NonZeros();

    /** Whether the current row is {@link #nonZeros} rather than all that is encoded. */
    private boolean sparse;

    /** By column, the booleans of which its texts must write one, if any. */
    private final List<Optional<FittedCategory>> booleans =
        table.columns().stream().map(column -> TableSlots.booleans(table, column)).toList();

    /** By column, how numbers are read. */
    private final List<NumberCell> numberCells =
        read.stream().map(source -> NumberCell.of(source.type())).toList();

    private final List<Map<UTF8String, Float>> codes = new ArrayList<>();

    /** Bytes of what is remembered of a column of strings. */
    private final long share =
        REMEMBERED
            / Math.max(1, read.stream().filter(source -> source.form() == Form.TEXT).count());

    /** By column, bytes of what is remembered. */
    private final int[] remembered = new int[read.size()];

    /** The row that is read and passes, or null where the next one must be looked for. */
    private InternalRow current;

    Rows(Iterator<InternalRow> input) {
      this.input = input;
      read.forEach(source -> codes.add(new HashMap<>()));
    }

    @Override
    public boolean hasNext() {
      while (current == null && input.hasNext()) {
        InternalRow row = input.next();
        try {
          current = passes(row) ? row : null;
        } catch (IllegalArgumentException e) {
          throw RowFault.of(new DataException(e.getMessage(), e));
        }
      }
      return current != null;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      cells.begin();
      if (sparse) {
        nonZeros.write(cells, encoded.length);
      } else {
        cells.vector(encoded, 0, encoded.length);
      }
      InternalRow row = current;
      current = null;
      return joined.apply(row, cells.row());
    }

    /** Encodes a row; false where it is left out. */
    private boolean passes(InternalRow row) {
      for (int c = 0; c < read.size(); c++) {
        FittedColumn column = table.columns().get(c);
        Optional<String> fault = encode(row, c, column);
        if (fault.isPresent()) {
          int cell = read.get(c).place();
          boolean text = read.get(c).form() == Form.TEXT && !row.isNullAt(cell);
          if (table.skips(column, text ? row.getUTF8String(cell).toString() : null)) {
            return false;
          }
          throw new IllegalArgumentException(fault.get());
        }
      }
      sparse = isSparse();
      if (sparse) {
        collect();
      }
      return true;
    }

    /** <em>Overwrites</em> the numbers of a column; why the rules do not let the row pass. */
    private Optional<String> encode(InternalRow row, int c, FittedColumn column) {
      int cell = read.get(c).place();
      boolean missing = row.isNullAt(cell);
      int at = starts[c];
      switch (read.get(c).form()) {
        case NUMBER -> {
          double number = missing ? Double.NaN : numberCells.get(c).of(row, cell);
          encoded[at] = of((FittedNumber) column, number);
          missing = Double.isNaN(number);
        }
        case DATE ->
            encoded[at] =
                missing
                    ? Float.NaN
                    : date((FittedDate) column, Parsing.quarterHours(row.getLong(cell)));
        case TEXT -> {
          return text(missing ? null : row.getUTF8String(cell), c, column);
        }
        case VECTOR -> {
          vectors[c] = Packing.vector(row, cell);
          if (!missing) {
            encode(vectors[c], (FittedVector) column, at);
          }
        }
      }
      return missing ? table.fault(column, null) : Optional.empty();
    }

    private Optional<String> text(UTF8String text, int c, FittedColumn column) {
      Float known = codes.get(c).get(text);
      if (known != null) {
        encoded[starts[c]] = known;
        return Optional.empty();
      }
      String value = text == null ? null : text.toString();
      try {
        column.encode(value, encoded, starts[c]);
      } catch (IllegalArgumentException notFinite) {
        encoded[starts[c]] = invalid(notFinite);
      }
      Optional<String> fault =
          booleans
              .get(c)
              .filter(truth -> TableSlots.isOdd(truth, value))
              .map(
                  truth ->
                      "column \"%s\" had booleans in training, got \"%s\"; write true or false"
                          .formatted(truth.name(), value))
              .or(() -> table.fault(column, value));
      int bytes = OF_STRING + (text == null ? 0 : text.numBytes());
      if (fault.isEmpty() && bytes <= share - remembered[c]) {
        remembered[c] += bytes;
        codes.get(c).put(text == null ? null : text.clone(), encoded[starts[c]]);
      }
      return fault;
    }

    private void encode(Vector vector, FittedVector column, int at) {
      column.requireWidth(vector.size());
      if (!(vector instanceof SparseVector sparse)) {
        for (int i = 0; i < column.width(); i++) {
          encoded[at + i] = of(column, i, vector.apply(i));
        }
      } else if (!keepsZeros) {
        for (int i = 0; i < column.width(); i++) {
          encoded[at + i] = column.of(i, 0);
        }
        for (int p = 0; p < sparse.indices().length; p++) {
          int i = sparse.indices()[p];
          encoded[at + i] = of(column, i, sparse.values()[p]);
        }
      }
    }

    private float of(FittedNumber column, double value) {
      try {
        return column.of(value);
      } catch (IllegalArgumentException notFinite) {
        return invalid(notFinite);
      }
    }

    private float date(FittedDate column, double quarterHours) {
      return FittedDate.isFar(quarterHours)
          ? invalid(new IllegalArgumentException(ScannedDate.fault(column.name())))
          : column.unit().feature(quarterHours);
    }

    private float of(FittedVector column, int i, double value) {
      try {
        return column.of(i, value);
      } catch (IllegalArgumentException notFinite) {
        return invalid(notFinite);
      }
    }

    /** What stands for a number that is not finite, where a network says what happens then. */
    private float invalid(IllegalArgumentException notFinite) {
      return switch (invalid) {
        case "" -> throw notFinite;
        case "error" ->
            throw new IllegalArgumentException(RowCheck.skippable(notFinite.getMessage()));
        default -> Float.POSITIVE_INFINITY;
      };
    }

    private boolean isSparse() {
      boolean found = false;
      for (Vector vector : vectors) {
        found |= vector instanceof SparseVector;
      }
      return found && keepsZeros;
    }

    private void collect() {
      nonZeros.clear();
      for (int c = 0; c < vectors.length; c++) {
        FittedColumn column = table.columns().get(c);
        if (vectors[c] instanceof SparseVector vector) {
          for (int p = 0; p < vector.indices().length; p++) {
            int i = vector.indices()[p];
            nonZeros.add(starts[c] + i, of((FittedVector) column, i, vector.values()[p]));
          }
        } else {
          for (int i = starts[c]; i < starts[c + 1]; i++) {
            nonZeros.add(i, encoded[i]);
          }
        }
      }
    }
  }

  private static boolean keepsZeros(FittedColumn column) {
    return !(column instanceof FittedVector vector) || vector.keepsZeros();
  }
}
