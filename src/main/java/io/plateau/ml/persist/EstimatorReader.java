package io.plateau.ml.persist;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;

/** Spark's reader of a stage that has params alone, which would make whatever class was saved. */
public final class EstimatorReader<E extends Params> extends DefaultParamsReader<E> {
  private final Class<E> type;

  public EstimatorReader(Class<E> type) {
    this.type = type;
  }

  @Override
  public E load(String path) {
    SavedClass.of(path, sparkSession())
        .filter(found -> !found.equals(type.getName()))
        .ifPresent(
            found -> {
              throw new IllegalArgumentException(SavedClass.other(path, found));
            });
    return super.load(path);
  }
}
