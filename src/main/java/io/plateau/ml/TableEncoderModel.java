package io.plateau.ml;

import static org.apache.spark.sql.functions.col;

import io.plateau.ml.fit.TableMetadata;
import io.plateau.ml.params.HasEncodedCol;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.persist.ModelWriter;
import io.plateau.ml.predict.AppendedColumns;
import io.plateau.ml.predict.EncodedTable;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.model.ModelFolder;
import io.plateau.scan.TableSlots;
import io.plateau.store.TableJson;
import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Encoder of the columns of a table as one vector of numbers. In a vector, categories are codes, of
 * which 0 stands for a missing or unseen value, and NaN is a missing date, or a missing number
 * where training rows missed some. Plateau's estimators read from the metadata of the vectors which
 * numbers are codes and dates.
 */
public final class TableEncoderModel extends EncoderModelStage<TableEncoderModel>
    implements HasEncodedCol<TableEncoderModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final FittedTable table;

  /** For service discovery alone: an encoder of no columns. */
  public TableEncoderModel() {
    this(Identifiable.randomUID("tab"), FittedTable.EMPTY);
  }

  /**
   * @param uid of the stage, unique in its pipeline
   * @param table learned from training rows
   */
  public TableEncoderModel(String uid, FittedTable table) {
    super(uid);
    this.table = table;
    tableParams().setDefaults();
  }

  /** What was learned of the columns. */
  public FittedTable table() {
    return table;
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
    return transformed(dataset, transformSchema(dataset.schema()), place -> rows -> rows);
  }

  /**
   * The dataset with vectors appended, and behind them what a further step makes of them.
   *
   * @param schema of the dataset with all that is appended
   * @param behind makes the further step from the place of the vectors in a row
   */
  Dataset<Row> transformed(
      Dataset<?> dataset, StructType schema, IntFunction<AppendedColumns.Append> behind) {
    TableSlots slots = new TableSlots(table);
    int width = dataset.schema().size();
    List<Column> read = slots.of(dataset);
    List<Column> columns = new ArrayList<>(List.of(col("*")));
    String[] names = new String[read.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = uid() + "/" + i;
      columns.add(read.get(i).as(names[i]));
    }
    Dataset<Row> wide = dataset.select(columns.toArray(Column[]::new));
    StructType whole = wide.schema();
    for (int i = width; i < schema.size(); i++) {
      whole = whole.add(schema.apply(i));
    }
    AppendedColumns.Append encoded = new EncodedTable(table, slots.slots(), width);
    AppendedColumns.Append next = behind.apply(wide.schema().size());
    return AppendedColumns.to(wide, whole, rows -> next.call(encoded.call(rows))).drop(names);
  }

  @Override
  public TableEncoderModel copy(ParamMap extra) {
    return copyValues(new TableEncoderModel(uid(), table), extra).setParent(parent());
  }

  /** Bytes of the saved table, by which Connect bounds its models. */
  @Override
  public long estimatedSize() {
    return TableJson.bytes(table).length;
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, ModelFolder.of(ModelFolder.COLUMNS, table));
  }

  /** Reads a saved encoder. */
  public static MLReader<TableEncoderModel> read() {
    return new ModelReader<>(
        TableEncoderModel.class,
        (uid, files) -> new TableEncoderModel(uid, files.table(ModelFolder.COLUMNS)));
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
