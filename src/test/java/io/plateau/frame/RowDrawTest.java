package io.plateau.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import java.util.List;
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
