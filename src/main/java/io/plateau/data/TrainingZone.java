package io.plateau.data;

import io.plateau.ml.TableEncoderModel;
import java.util.function.Supplier;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/** Time zone of the training of a run, in which other rows are read as the training rows were. */
public final class TrainingZone {
  private static final String KEY = SQLConf.SESSION_LOCAL_TIMEZONE().key();

  private TrainingZone() {}

  /**
   * The result of work in the time zone of a run's pipeline; of older runs in the session's own.
   */
  public static <T> T during(PipelineModel pipeline, SparkSession spark, Supplier<T> work) {
    String own = spark.conf().get(KEY);
    PipelineColumns.encoder(pipeline)
        .flatMap(TableEncoderModel::timeZone)
        .ifPresent(zone -> spark.conf().set(KEY, zone));
    try {
      return work.get();
    } finally {
      spark.conf().set(KEY, own);
    }
  }
}
