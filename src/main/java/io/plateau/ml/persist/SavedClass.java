package io.plateau.ml.persist;

import java.util.Optional;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.sql.SparkSession;

/** Class of the stage in a folder that spark.ml saved. */
final class SavedClass {
  private SavedClass() {}

  /** The class of a folder's stage; empty where its params cannot be read. */
  static Optional<String> of(String folder, SparkSession spark) {
    try {
      return Optional.of(DefaultParamsReader.loadMetadata(folder, spark, "").className());
    } catch (Exception unreadable) { // of whatever class Spark's reader throws
      return Optional.empty();
    }
  }

  /** What to do with a folder that holds a stage of another class. */
  static String other(Object folder, String found) {
    return "%1$s is a %2$s; load it by %2$s.load"
        .formatted(folder, found.substring(found.lastIndexOf('.') + 1));
  }
}
