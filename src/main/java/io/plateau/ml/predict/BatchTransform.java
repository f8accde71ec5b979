package io.plateau.ml.predict;

import io.plateau.engine.shard.SharedNetwork;
import io.plateau.frame.Packing;
import io.plateau.ml.fit.FeatureBlock;
import io.plateau.ml.fit.FeatureColumns;
import io.plateau.ml.fit.RowCheck;
import io.plateau.nn.MemberPredictions;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.train.DataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
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
public record BatchTransform(
    SharedNetwork shared, int column, String name, int blockSize, String invalid, Outputs outputs)
    implements AppendedColumns.Append {

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    return new Blocks(rows);
  }

  /** Reads a block ahead, gives its rows, reads the next. */
  private final class Blocks implements Iterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final TrainedNetwork network = shared.get();
    private final Workspace workspace = new Workspace();
    private final FeatureColumns columns = FeatureColumns.of(network.network());
    private final FeatureBlock features = new FeatureBlock(network.inputs(), columns, blockSize);
    private final InternalRow[] rows = new InternalRow[blockSize];
    private final boolean[] good = new boolean[blockSize];
    private final InputFile[] files = new InputFile[blockSize];
    private final Cells cells = new Cells(outputs.count());
    private final JoinedRow joined = new JoinedRow();
    private float[] predicted = {};
    private Outputs.Block block;

    /** The present one after what was last asked of the input. */
    private InputFile file = InputFile.current();

    /** Rows of the block, those given of them, and those given that had a prediction. */
    private int read;

    private int given;
    private int j;

    Blocks(Iterator<InternalRow> input) {
      this.input = input;
    }

    @Override
    public boolean hasNext() {
      if (given == read) {
        file.tell();
        while (given == read && more()) {
          read();
        }
      }
      return given < read;
    }

    private boolean more() {
      boolean more = input.hasNext();
      file = file.orCurrent();
      return more;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      cells.begin();
      if (good[given]) {
        outputs.write(block, j++, cells);
      } else {
        outputs.writeInvalid(network.outputs(), cells);
      }
      InternalRow row = rows[given];
      rows[given] = null;
      files[given++].tell();
      return joined.apply(row, cells.row());
    }

    private void read() {
      read = 0;
      given = 0;
      j = 0;
      features.clear();
      while (read < blockSize && more()) {
        InternalRow row = input.next();
        file = file.orCurrent();
        boolean valid = features.add(row, column);
        if (valid || keeps(row)) {
          good[read] = valid;
          files[read] = file;
          rows[read++] = row.copy();
        }
      }
      if (features.rows() > 0) {
        try {
          predict();
        } catch (DataException e) {
          throw RowFault.of(e);
        }
      }
    }

    /** Whether a row without a prediction stays. */
    private boolean keeps(InternalRow row) {
      Vector vector = Packing.vector(row, column);
      if (invalid.equals("error") || RowCheck.invalid(name, vector, columns) == null) {
        throw RowFault.of(new DataException(SingleVector.problem(network, name, vector)));
      }
      return invalid.equals("keep");
    }

    /** <em>Overwrites</em> the outputs of the block. */
    private void predict() {
      int k = network.outputs();
      int n = features.rows();
      MemberPredictions members = null;
      float[] z;
      if (outputs.spread()) {
        float[] each = SingleVector.memberOutputs(network, name, features.matrix(), workspace);
        members = MemberPredictions.of(network, each, n);
        z = network.network().meanOutputs(each, n);
      } else {
        z = SingleVector.outputs(network, name, features.matrix(), workspace);
      }
      if (predicted.length < n * k) {
        predicted = new float[n * k];
      }
      System.arraycopy(z, 0, predicted, 0, n * k);
      network.loss().predict(predicted, k, n);
      block = new Outputs.Block(z, predicted, k, members);
    }
  }
}
