package io.plateau.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.udf;

import io.plateau.data.check.Check;
import io.plateau.data.check.TableChecks;
import io.plateau.data.column.Classes;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.source.TextTypes;
import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.job.Job;
import io.plateau.ml.TableEncoderModel;
import io.plateau.scan.TableSlots;
import io.plateau.table.ColumnKind;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that the pipeline of a finished run needs of other rows. Pipelines of version 0.1.0 are
 * made of Spark's own transformers, later ones have a {@link TableEncoderModel}.
 *
 * @param features in the form in which they are read
 * @param vectors sizes of vectors by column
 * @param categories that are required to be known, by column
 * @param classes of the label, where it names classes
 * @param table that the rows are encoded by, empty for a pipeline of version 0.1.0
 */
record PipelineColumns(
    List<RawColumn> features,
    Map<String, Integer> vectors,
    Map<String, FittedCategory> categories,
    Optional<List<String>> classes,
    FittedTable table) {
  static PipelineColumns of(PipelineModel pipeline, Job.Data data, StructType schema) {
    Optional<List<String>> classes = classes(pipeline);
    return table(pipeline)
        .map(table -> of(table, classes))
        .orElseGet(() -> ofTransformers(pipeline, data, schema, classes));
  }

  /** The columns that are text in the training rows of a run. */
  static TextTypes texts(PipelineModel pipeline, Job.Data data) {
    return TextTypes.of(table(pipeline).orElse(FittedTable.EMPTY).raw())
        .and(data.label().get(0), classes(pipeline).orElse(List.of()));
  }

  private static Optional<FittedTable> table(PipelineModel pipeline) {
    return encoder(pipeline).map(TableEncoderModel::table);
  }

  /** The encoder of the columns; empty for a pipeline of version 0.1.0. */
  static Optional<TableEncoderModel> encoder(PipelineModel pipeline) {
    return Arrays.stream(pipeline.stages())
        .filter(TableEncoderModel.class::isInstance)
        .map(TableEncoderModel.class::cast)
        .findFirst();
  }

  private static Optional<List<String>> classes(PipelineModel pipeline) {
    return Arrays.stream(pipeline.stages())
        .filter(Labels::areOf)
        .map(indexer -> List.of(((StringIndexerModel) indexer).labelsArray()[0]))
        .findFirst();
  }

  private static PipelineColumns of(FittedTable table, Optional<List<String>> classes) {
    Map<String, Integer> vectors = new HashMap<>();
    Map<String, FittedCategory> categories = new HashMap<>();
    for (FittedColumn column : table.columns()) {
      if (column instanceof FittedVector vector) {
        vectors.put(vector.name(), vector.width());
      } else if (column instanceof FittedCategory category
          && category.buckets() == 0
          && table.rules().unseen() == TableRules.Unseen.ERROR) {
        categories.put(category.name(), category);
      }
    }
    return new PipelineColumns(table.raw(), vectors, categories, classes, table);
  }

  private static PipelineColumns ofTransformers(
      PipelineModel pipeline, Job.Data data, StructType schema, Optional<List<String>> classes) {
    Map<String, Integer> vectors = new HashMap<>();
    Map<String, FittedCategory> categories = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (PipelineStage stage : pipeline.stages()) {
      if (stage instanceof VectorSizeHint hint) {
        vectors.put(hint.getInputCol(), (Integer) hint.getSize());
      } else if (stage instanceof StringIndexerModel indexer && !Labels.areOf(stage)) {
        texts.addAll(List.of(indexer.getInputCols()));
        for (int i = 0; i < indexer.getInputCols().length; i++) {
          if (indexer.getHandleInvalid().equals("error")) {
            String name = indexer.getInputCols()[i];
            List<String> labels = List.of(indexer.labelsArray()[i]);
            categories.put(name, new FittedCategory(name, labels, 0));
          }
        }
      }
    }
    List<RawColumn> features = new ArrayList<>();
    for (String name : data.features()) {
      ValueType came =
          Arrays.asList(schema.fieldNames()).contains(name)
              ? ColumnTypes.of(schema.apply(name).dataType())
              : ValueType.REAL;
      features.add(
          texts.contains(name)
              ? new RawColumn(name, ValueType.TEXT, Optional.empty())
              : came == ValueType.VECTOR || came.isNumber()
                  ? new RawColumn(name, came, Optional.empty())
                  : came == ValueType.BOOLEAN
                      ? new RawColumn(name, came, Optional.of(ColumnKind.NUMBER))
                      : new RawColumn(name, ValueType.REAL, Optional.empty()));
    }
    return new PipelineColumns(features, vectors, categories, classes, FittedTable.EMPTY);
  }

  /** Sizes of vectors by slot. */
  int[] widths(ScanPlan plan) {
    return plan.slots().stream().mapToInt(slot -> vectors.getOrDefault(slot.column(), 0)).toArray();
  }

  /**
   * The rows with the name of the class that their label says, or null without a label. Of a number
   * it is the name of the class of this number, however each is written.
   *
   * @param to the column of the names
   */
  Dataset<Row> named(Dataset<Row> rows, String label, String to) {
    ValueType type = ColumnTypes.of(rows.schema().apply(label).dataType());
    Column text = ScanPlan.className(ColumnName.column(label), type);
    if (!type.isNumber()) {
      return rows.withColumn(to, text);
    }
    Classes numbers = Classes.ofNumbers(classes.orElseThrow());
    UDF1<Double, String> name =
        number -> {
          int index = number == null ? -1 : numbers.indexOf(number);
          return index < 0 ? null : numbers.names().get(index);
        };
    Column known = udf(name, DataTypes.StringType).apply(ColumnName.column(label).cast("double"));
    return rows.withColumn(to, coalesce(known, text));
  }

  /**
   * That no row has a class or category which the pipeline does not know, or a string that is a
   * missing value where there may be none.
   *
   * @param types of the columns of the rows
   */
  List<Check> unseen(ScanPlan plan, Map<String, ValueType> types, String path) {
    List<Check> checks = new ArrayList<>();
    categories.forEach(
        (column, known) ->
            checks.add(
                Check.category(
                    plan.feature(column),
                    text -> !known.unseen(text),
                    PartCounts.unknown("category", column, path, known.values(), "{}"))));
    for (FittedColumn column : table.columns()) {
      checks.addAll(oddTexts(column, plan, types, path));
    }
    if (plan.labels() > 0) {
      int slot = plan.label(0);
      String column = plan.slots().get(slot).column();
      classes.ifPresent(
          known ->
              checks.add(
                  Check.category(
                      slot,
                      new HashSet<>(known)::contains,
                      PartCounts.unknown("label", column, path, known, "{}"))));
    }
    return checks;
  }

  /**
   * Checks that strings of a column are values where it must have some, and booleans where it had.
   */
  private List<Check> oddTexts(
      FittedColumn column, ScanPlan plan, Map<String, ValueType> types, String path) {
    List<Check> checks = new ArrayList<>();
    int slot = plan.feature(column.name());
    boolean texts = types.get(column.name()) == ValueType.TEXT;
    if (texts && table.rules().missing() == TableRules.Missing.ERROR) {
      checks.add(
          Check.known(
              slot,
              text -> !column.missing(text),
              TableChecks.missing(plan.slots().get(slot), path)));
    }
    String fault =
        "column \"%s\" of %s had booleans in training, but is neither boolean nor missing in {}; write true or false"
            .formatted(column.name(), path);
    TableSlots.booleans(table, column)
        .ifPresent(
            known -> checks.add(Check.known(slot, text -> !TableSlots.isOdd(known, text), fault)));
    return checks;
  }
}
