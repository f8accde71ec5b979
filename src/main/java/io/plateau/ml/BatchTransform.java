package io.plateau.ml;

import io.plateau.engine.DataException;
import io.plateau.nn.Workspace;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

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
    implements MapPartitionsFunction<Row, Row> {

  /** The dataset with the appended columns, whose fields end {@code schema}. */
  static Dataset<Row> apply(Dataset<?> dataset, StructType schema, BatchTransform transform) {
    return dataset.toDF().mapPartitions(transform, Encoders.row(schema));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Blocks(rows);
  }

  /** Reads a block ahead, gives its rows, reads the next. */
  private final class Blocks implements Iterator<Row> {
    private final Iterator<Row> input;
    private final ArrayDeque<Row> done = new ArrayDeque<>();
    private final Workspace workspace = new Workspace();
    private final Row[] rows = new Row[blockSize];
    private final boolean[] good = new boolean[blockSize];
    private final Vector[] vectors = new Vector[blockSize];
    private float[] recycled = {};
    private float[] predicted = {};

    Blocks(Iterator<Row> input) {
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
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return done.remove();
    }

    private void block() {
      int read = 0;
      int n = 0;
      while (read < blockSize && input.hasNext()) {
        Row row = input.next();
        Vector features = row.getAs(column);
        String problem = network.problem(name, features);
        if (problem == null) {
          vectors[n++] = features;
        } else if (invalid.equals("error") || RowCheck.invalid(name, features) == null) {
          throw new DataException(problem);
        } else if (invalid.equals("skip")) {
          continue;
        }
        good[read] = problem == null;
        rows[read++] = row;
      }
      int k = network.outputs();
      float[] z = n == 0 ? predicted : outputs(n);
      int j = 0;
      for (int i = 0; i < read; i++) {
        Row row = rows[i];
        Object[] cells = new Object[row.size() + outputs.count()];
        for (int c = 0; c < row.size(); c++) {
          cells[c] = row.get(c);
        }
        if (good[i]) {
          outputs.write(z, predicted, k, j++, cells, row.size());
        } else {
          outputs.writeInvalid(k, cells, row.size());
        }
        done.add(RowFactory.create(cells));
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
