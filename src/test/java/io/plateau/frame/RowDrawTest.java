package io.plateau.frame;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowDrawTest {
  private static final Column VECTOR = array_to_vector(functions.array(functions.lit(1.5)));

  /** Spark's own check tells which columns have a hash. */
  @Test
  void columnsWithoutHashAreLeftOut() {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT 1 AS one, 'x' AS text, map('a', 1) AS pairs, parse_json('[1]') AS any,"
                    + " named_struct('a', array(parse_json('1'))) AS deep, time'12:00:00' AS noon,"
                    + " interval 1 month AS month, current_date() AS day,"
                    + " st_geomfromwkb(X'0101000000000000000000F03F0000000000000040') AS point");
    List<String> hashable = RowDraw.hashable(rows.schema());
    assertThat(hashable).containsExactly("one", "text", "noon", "month", "day");
    Column draw = RowDraw.uniform(Key.of(1), hashable.stream().map(functions::col));
    assertThat(rows.select(draw).as(Encoders.DOUBLE()).first()).isBetween(0.0, 1.0);
  }

  /**
   * Rows of few columns are hashed by Spark's own code, those of many by ours but for some types.
   */
  @ParameterizedTest
  @CsvSource({
    "22, string(id), false",
    "154, string(id), false",
    "154, string(id), true",
    "154, make_interval(int(id)), false"
  })
  void drawsAreByTheHashOfSpark(int count, String last, boolean vector) {
    List<String> values =
        List.of(
            "id > 2",
            "cast(id * 60 - 120 as tinyint)",
            "cast(id * 9000 - 20000 as smallint)",
            "cast(id * 700000000 - 1500000000 as int)",
            "(id - 2) * 3000000000000000001",
            "element_at(array(float('nan'), -0f, 0f, float('-infinity'), 1.1f), int(id) + 1)",
            "element_at(array(double('nan'), -0d, 0d, double('-infinity'), 1e-310d), int(id) + 1)",
            "cast(id - 2.25 as decimal(9,2))",
            "cast(id - 2.25 as decimal(38,5))",
            "concat('ä', id)",
            "cast(concat('Ä', id) as string collate UTF8_LCASE)",
            "binary(string(id))",
            "date_add(date'1969-12-30', int(id))",
            "timestamp_micros(id * 3000000000000 - 1)",
            "timestamp_ntz'2020-02-29 12:00' + make_dt_interval(int(id))",
            "make_ym_interval(int(id))",
            "array(id, null)",
            "named_struct('a', id, 'b', array('x'))",
            "make_dt_interval(int(id))",
            "array(make_ym_interval(int(id)), make_ym_interval(1))",
            "cast(null as double)",
            last);
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 5, 1, 2)
            .selectExpr(
                IntStream.range(0, count)
                    .mapToObj(
                        i ->
                            "if(id = %d, null, %s) c%d"
                                .formatted(i % 7, values.get(i % values.size()), i))
                    .toArray(String[]::new))
            .withColumns(vector ? Map.of("v", VECTOR) : Map.of())
            .cache();
    try {
      Column[] all = Stream.of(rows.columns()).map(functions::col).toArray(Column[]::new);
      Key key = Key.of(7).with("validation");
      Column[] hashed =
          Stream.concat(Stream.of(functions.lit(key.state())), Stream.of(all))
              .toArray(Column[]::new);
      Column hash = functions.shiftrightunsigned(functions.xxhash64(hashed), 11);
      Column draw = RowDraw.uniform(key, Stream.of(all));
      List<Double> drawn = rows.select(draw).as(Encoders.DOUBLE()).collectAsList();
      assertThat(drawn)
          .hasSize(5)
          .doesNotHaveDuplicates()
          .isEqualTo(rows.select(hash.multiply(0x1p-53)).as(Encoders.DOUBLE()).collectAsList());
      assertThat(rows.filter(draw.lt(0.5)).select(all).collectAsList())
          .hasSize((int) drawn.stream().filter(x -> x < 0.5).count());
    } finally {
      rows.unpersist(true);
    }
  }

  @Test
  void drawsAreUniform() {
    Dataset<Row> rows = LocalSpark.session().range(10_000).toDF();
    Column draw = RowDraw.uniform(Key.of(1), List.of(functions.col("id")).stream());
    for (int tenth = 1; tenth < 10; tenth++) { // five standard deviations
      assertThat(rows.filter(draw.lt(tenth / 10.0)).count())
          .isBetween(1000L * tenth - 250, 1000L * tenth + 250);
    }
  }

  /** The last and first instants, of which a clock ahead of UTC or behind it shows no time. */
  @ParameterizedTest
  @CsvSource({"9223372036854775807, Asia/Tokyo", "-9223372036854775807, America/New_York"})
  void theLastInstantsAreDrawnByEveryClock(long infinity, String zone) {
    SparkSession spark = LocalSpark.session();
    String key = SQLConf.SESSION_LOCAL_TIMEZONE().key();
    String before = spark.conf().get(key);
    spark.conf().set(key, zone);
    try {
      Dataset<Row> rows =
          spark.sql(
              "SELECT at, array(at, null) times, array(array(at)) deep, timestamp_ntz'2020-02-29 12:00' wall,"
                  + " timestamp'2020-02-29 12:00' noon FROM (SELECT timestamp_micros(%d) at)"
                      .formatted(infinity));
      List<Column> drawn =
          Stream.of(rows.schema().fields())
              .map(field -> RowDraw.wallClock(functions.col(field.name()), field.dataType()))
              .toList();
      Column draw = RowDraw.uniform(Key.of(1), drawn.stream());
      assertThat(rows.select(draw).as(Encoders.DOUBLE()).first()).isBetween(0.0, 1.0);
      assertThat(rows.filter(drawn.get(4).equalTo(functions.col("wall"))).count()).isOne();
    } finally {
      spark.conf().set(key, before);
    }
  }
}
