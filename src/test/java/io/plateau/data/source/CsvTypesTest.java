package io.plateau.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types inferred beside those that Spark infers by its jobs. */
class CsvTypesTest {
  private static final List<String> VALUES =
      List.of(
          "0",
          "-7",
          "+3",
          "007",
          "2147483648",
          "9223372036854775808",
          "1e3",
          "0.1",
          ".5",
          "1.",
          "1D",
          "2f",
          "NaN",
          "Infinity",
          "-Inf",
          "true",
          "FALSE",
          "yes",
          "null",
          "NULL",
          "NA",
          "?",
          "\"\"",
          "\"a,b\"",
          "\"1\"",
          "x",
          "é",
          "2021-05-01",
          "2021-5-1",
          "01/05/2021",
          "20210501",
          "2021-05-01 06:30:00",
          "2021-05-01T06:30:00Z",
          "2021-05-01 06:30:00+02:00",
          "21:58",
          "2021-05-01 25:00:00",
          "1,5".replace(',', '.'),
          "0x10",
          "1_000",
          "12345678901234567890.5");

  @TempDir private Path folder;

  private static Optional<StructType> types(String path, Map<String, String> said) {
    AtomicReference<Optional<StructType>> types = new AtomicReference<>();
    Map<String, String> options = SourceOptions.of("csv", said);
    assertThat(LocalSpark.jobs(() -> types.set(CsvTypes.of(LocalSpark.session(), options, path))))
        .isZero();
    return types.get();
  }

  private static StructType ofSpark(String path, Map<String, String> said) {
    return LocalSpark.session()
        .read()
        .format("csv")
        .options(SourceOptions.of("csv", said))
        .load(path)
        .schema();
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private String file(String name, String... lines) throws IOException {
    return file(name, String.join("\n", lines).getBytes("UTF-8"));
  }

  private static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("a,b\n1,x\n", Map.of()),
        Arguments.of("a,b\r\n1,x\r\n\r\n \t\r\n2,\r\n", Map.of()),
        Arguments.of("\uFEFFa,b\n1,2\n", Map.of()),
        Arguments.of("a,b\n\uFEFF5,1\n7,2\n", Map.of()),
        Arguments.of("5,1\n\uFEFF7,2\n", Map.of("header", "false")),
        Arguments.of("\n\n a , b \n 1 , 2.5 \n", Map.of()),
        Arguments.of("a,a,,A,b\n1,2,3,4,5\n", Map.of()),
        Arguments.of("a,b\n1,2\na,b\n3,4\n", Map.of()),
        Arguments.of("a,b\n1\n1,2,3\n", Map.of()),
        Arguments.of("a,b\n", Map.of()),
        Arguments.of("a,b\n,\n,\n", Map.of()),
        Arguments.of("\"a\nb\",c\n1,2\n", Map.of()),
        Arguments.of("a,b\n\u0000,2\n\u3000\n", Map.of()),
        Arguments.of("#x\na|b\n#y\n1|?\n", Map.of("sep", "|", "comment", "#", "nullValue", "?")),
        Arguments.of("1,2\n3,x\n", Map.of("header", "false")),
        Arguments.of("a\n01.05.2021\n", Map.of("dateFormat", "dd.MM.yyyy")),
        Arguments.of("a\n01.05.2021 12:30\n", Map.of("timestampFormat", "dd.MM.yyyy HH:mm")),
        Arguments.of("a\n1.234,5\n", Map.of("locale", "de-DE", "sep", ";")),
        Arguments.of("a,b\n1,2\n", Map.of("INFERSCHEMA", "TRUE")));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void areThoseOfSpark(String text, Map<String, String> options) throws IOException {
    String path = file("rows.csv", text.getBytes("UTF-8"));
    assertThat(types(path, options)).contains(ofSpark(path, options));
  }

