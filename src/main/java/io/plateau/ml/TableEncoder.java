package io.plateau.ml;

import io.plateau.frame.WallClock;
import io.plateau.ml.params.HasEncodedCol;
import io.plateau.ml.params.TableSettings;
import io.plateau.ml.persist.EstimatorReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.ml.table.FeatureChoice;
import io.plateau.ml.table.HeldOutRows;
import io.plateau.ml.table.TablePass;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/**
 * Learns how to encode columns of any kind as one vector: numbers, strings, booleans, dates, times,
 * vectors and arrays of numbers. Kinds of columns are inferred from types and values unless {@code
 * columnKinds} gives them. A fit reads the rows once.
 */
public final class TableEncoder extends EncoderStage<TableEncoderModel>
    implements TableSettings<TableEncoder>,
        HasEncodedCol<TableEncoder>,
        HasFollowers<TableEncoder>,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  public TableEncoder() {
    this(Identifiable.randomUID("tab"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public TableEncoder(String uid) {
    super(uid);
  }

  @Override
  public TableEncoderModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    TablePass pass =
        new TablePass(
            FeatureChoice.of(this, dataset.schema(), Map.of()),
            Optional.empty(),
            HeldOutRows.named(dataset, ""),
            tableParams().rules(),
            false);
    TableEncoderModel model =
        new TableEncoderModel(
            uid(),
            pass.run(FitWatch.listener(this, dataset)::warns).table(),
            Optional.of(WallClock.zone(dataset)));
    return copyValues(model, new ParamMap()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureChoice.of(this, schema, Map.of());
    return new OutputSchema(schema).vector(getOutputCol(), Metadata.empty()).schema();
  }

  @Override
  public TableEncoder copy(ParamMap extra) {
    return copyValues(new TableEncoder(uid()), extra).setListener(listener()).setWatch(watch());
  }

  /** Reads a saved encoder. */
  public static MLReader<TableEncoder> read() {
    return new EstimatorReader<>(TableEncoder.class, TableEncoder::new);
  }

  /** Reads a saved encoder. */
  public static TableEncoder load(String path) {
    return read().load(path);
  }
}
