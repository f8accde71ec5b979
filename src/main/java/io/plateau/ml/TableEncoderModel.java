package io.plateau.ml;

import static org.apache.spark.sql.functions.col;

import io.plateau.frame.WallClock;
import io.plateau.ml.fit.TableMetadata;
import io.plateau.ml.params.HasEncodedCol;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.persist.ModelWriter;
import io.plateau.ml.persist.SavedZone;
import io.plateau.ml.predict.AppendedColumns;
import io.plateau.ml.predict.EncodedTable;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.model.ModelFolder;
import io.plateau.scan.Slot;
import io.plateau.scan.TableSlots;
import io.plateau.store.TableJson;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.TableRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encoder of the columns of a table as one vector of numbers. In a vector, categories are codes, of
 * which 0 stands for a missing or unseen value, and NaN is a missing date, or a missing number
 * where training rows missed some. Plateau's estimators read from the metadata of the vectors which
 * numbers are codes and dates.
 */
public final class TableEncoderModel extends EncoderModelStage<TableEncoderModel>
    implements HasEncodedCol<TableEncoderModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(TableEncoderModel.class);

  private final FittedTable table;

  /** By whose clock timestamps are read; empty for that of the session. */
  private final String zone;

  private boolean told;

  /** Only for service discovery: an encoder of no columns. */
  public TableEncoderModel() {
    this(Identifiable.randomUID("tab"), FittedTable.EMPTY);
  }

  /**
   * @param uid of the stage, unique in its pipeline
   * @param table learned from training rows
   */
  public TableEncoderModel(String uid, FittedTable table) {
    this(uid, table, Optional.empty());
  }

  /**
   * @param uid of the stage, unique in its pipeline
   * @param table learned from training rows
   * @param zone time zone of the session of training, by whose clock timestamps are read; empty for
   *     that of each session
   */
  public TableEncoderModel(String uid, FittedTable table, Optional<String> zone) {
    super(uid);
    this.table = table;
    this.zone = zone.orElse("");
  }

  /** What was learned of the columns. */
  public FittedTable table() {
    return table;
  }

  /**
   * The time zone by whose clock timestamps, which are instants, are read: that of the session of
   * training. Empty for that of each session, as models of older builds have it.
   */
  public Optional<String> timeZone() {
    return Optional.of(zone).filter(id -> !id.isEmpty());
  }

  /**
   * The encoder for rows that were drawn for validation: what no training row has is then code 0,
   * where the rules refuse it, since the caller has not chosen these rows.
   */
  TableEncoderModel withUnseen() {
    TableRules rules = table.rules();
    if (rules.unseen() != TableRules.Unseen.ERROR) {
      return this;
    }
    TableRules lenient =
        new TableRules(
            rules.missing(), TableRules.Unseen.OTHER, rules.scale(), rules.maxCategories());
    FittedTable other = new FittedTable(table.columns(), table.notes(), lenient);
    return copyValues(new TableEncoderModel(uid(), other, timeZone()), new ParamMap());
  }

  /** Complains about a column that is missing or of another type than in training. */
  void check(StructType schema) {
    new TableSlots(table).check(schema);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    check(schema);
    return new OutputSchema(schema)
        .vector(getOutputCol(), TableMetadata.of(getOutputCol(), table))
        .schema();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return encoded(dataset, "");
  }

  /**
   * The dataset with vectors appended.
   *
   * @param invalid error, skip or keep, as a network behind has it; empty without one
   */
  Dataset<Row> encoded(Dataset<?> dataset, String invalid) {
    StructType schema = transformSchema(dataset.schema());
    return transformed(dataset, schema, invalid, place -> rows -> rows);
  }

  /**
   * The dataset with vectors appended, and behind them what a further step makes of them.
   *
   * @param schema of the dataset with all that is appended
   * @param invalid error, skip or keep, as the further step has it; empty without one
   * @param behind makes the further step from the place of the vectors in a row
   */
  Dataset<Row> transformed(
      Dataset<?> dataset,
      StructType schema,
      String invalid,
      IntFunction<AppendedColumns.Append> behind) {
    TableSlots slots = new TableSlots(table, timeZone());
    tell(slots.foreign(dataset), dataset);
    int width = dataset.schema().size();
    List<Slot> read = slots.slots(dataset.schema());
    List<Optional<Column>> converted = slots.converted(dataset);
    int[] places = new int[read.size()];
    List<String> names = new ArrayList<>();
    List<Column> columns = new ArrayList<>(List.of(col("*")));
    for (int i = 0; i < places.length; i++) {
      Optional<Column> value = converted.get(i);
      places[i] =
          value.isPresent()
              ? width + names.size()
              : dataset.schema().fieldIndex(read.get(i).column());
      value.ifPresent(
          of -> {
            String name = uid() + "/" + names.size();
            names.add(name);
            columns.add(of.as(name));
          });
    }
    Dataset<Row> wide = dataset.select(columns.toArray(Column[]::new));
    StructField[] given = wide.schema().fields();
    StructType whole = wide.schema();
    for (int i = width; i < schema.size(); i++) {
      whole = whole.add(schema.apply(i));
    }
    List<EncodedTable.Source> sources = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Form form = read.get(i).form();
      sources.add(new EncodedTable.Source(form, places[i], given[places[i]].dataType()));
    }
    AppendedColumns.Append encoded = new EncodedTable(table, sources, invalid);
    AppendedColumns.Append next = behind.apply(given.length);
    return AppendedColumns.to(wide, whole, places, rows -> next.call(encoded.call(rows)))
        .drop(names.toArray(String[]::new));
  }

  /** Tells once that timestamps have other times than the session shows. */
  private void tell(List<String> columns, Dataset<?> dataset) {
    if (!told && !columns.isEmpty()) {
      told = true;
      LOG.warn(
          "timestamps of {} are read by the clock of {}, as in training, not of {}, the time zone of this session; those that it read from texts without a zone must be cast to timestamp_ntz",
          columns,
          zone,
          WallClock.zone(dataset));
    }
  }

  @Override
  public TableEncoderModel copy(ParamMap extra) {
    return copyValues(new TableEncoderModel(uid(), table, timeZone()), extra).setParent(parent());
  }

  /** Bytes of the saved table, by which Connect bounds its models. */
  @Override
  public long estimatedSize() {
    return TableJson.bytes(table).length;
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, Map.of(ModelFolder.COLUMNS, TableJson.bytes(table)), timeZone());
  }

  /** Reads a saved encoder. */
  public static MLReader<TableEncoderModel> read() {
    return new ModelReader<>(TableEncoderModel.class, TableEncoderModel::of);
  }

  /** The encoder of a saved model, of which it may be a part. */
  static TableEncoderModel of(String uid, ModelFolder files) throws IOException {
    return new TableEncoderModel(uid, files.table(ModelFolder.COLUMNS), SavedZone.read(files));
  }

  /** Reads a saved encoder. */
  public static TableEncoderModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return "TableEncoderModel: uid=%s, %d columns in %d numbers"
        .formatted(uid(), table.columns().size(), table.width());
  }
}
