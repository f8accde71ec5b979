package io.plateau.ml;

import static io.plateau.nn.Networks.anyDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.ml.fit.TableMetadata;
import io.plateau.nn.Column;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.TableColumns;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.DateOrder;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableEncoderModelTest {
  @TempDir Path folder;

  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("a.b", DataTypes.IntegerType)
          .add("width (cm)", DataTypes.FloatType)
          .add("tick`s", DataTypes.StringType)
          .add("größe 大", DataTypes.BooleanType)
          .add("grade", DataTypes.createDecimalType(6, 2))
          .add("written", DataTypes.StringType)
          .add("said", DataTypes.StringType)
          .add("day", DataTypes.DateType)
          .add("when", DataTypes.TimestampNTZType)
          .add("seconds", DataTypes.LongType)
          .add("vector", SQLDataTypes.VectorType())
          .add("array", DataTypes.createArrayType(DataTypes.FloatType));

  private static final List<Object[]> ROWS =
      Arrays.asList(
          new Object[] {
            1L,
            7,
            0.1f,
            "x",
            true,
            new BigDecimal("3.00"),
            "12.5",
            "1899-12-31",
            LocalDate.of(1850, 2, 28),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59),
            -1L,
            Vectors.dense(1, -2),
            List.of(0.5f, 1e-3f, 2f)
          },
          new Object[] {
            2L,
            null,
            -0.0f,
            "never seen",
            false,
            new BigDecimal("2.50"),
            " 3e2 ",
            "2020-02-29 17:46:12",
            LocalDate.of(2024, 12, 31),
            LocalDateTime.of(1600, 1, 1, 0, 15),
            1_700_000_000L,
            Vectors.sparse(2, new int[] {1}, new double[] {4}),
            List.of(0f, 0f, -1f)
          },
          new Object[] {
            3L,
            -3,
            Float.NaN,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Vectors.dense(0, 0),
            List.of(1f, 2f, 3f)
          },
          new Object[] {
            4L,
            2,
            1e30f,
            "y z",
            true,
            new BigDecimal("-7.25"),
            "",
            "2001-01-01T00:00Z",
            LocalDate.of(1970, 1, 1),
            LocalDateTime.of(2447, 12, 31, 23, 45),
            0L,
            Vectors.dense(1e-3, 7),
            List.of(1f, 2f, 3f)
          });

  private static Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    ROWS.forEach(cells -> rows.add(RowFactory.create(cells)));
    return LocalSpark.session().createDataFrame(rows, SCHEMA).coalesce(1);
  }

  private static ColumnNote note(String name, ValueType type, ColumnKind kind, boolean said) {
    return new ColumnNote(
        new RawColumn(name, type, said ? Optional.of(kind) : Optional.empty()),
        new KindChoice(kind, "said"),
        0,
        "",
        "");
  }

  private static FittedNumber number(String name, double fill, boolean indicator) {
    return new FittedNumber(
        name, 0.3, 1 / 7.0, !indicator, new FittedNumber.Fill(fill, indicator), List.of());
  }

  private static FittedDate date(String name, boolean indicator) {
    return new FittedDate(
        name,
        DateOrder.DAY_FIRST,
        EnumSet.of(DatePart.DAYS, DatePart.HOUR),
        new FittedDate.Days(1000.5, 1 / 365.25, List.of()),
        indicator,
        DateUnit.QUARTER_HOURS);
  }

  private static FittedTable table(TableRules rules) {
    List<FittedColumn> columns =
        List.of(
            number("a.b", 2, true),
            number("width (cm)", -1, false),
            new FittedCategory("tick`s", List.of("x", "y z", "other"), 0),
            new FittedCategory("größe 大", List.of("false", "true"), 0),
            new FittedCategory("grade", List.of("-7.25", "3"), 3),
            number("written", 5, false),
            date("said", true),
            date("day", false),
            date("when", true),
            date("seconds", true),
            new FittedVector("vector", 2, new double[0], new double[] {3, 1 / 3.0}),
            new FittedVector("array", 3, new double[] {1, 0, 2}, new double[] {1, 0.1, 2}));
    List<ColumnNote> notes =
        List.of(
            note("id", ValueType.INTEGER, ColumnKind.IGNORE, true),
            note("a.b", ValueType.INTEGER, ColumnKind.NUMBER, false),
            note("width (cm)", ValueType.REAL, ColumnKind.NUMBER, false),
            note("tick`s", ValueType.TEXT, ColumnKind.CATEGORY, false),
            note("größe 大", ValueType.BOOLEAN, ColumnKind.CATEGORY, false),
            note("grade", ValueType.REAL, ColumnKind.CATEGORY, true),
            note("written", ValueType.TEXT, ColumnKind.NUMBER, false),
            note("said", ValueType.TEXT, ColumnKind.DATE, true),
            note("day", ValueType.DATE, ColumnKind.DATE, false),
            note("when", ValueType.DATE, ColumnKind.DATE, false),
            note("seconds", ValueType.INTEGER, ColumnKind.DATE, true),
            note("vector", ValueType.VECTOR, ColumnKind.VECTOR, false),
            note("array", ValueType.VECTOR, ColumnKind.VECTOR, false));
    return new FittedTable(columns, notes, rules);
  }

  private static TableEncoderModel model() {
    return new TableEncoderModel("tab_1", table(TableRules.DEFAULT));
  }

  private static TableRules rules(TableRules.Missing missing, TableRules.Unseen unseen) {
    return new TableRules(missing, unseen, TableRules.Scale.ROBUST, 10);
  }

  private static Map<String, Object> values(Object[] cells) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < cells.length; i++) {
      Object cell = cells[i] instanceof Vector vector ? vector.toArray() : cells[i];
      values.put(SCHEMA.fieldNames()[i], cell);
    }
    return values;
  }

  private static int[] bits(double[] numbers) {
    return Arrays.stream(numbers).mapToInt(x -> Float.floatToRawIntBits((float) x)).toArray();
  }

  private static int[] bits(float[] numbers) {
    return IntStream.range(0, numbers.length)
        .map(i -> Float.floatToRawIntBits(numbers[i]))
        .toArray();
  }

  @Test
  void encodesTheBitsOfTheTable() {
    FittedTable table = table(TableRules.DEFAULT);
    List<Row> encoded =
        model().transform(rows().repartition(2)).orderBy("id").select("features").collectAsList();
    assertThat(encoded).hasSize(ROWS.size());
    for (int i = 0; i < encoded.size(); i++) {
      DenseVector vector = (DenseVector) encoded.get(i).get(0);
      assertThat(bits(vector.values()))
          .as("row %d: %s", i, vector)
          .isEqualTo(bits(table.row(values(ROWS.get(i)))));
    }
  }

  @Test
  void readsTheWallClockOfTheSession() {
    Dataset<Row> local = rows().withColumn("when", functions.col("when").cast("timestamp"));
    assertThat(model().transform(local).orderBy("id").select("features").collectAsList().toString())
        .isEqualTo(
            model().transform(rows()).orderBy("id").select("features").collectAsList().toString());
  }

  @Test
  void keepsOtherColumnsAndTheirIdentity() {
    Dataset<Row> rows = rows();
    Dataset<Row> out = model().setOutputCol("x").transform(rows);
    assertThat(out.columns()).startsWith(rows.columns()).endsWith("x").hasSize(14);
    assertThat(out.schema()).isEqualTo(model().setOutputCol("x").transformSchema(rows.schema()));
    assertThat(out.select(rows.col("id")).count()).isEqualTo(4);
    assertThat(model().transform(rows.filter("id > 9")).count()).isZero();
  }

  @Test
  void tellsAttributesAndColumns() {
    StructType schema = model().transformSchema(SCHEMA);
    AttributeGroup group = AttributeGroup.fromStructField(schema.apply("features"));
    assertThat(group.size()).isEqualTo(15);
    assertThat(group.getAttr("a.b").attrType().name()).isEqualTo("numeric");
    assertThat(((NominalAttribute) group.getAttr("tick`s")).values().get())
        .containsExactly("_other", "x", "y z", "other");
    assertThat(group.getAttr(4)).isInstanceOf(NominalAttribute.class);
    assertThat(((NominalAttribute) group.getAttr("grade")).getNumValues().get()).isEqualTo(6);
    assertThat(group.getAttr("array_2").index().get()).isEqualTo(14);
    ColumnSpec spec = TrainingSpec.of(Values.NONE).network().columns();
    List<Column> columns = TableColumns.of(table(TableRules.DEFAULT), spec);
    FittedTable told = TableMetadata.table(schema.apply("features").metadata()).orElseThrow();
    assertThat(TableColumns.of(told, spec)).isEqualTo(columns);
    assertThat(columns)
        .startsWith(
            new ImputedNumber(number("a.b", 2, true).filled()),
            new Numbers(1),
            new OneHot(new Codes(3, true)),
            new OneHot(new Codes(2, true)),
            new OneHot(new Codes(5, true)),
            new Numbers(1),
            anyDate(List.of(DatePart.DAYS, DatePart.HOUR), 1000.5, 1 / 365.25, false, true))
        .endsWith(new Numbers(5));
    assertThat(columns.stream().mapToInt(Column::inputs).sum()).isEqualTo(15);
  }

  /** As in parquet files; attributes of spark.ml have no empty names. */
  @Test
  void columnsMayHaveNoName() {
    StructType schema =
        new StructType().add("", DataTypes.StringType).add(" ", DataTypes.DoubleType);
    List<Row> values =
        IntStream.range(0, 60)
            .mapToObj(i -> RowFactory.create("abc".substring(i % 3, i % 3 + 1), (double) i))
            .toList();
    Dataset<Row> rows = LocalSpark.session().createDataFrame(values, schema);
    Dataset<Row> out =
        new TableEncoder().setInputCols(schema.fieldNames()).fit(rows).transform(rows);
    List<Row> encoded = out.select("features").collectAsList();
    assertThat(((DenseVector) encoded.get(4).get(0)).values()[0]).isEqualTo(2);
    AttributeGroup group = AttributeGroup.fromStructField(out.schema().apply("features"));
    assertThat(group.getAttr(0).name().isEmpty()).isTrue();
    assertThat(group.getAttr(1).name().get()).isEqualTo(" ");
  }

  @Test
  void leavesOutOrRefusesWhatTheRulesDoNotLetPass() {
    FittedTable skipping = table(rules(TableRules.Missing.SKIP, TableRules.Unseen.OTHER));
    assertThat(ids(new TableEncoderModel("t", skipping))).containsExactly(1L);
    FittedTable unseen = table(rules(TableRules.Missing.MEAN, TableRules.Unseen.SKIP));
    assertThat(ids(new TableEncoderModel("t", unseen))).containsExactly(1L, 3L, 4L);
    assertThatThrownBy(
            () ->
                ids(
                    new TableEncoderModel(
                        "t", table(rules(TableRules.Missing.MEAN, TableRules.Unseen.ERROR)))))
        .rootCause()
        .hasMessage(
            "column \"tick`s\": no training row has \"never seen\"; leave such rows out, or train with unseen other or skip");
    assertThatThrownBy(
            () ->
                ids(
                    new TableEncoderModel(
                        "t", table(rules(TableRules.Missing.ERROR, TableRules.Unseen.SKIP)))))
        .rootCause()
        .hasMessage(
            "column \"a.b\" is missing in a row; leave such rows out, or train with missing median, mean or skip");
  }

  private static List<Long> ids(TableEncoderModel model) {
    return model.transform(rows()).orderBy("id").collectAsList().stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  @Test
  void readsAColumnWithoutATypeAsMissing() {
    List<String> names = new ArrayList<>(List.of(SCHEMA.fieldNames()));
    names.removeAll(List.of("id", "vector", "array"));
    Dataset<Row> untyped = rows();
    Dataset<Row> typed = rows();
    for (String name : names) {
      untyped = untyped.withColumn(name, functions.lit(null));
      typed = typed.withColumn(name, functions.lit(null).cast(SCHEMA.apply(name).dataType()));
    }
    assertThat(model().transform(untyped).select("features").collectAsList())
        .isEqualTo(model().transform(typed).select("features").collectAsList());
    Dataset<Row> vectors = rows().withColumn("vector", functions.lit(null));
    assertThatThrownBy(() -> model().transform(vectors))
        .hasMessage("column \"vector\" must be of type vector as in training, got void");
  }

  @Test
  void saysWhichColumnIsMissingOrOfAnotherType() {
    assertThatThrownBy(
            () -> model().transformSchema(rows().withColumnRenamed("written", "Writen").schema()))
        .hasMessageStartingWith("column \"written\" does not exist; did you mean \"Writen\"?");
    assertThatThrownBy(
            () -> model().transform(rows().withColumn("day", functions.lit("1999-01-01"))))
        .hasMessage(
            "column \"day\" must be of type date as in training, got string; cast it to date or timestamp");
    assertThatThrownBy(() -> model().setOutputCol("id").transform(rows()))
        .hasMessageStartingWith("Column id already exists. Drop it, or set the param");
    assertThatThrownBy(
            () ->
                model()
                    .transform(rows().withColumn("vector", functions.col("array")))
                    .collectAsList())
        .cause()
        .isInstanceOf(DataException.class)
        .hasMessage("column \"vector\": expected a vector of 2 numbers, got 3");
    assertThatThrownBy(
            () ->
                model()
                    .transform(
                        rows().withColumn("width (cm)", functions.lit(Double.POSITIVE_INFINITY)))
                    .collectAsList())
        .cause()
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"width (cm)\": expected numbers that are finite as 32-bit floats, got Infinity");
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    List<Row> expected = model().setOutputCol("x").transform(rows()).collectAsList();
    TableEncoderModel model = model().setOutputCol("x");
    String path = folder.resolve("encoder").toString();
    model.save(path);
    TableEncoderModel read = TableEncoderModel.load(path);
    assertThat(read.uid()).isEqualTo(model.uid());
    assertThat(read.transform(rows()).collectAsList().toString()).isEqualTo(expected.toString());
    PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {model}).fit(rows());
    pipeline.save(folder.resolve("pipeline").toString());
    assertThat(
            PipelineModel.load(folder.resolve("pipeline").toString())
                .transform(rows())
                .collectAsList()
                .toString())
        .isEqualTo(expected.toString());
    Path json = Path.of(path, "table.json");
    byte[] bytes = Files.readAllBytes(json);
    Files.delete(json.resolveSibling(".table.json.crc"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(json, bytes);
    assertThatThrownBy(() -> TableEncoderModel.load(path))
        .hasMessageContaining("table.json is damaged: its SHA-256 is ");
  }
}
