package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that are used in a session of another time zone than that of their fit. */
class TimeZonesTest {
  private static final String KEY = SQLConf.SESSION_LOCAL_TIMEZONE().key();
  private static final String FIT = "Europe/Berlin";
  private static final String OTHER = "America/New_York";

  private static final StructType SCHEMA =
      new StructType()
          .add("when", DataTypes.TimestampType)
          .add("slot", DataTypes.TimestampType)
          .add("wall", DataTypes.TimestampNTZType)
          .add("price", DataTypes.DoubleType)
          .add("grade", DataTypes.StringType);

  private final String before = LocalSpark.session().conf().get(KEY);

  @TempDir Path folder;

  @AfterEach
  void restoreZone() {
    in(before);
  }

  private static void in(String zone) {
    LocalSpark.session().conf().set(KEY, zone);
  }

  private static Instant slot(int i) {
    return Instant.parse("2020-07-01T22:30:00Z").plusSeconds(86_400L * (i % 3));
  }

  private static LocalDateTime shown(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneId.of(FIT));
  }

  /** Before there were time zones, at each hour of a year, where clocks are changed, missing. */
  private static List<Instant> instants() {
    List<Instant> instants = new ArrayList<>(List.of(Instant.parse("1871-05-03T04:05:06.007Z")));
    for (int i = 0; i < 300; i++) {
      instants.add(Instant.parse("2020-01-01T00:15:00Z").plusSeconds(3600L * 29 * i));
    }
    for (int i = -4; i < 5; i++) {
      instants.add(Instant.parse("2020-03-29T01:00:00Z").plusSeconds(900L * i));
      instants.add(Instant.parse("2020-10-25T01:00:00Z").plusSeconds(900L * i));
    }
    instants.add(null);
    return instants;
  }

  private static Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    List<Instant> instants = instants();
    for (int i = 0; i < instants.size(); i++) {
      Instant when = instants.get(i);
      int hour = when == null ? 0 : shown(when).getHour();
      rows.add(
          Frames.row(
              when == null ? null : java.sql.Timestamp.from(when),
              java.sql.Timestamp.from(slot(i)),
              when == null ? null : shown(when),
              (double) hour,
              hour < 12 ? "am" : "pm"));
    }
    return LocalSpark.session().createDataFrame(rows, SCHEMA).coalesce(1);
  }

  private static String predicted(Transformer model, String column) {
    return model.transform(rows()).select(column).collectAsList().toString();
  }

  private String saved(org.apache.spark.ml.util.MLWritable model, String name) throws IOException {
    String path = folder.resolve(name).toString();
    model.write().save(path);
    return path;
  }

  /** The numbers of a row whose values are those that the clock of the fit shows. */
  private static void requireClockOfFit(TableEncoderModel model) {
    FittedTable table = model.table();
    List<Row> encoded = model.transform(rows()).select("features").collectAsList();
    List<Instant> instants = instants();
    for (int i = 0; i < instants.size(); i++) {
      Map<String, Object> values = new HashMap<>();
      LocalDateTime when = instants.get(i) == null ? null : shown(instants.get(i));
      values.put("when", when);
      values.put("wall", when);
      values.put("slot", shown(slot(i)).toString().replace('T', ' ') + ":00");
      float[] expected = table.row(values);
      assertThat(((DenseVector) encoded.get(i).get(0)).values())
          .as(String.valueOf(instants.get(i)))
          .isEqualTo(IntStream.range(0, expected.length).mapToDouble(c -> expected[c]).toArray());
      assertThat(expected[0]).isEqualTo(Float.valueOf(expected[2]));
      assertThat(expected[1]).isBetween(1f, 3f);
    }
  }

  @Test
  void encoderReadsTheClockOfItsFit() throws IOException {
    in(FIT);
    TableEncoderModel model =
        new TableEncoder()
            .setInputCols(new String[] {"when", "slot", "wall"})
            .setColumnKinds(new String[] {"slot:category"})
            .fit(rows());
    assertThat(model.timeZone()).hasValue(FIT);
    requireClockOfFit(model);
    String path = saved(model, "encoder");
    in(OTHER);
    requireClockOfFit(model);
    requireClockOfFit(TableEncoderModel.load(path));
  }

  @Test
  void predictionsAreTheSameInEveryZone() throws IOException {
    in(FIT);
    TabularRegressionModel regression =
        new TabularRegressor()
            .setInputCols(new String[] {"when"})
            .setLabelCol("price")
            .setMaxIter(4)
            .fit(rows());
    TabularClassificationModel classes =
        new TabularClassifier()
            .setInputCols(new String[] {"when"})
            .setLabelCol("grade")
            .setMaxIter(4)
            .fit(rows());
    final String numbers = predicted(regression, "prediction");
    final String probabilities = predicted(classes, "probability");
    final Map<String, Double> importances = classes.featureImportances(rows());
    final String[] paths = {saved(regression, "regression"), saved(classes, "classes")};
    in(OTHER);
    assertThat(predicted(regression, "prediction")).isEqualTo(numbers);
    assertThat(predicted(TabularRegressionModel.load(paths[0]), "prediction")).isEqualTo(numbers);
    TabularClassificationModel loaded = TabularClassificationModel.load(paths[1]);
    assertThat(predicted(loaded, "probability")).isEqualTo(probabilities);
    assertThat(loaded.featureImportances(rows())).isEqualTo(importances);
    // What the session shows is there for who wants it
    Dataset<Row> own = rows().withColumn("when", functions.col("when").cast("timestamp_ntz"));
    assertThat(regression.transform(own).select("prediction").collectAsList().toString())
        .isNotEqualTo(numbers);
  }

  /** The last and first instants, which databases write for infinity: clocks show none of one. */
  @ParameterizedTest
  @CsvSource({"9223372036854775807, Asia/Tokyo", "-9223372036854775807, America/New_York"})
  void infinityIsTooFarByEveryClock(long infinity, String zone) {
    in(zone);
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT timestamp_micros(IF(id = 7, %d, 80000000000 * id)) when, id %% 7 price FROM range(0, 99, 1, 1)"
                    .formatted(infinity));
    TabularRegressor regressor = new TabularRegressor().setLabelCol("price").setMaxIter(1);
    assertThatThrownBy(() -> regressor.fit(rows))
        .hasMessageStartingWith("column \"when\": expected a date, or seconds since 1970, got");
    TabularRegressionModel model = regressor.setHandleInvalid("skip").fit(rows);
    assertThat(model.transform(rows).select("prediction").collectAsList()).hasSize(98);
    in("UTC");
    assertThat(model.transform(rows).select("prediction").collectAsList()).hasSize(98);
  }

  /** As all models did before they knew the zone of their fit. */
  @Test
  void aModelWithoutAZoneReadsTheClockOfTheSession() throws IOException {
    in(FIT);
    TableEncoderModel fitted =
        new TableEncoder().setInputCols(new String[] {"when", "slot", "wall"}).fit(rows());
    TableEncoderModel model = new TableEncoderModel("old", fitted.table());
    TableEncoderModel loaded = TableEncoderModel.load(saved(model, "old"));
    assertThat(loaded.timeZone()).isEmpty();
    in(OTHER);
    Dataset<Row> own =
        rows()
            .withColumn("when", functions.col("when").cast("timestamp_ntz"))
            .withColumn("slot", functions.col("slot").cast("timestamp_ntz"));
    assertThat(predicted(loaded, "features"))
        .isEqualTo(fitted.transform(own).select("features").collectAsList().toString())
        .isNotEqualTo(predicted(fitted, "features"));
  }
}
