package io.plateau.ml.fit;

import io.plateau.engine.shard.Example;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Turns rows of {@link Columns} into what the engine trains on.
 *
 * @param scale label ← (label − mean) / deviation
 * @param classWeights factors by class, or null
 */
record Examples(RowCheck check, LabelScale scale, double[] classWeights)
    implements FlatMapFunction<Row, Example>, Serializable {

  @Override
  public Iterator<Example> call(Row row) {
    if (check.invalid(row) != null) {
      return Collections.emptyIterator();
    }
    float[] target = target(row);
    double weight = row.getDouble(2);
    if (classWeights != null) {
      weight *= classWeights[(int) target[0]];
    }
    return List.of(example(Columns.features(row), target, (float) weight)).iterator();
  }

  private float[] target(Row row) {
    float[] target =
        check.columns().target().isVector()
            ? Packing.floats(row.getAs(1))
            : new float[] {(float) row.getDouble(1)};
    if (scale != null) {
      for (int i = 0; i < target.length; i++) {
        double label =
            check.columns().target().isVector() ? row.<Vector>getAs(1).apply(i) : row.getDouble(1);
        target[i] = (float) ((label - scale.mean()[i]) / scale.deviation()[i]);
      }
    }
    return target;
  }

  private Example example(Vector features, float[] target, float weight) {
    if (!(features instanceof SparseVector stored)) {
      return Example.dense(Packing.floats(features), target, weight);
    }
    float[] values = new float[stored.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stored.values()[i];
    }
    return Example.sparse(stored.indices(), values, target, weight);
  }
}
