package io.plateau.ml.persist;

import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reader of a stage that has params alone, as {@code DefaultParamsWritable} writes it. Spark's own
 * makes whatever class the folder names.
 */
public final class EstimatorReader<E extends Params> extends MLReader<E> {
  private final Class<E> type;
  private final Function<String, E> maker;

  /**
   * A reader.
   *
   * @param maker makes a stage of a uid, without params
   */
  public EstimatorReader(Class<E> type, Function<String, E> maker) {
    this.type = type;
    this.maker = maker;
  }

  /**
   * The stage in a folder.
   *
   * @throws IllegalArgumentException where it is of another class, that says which
   */
  @Override
  public E load(String path) {
    DefaultParamsReader.Metadata saved = DefaultParamsReader.loadMetadata(path, sparkSession(), "");
    if (!saved.className().equals(type.getName())) {
      throw new IllegalArgumentException(SavedClass.other(path, saved.className()));
    }
    E stage = maker.apply(saved.uid());
    saved.getAndSetParams(stage, Option.empty());
    return stage;
  }
}