  /** Columns of up to three kinds of values, as what is inferred follows from their order. */
  @ParameterizedTest
  @ValueSource(strings = {"", "nullValue=NA", "preferDate=false"})
  void areThoseOfSparkForColumnsOfAllKinds(String option) throws IOException {
    Map<String, String> options = new HashMap<>();
    if (!option.isEmpty()) {
      options.put(option.split("=")[0], option.split("=")[1]);
    }
    Random random = new Random(11);
    int columns = 600;
    String[][] kinds =
        IntStream.range(0, columns)
            .mapToObj(
                column ->
                    random
                        .ints(1 + column % 3, 0, VALUES.size())
                        .mapToObj(VALUES::get)
                        .toArray(String[]::new))
            .toArray(String[][]::new);
    Stream<String> header =
        Stream.of(
            IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(",")));
    Stream<String> rows =
        IntStream.range(0, 8)
            .mapToObj(
                row ->
                    Arrays.stream(kinds)
                        .map(
                            kind ->
                                (random.nextInt(4) == 0 ? " " : "")
                                    + (random.nextInt(6) == 0
                                        ? ""
                                        : kind[random.nextInt(kind.length)]))
                        .collect(Collectors.joining(",")));
    String path = file("rows.csv", Stream.concat(header, rows).toArray(String[]::new));
    StructType expected = ofSpark(path, options);
    assertThat(Arrays.stream(expected.fields()).map(field -> field.dataType()).distinct())
        .hasSizeGreaterThan(6);
    assertThat(types(path, options)).contains(expected);
  }

  @Test
  void areThoseOfCompressedFiles() throws IOException {
    Path file = folder.resolve("rows.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,x\n2.5,y\n".getBytes("UTF-8"));
    }
    String path = file.toUri().toString();
    assertThat(types(path, Map.of())).contains(ofSpark(path, Map.of()));
    byte[] whole = Files.readAllBytes(file);
    String damaged = file("damaged.csv.gz", Arrays.copyOf(whole, whole.length - 9));
    assertThat(types(damaged, Map.of())).isEmpty();
  }

  @Test
  void areLeftToSparkWhereItMayReadOtherLines() throws IOException {
    String path = file("rows.csv", "a,b", "1,x");
    assertThat(types(path, Map.of())).isPresent();
    for (Map.Entry<String, String> option :
        new TreeMap<>(
                Map.of(
                    "multiLine", "true",
                    "encoding", "UTF-16",
                    "lineSep", ";",
                    "samplingRatio", "0.5",
                    "pathGlobFilter", "*.tsv",
                    "wholetext", "true",
                    "inferSchema", "false"))
            .entrySet()) {
      assertThat(types(path, Map.ofEntries(option))).as(option.toString()).isEmpty();
    }
    assertThat(types(folder.toString(), Map.of())).isEmpty();
    assertThat(types(folder.resolve("r*.csv").toString(), Map.of())).isEmpty();
    assertThat(types(folder.resolve("none.csv").toString(), Map.of())).isEmpty();
    assertThat(types("none://rows.csv", Map.of())).isEmpty();
    assertThat(types(file("_rows.csv", "a,b", "1,x"), Map.of())).isEmpty();
    assertThat(types(file("empty.csv", ""), Map.of())).isEmpty();
    String large = "a\n" + "1\n".repeat((int) CsvTypes.MOST / 2);
    assertThat(types(file("large.csv", large), Map.of())).isEmpty();
  }

  @Test
  void followTheSession() throws IOException {
    String path = file("rows.csv", "a,A", "2021-05-01 06:30:00,1");
    SparkSession spark = LocalSpark.session();
    for (Map.Entry<String, String> setting :
        Map.of("spark.sql.timestampType", "TIMESTAMP_NTZ", "spark.sql.caseSensitive", "true")
            .entrySet()) {
      StructType before = ofSpark(path, Map.of());
      spark.conf().set(setting.getKey(), setting.getValue());
      try {
        assertThat(types(path, Map.of())).contains(ofSpark(path, Map.of()));
        assertThat(ofSpark(path, Map.of())).isNotEqualTo(before);
      } finally {
        spark.conf().unset(setting.getKey());
      }
    }
  }
}
