package io.plateau.ml;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table with columns of every kind, and labels that follow from them. */
public final class TableFrames {
  private TableFrames() {}

  public static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("size (m²)", DataTypes.DoubleType)
          .add("city.name", DataTypes.StringType)
          .add("new`", DataTypes.BooleanType)
          .add("rooms", DataTypes.IntegerType)
          .add("sold", DataTypes.TimestampNTZType)
          .add("one", DataTypes.IntegerType)
          .add("view", SQLDataTypes.VectorType())
          .add("marks", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("photo", DataTypes.BinaryType)
          .add("grade", DataTypes.StringType)
          .add("rate", DataTypes.DoubleType)
          .add("price", DataTypes.DoubleType)
          .add("cheap", DataTypes.BooleanType)
          .add("weight", DataTypes.DoubleType)
          .add("check", DataTypes.BooleanType);

  /** Names of the columns that are labels or say what rows are for. */
  public static final String[] OTHERS = {"grade", "rate", "price", "cheap", "weight", "check"};

  public static Dataset<Row> rows(int count) {
    Key key = Key.of(77);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double size = 50 + 20 * key.with("size").normal(i);
      int city = key.below(i, 12);
      int grade = city % 3;
      boolean isNew = key.with("new").below(i, 2) == 1;
      double price = 2 * size + 30 * grade + (isNew ? 15 : 0) + key.with("noise").normal(i);
      rows.add(
          Frames.row(
              "house " + i,
              i % 10 == 3 ? null : size,
              i % 17 == 5 ? null : "Stadt " + city,
              isNew,
              1 + key.with("rooms").below(i, 5),
              LocalDateTime.of(1890, 1, 1, 0, 0).plusHours(9001L * i),
              1,
              Vectors.dense(key.with("v").normal(i), grade),
              List.of(i % 4, i % 3),
              new byte[] {1},
              List.of("good", "fair", "poor").get(grade),
              2.5 * grade - 1,
              price,
              price < 130,
              1.0 + i % 2,
              i % 5 == 4));
    }
    return LocalSpark.session().createDataFrame(rows, SCHEMA).coalesce(1);
  }
}
