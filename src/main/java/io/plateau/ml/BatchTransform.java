package io.plateau.ml;

import io.plateau.engine.DataException;
import io.plateau.nn.Workspace;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;

/**
 * Appends predictions to rows, a block of rows at a time: one matrix product for each layer and
 * block instead of one for each row.
 *
 * @param column place of the features
 * @param name of the features column, for complaints
 * @param blockSize rows predicted together
 * @param invalid error, skip or keep
 */
record BatchTransform(
    TrainedNetwork network, int column, String name, int blockSize, String invalid, Outputs outputs)
    implements AppendedColumns.Append {

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    return new Blocks(rows);
  }

  private static final VectorUDT VECTOR = new VectorUDT();
  private static final int VECTOR_FIELDS = VECTOR.sqlType().size();

  /** Reads a block ahead, gives its rows, reads the next. */
  private final class Blocks implements Iterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final ArrayDeque<InternalRow> done = new ArrayDeque<>();
    private final Workspace workspace = new Workspace();
    private final InternalRow[] rows = new InternalRow[blockSize];
    private final boolean[] good = new boolean[blockSize];
    private final Vector[] vectors = new Vector[blockSize];
    private float[] recycled = {};
    private float[] predicted = {};

    Blocks(Iterator<InternalRow> input) {
      this.input = input;
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && input.hasNext()) {
        block();
      }
      return !done.isEmpty();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return done.remove();
    }

    private void block() {
      int read = 0;
      int n = 0;
      while (read < blockSize && input.hasNext()) {
        InternalRow row = input.next();
        Vector features =
            row.isNullAt(column) ? null : VECTOR.deserialize(row.getStruct(column, VECTOR_FIELDS));
        String problem = network.problem(name, features);
        if (problem == null) {
          vectors[n++] = features;
        } else if (invalid.equals("error") || RowCheck.invalid(name, features) == null) {
          throw new DataException(problem);
        } else if (invalid.equals("skip")) {
          continue;
        }
        good[read] = problem == null;
        rows[read++] = row.copy();
      }
      int k = network.outputs();
      float[] z = n == 0 ? predicted : outputs(n);
      int j = 0;
      for (int i = 0; i < read; i++) {
        Object[] cells = new Object[outputs.count()];
        if (good[i]) {
          outputs.write(z, predicted, k, j++, cells, 0);
        } else {
          outputs.writeInvalid(k, cells, 0);
        }
        for (int c = 0; c < cells.length; c++) {
          cells[c] = cells[c] instanceof Vector vector ? VECTOR.serialize(vector) : cells[c];
        }
        done.add(new JoinedRow(rows[i], new GenericInternalRow(cells)));
        rows[i] = null;
      }
    }

    /** Logits of the first n vectors; their predictions overwrite {@code predicted}. */
    private float[] outputs(int n) {
      if (recycled.length < n * network.inputs()) {
        recycled = new float[n * network.inputs()];
      }
      float[] z =
          network
              .network()
              .outputs(
                  network.weights(),
                  Packing.columns(vectors, n, network.inputs(), recycled),
                  workspace);
      int size = n * network.outputs();
      if (predicted.length < size) {
        predicted = new float[size];
      }
      System.arraycopy(z, 0, predicted, 0, size);
      network.loss().predict(predicted, network.outputs(), n);
      Arrays.fill(vectors, 0, n, null);
      return z;
    }
  }
}
