package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.data.source.CsvFile;
import io.plateau.data.source.Origin;
import io.plateau.data.source.Source;
import io.plateau.data.source.SourceOptions;
import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times without a date in files of text, which Spark takes for times of the present day. */
class TimesOfDayTest {
  private static final Map<String, String> CSV = SourceOptions.of("csv", Map.of());

  private static final LocalDateTime MORNING = LocalDateTime.of(1970, 1, 1, 8, 5);

  @TempDir Path folder;

  private Dataset<Row> read(Path file, Map<String, String> options) {
    return read(file, "csv", options).rows();
  }

  private static Table read(Path file, String format, Map<String, String> options) {
    return Source.read(
        LocalSpark.session(),
        Jobs.with(Jobs.csv(file, "y"), format, options),
        Origin.ofJob(file.toString()),
        TextTypes.NONE);
  }

  @Test
  void areTimesOfOneDay() throws IOException {
    Path file =
        Jobs.file(
            folder,
            "rows.csv",
            "at.`o'clock`,sent,y",
            ",2021-05-01 06:30:00,1",
            " 8:05,2021-05-02 07:30:00,2",
            "T21:58:13.5,,3");
    Dataset<Row> rows = read(file, CSV);
    assertThat(rows.columns()).startsWith("at.`o'clock`", "sent", "y");
    assertThat(rows.collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly(null, MORNING, LocalDateTime.of(1970, 1, 1, 21, 58, 13, 500_000_000));
    assertThat(rows.schema().fields()[1].dataType()).isEqualTo(DataTypes.TimestampType);
    assertThat(CsvFile.read(file, CSV, "UTC", TextTypes.NONE)).isEmpty();
    assertThat(CsvFile.read(file, CSV, "UTC", new TextTypes(Set.of("at.`o'clock`")))).isPresent();
  }

  /** So are those of Spark that infer the types of several files, and tell their columns. */
  @Test
  void jobsThatLookForThemAreDescribed() throws IOException {
    for (String name : List.of("a_1.csv", "b_2.csv")) {
      Jobs.file(folder, name, "at,x,x1,none,y", "8:05,1,2,,3");
    }
    List<RawColumn> numbers = List.of(new RawColumn("none", ValueType.REAL, Optional.empty()));
    assertThat(LocalSpark.descriptions(() -> read(folder, "csv", CSV).typed(numbers)))
        .hasSizeGreaterThan(4)
        .containsOnly("opening " + folder);
    assertThat(LocalSpark.context().getLocalProperty("spark.job.description")).isNull();
  }

  @Test
  void mayBeginBehindManyRowsWithoutThem() throws IOException {
    Stream<String> rows =
        IntStream.range(0, 1500)
            .mapToObj(i -> i < 1200 ? "2021-05-01 06:30:00,,1" : "2021-05-01 06:30:00,8:05,2");
    Path file =
        Jobs.file(
            folder, "rows.csv", Stream.concat(Stream.of("sent,at,y"), rows).toArray(String[]::new));
    assertThat(read(file, CSV).where("y = 2").select("at").distinct().collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly(MORNING);
  }

  @Test
  void areTimesOfOneDayWhereTheJobSaysTheirType() throws IOException {
    Map<String, String> said = Map.of("schema", "at TIMESTAMP, y INT");
    Path csv = Jobs.file(folder, "rows.csv", "at,y", "8:05,1", ",2");
    Path json = Jobs.file(folder, "rows.json", "{\"at\": \"8:05\", \"y\": 1}", "{\"y\": 2}");
    for (Dataset<Row> rows : List.of(read(csv, said), read(json, "json", said).rows())) {
      assertThat(rows.collectAsList()).extracting(row -> row.get(0)).containsExactly(MORNING, null);
    }
  }

  @Test
  void areTimesOfOneDayInXml() throws IOException {
    Path file =
        Jobs.file(
            folder,
            "rows.xml",
            "<rows>",
            "<row><sent><at>8:05</at></sent><y>1</y></row>",
            "<row><sent><at></at></sent><y>2</y></row>",
            "</rows>");
    assertThat(
            read(file, "xml", Map.of("rowTag", "row")).rows().select("`sent.at`").collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly(MORNING, null);
  }

  @Test
  void areToldFromTextsThatAreNone() throws IOException {
    Path file = Jobs.file(folder, "rows.csv", "at,y", "8:05,1", "noon,2", ",3");
    Map<String, String> options = Map.of("schema", "at TIMESTAMP, y INT", "mode", "DROPMALFORMED");
    assertThat(read(file, options).select("y").collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactly(1, 3);
  }

  @Test
  void areWhatAFormatSays() throws IOException {
    Path file = Jobs.file(folder, "rows.csv", "at,y", "8:05,1", "21:58,2");
    Map<String, String> options =
        SourceOptions.of("csv", Map.of("TimestampFormat", "H:mm", "timeZone", "UTC"));
    List<Row> rows = read(file, options).selectExpr("unix_seconds(at)").collectAsList();
    assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(29_100L, 79_080L);
  }
}
