package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.job.Job;
import io.plateau.table.ColumnKind;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Test and validation rows of a file of their own, whose types another one does not tell. */
class PartFilesTest {
  private static final Map<String, ColumnKind> KINDS =
      Map.of("k", ColumnKind.CATEGORY, "a.b", ColumnKind.CATEGORY);

  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of(
            "codes of digits alone",
            "csv",
            List.of("k,x,y", "007,1,p", "012,2,q", "345,3,q", "A1,4,p"),
            List.of("k,x,y", "007,1,p", "012,2,q", "345,3,q")),
        Arguments.of(
            "codes of digits that other types write in the same way",
            "csv",
            List.of("k,x,y", "7,1,p", "7.0,2,q", "1e1,3,q", "A1,4,p"),
            List.of("k,x,y", "7,1,p", "7.0,2,q", "1e1,3,q")),
        Arguments.of(
            "true and false as 1 and 0",
            "csv",
            List.of("k,x,y", "true,1,p", "false,2,q", "true,3,q"),
            List.of("k,x,y", "1,1,p", "0,2,q", "1,3,q")),
        Arguments.of(
            "1 and 0 as true and false",
            "csv",
            List.of("k,x,y", "1,1,p", "0,2,q", "2,3,q"),
            List.of("k,x,y", "true,1,p", "false,2,q")),
        Arguments.of(
            "words of truth in capitals",
            "csv",
            List.of("k,x,y", "True,1,p", "False,2,q", "unknown,3,q"),
            List.of("k,x,y", "True,1,p", "False,2,q")),
        Arguments.of(
            "days beside a word",
            "csv",
            List.of("k,x,y", "2021-05-01 06:30,1,p", "never,2,q", "2021-05-01 06:31,3,q"),
            List.of("k,x,y", "2021-05-01 06:30,1,p")),
        Arguments.of(
            "classes of digits alone",
            "csv",
            List.of("k,x,y", "a,1,007", "b,2,012", "a,3,A1"),
            List.of("k,x,y", "a,1,007", "b,2,012")),
        Arguments.of(
            "numbers in a struct",
            "json",
            List.of(
                "{\"a\": {\"b\": \"007\", \"n\": 1}, \"x\": 1, \"y\": \"p\"}",
                "{\"a\": {\"b\": 7, \"n\": 2}, \"x\": 2, \"y\": \"q\"}",
                "{\"a\": {\"b\": true, \"n\": 3}, \"x\": 3, \"y\": \"q\"}"),
            List.of(
                "{\"x\": 1, \"y\": \"p\", \"a\": {\"n\": 1, \"b\": \"007\"}}",
                "{\"x\": 2, \"y\": \"q\", \"a\": {\"n\": 2, \"b\": 7}}")),
        Arguments.of(
            "numbers alone in a struct",
            "json",
            List.of(
                "{\"a\": {\"b\": 7.0}, \"x\": 1, \"y\": \"p\"}",
                "{\"a\": {\"b\": 8}, \"x\": 2, \"y\": \"q\"}",
                "{\"a\": {\"b\": \"old\"}, \"x\": 3, \"y\": \"q\"}"),
            List.of(
                "{\"a\": {\"b\": 7.0}, \"x\": 1, \"y\": \"p\"}",
                "{\"a\": {\"b\": 8}, \"x\": 2, \"y\": \"q\"}")));
  }

  /** The first training rows, written again, are encoded as these are, whatever Spark guesses. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void haveTheCategoriesOfTraining(
      String name, String format, List<String> training, List<String> others) throws IOException {
    for (boolean drops : new boolean[] {false, true}) {
      JobData data = read(format, training, others, drops);
      List<String> learned = encoded(data, data.parts().training());
      List<String> held = encoded(data, data.parts().validation().get());
      assertThat(held).isNotEmpty().isEqualTo(learned.subList(0, held.size()));
    }
  }

  private JobData read(String format, List<String> training, List<String> others, boolean drops)
      throws IOException {
    Path path = Jobs.file(folder, "rows." + format, training.toArray(String[]::new));
    Path other = Jobs.file(folder, "others." + format, others.toArray(String[]::new));
    Job.Data data = Jobs.with(Jobs.csv(path, "y"), format, drops ? drop(format) : options(format));
    return Jobs.read(
        Jobs.with(
            Jobs.with(data, treatment(training.get(0).contains("\"b\"") ? "a.b" : "k")),
            Jobs.NONE,
            new Job.Part.Path(other.toString())));
  }

  private static Map<String, String> options(String format) {
    return format.equals("csv") ? Jobs.HEADER : Map.of();
  }

  private static Map<String, String> drop(String format) {
    return format.equals("csv")
        ? Map.of("header", "true", "inferSchema", "true", "mode", "DROPMALFORMED")
        : Map.of("mode", "DROPMALFORMED");
  }

  private static Job.Treatment treatment(String category) {
    return new Job.Treatment(
        Job.TaskWord.AUTO, Map.of(category, KINDS.get(category)), TableRules.DEFAULT);
  }

  private static List<String> encoded(JobData data, PartRows part) {
    return Jobs.encoded(data, part).stream()
        .map(row -> Arrays.toString(row.values) + " " + Arrays.toString(row.target))
        .toList();
  }

  /** Types of a parquet file are no guesses. */
  @Test
  void areRefusedWhereNoneOfTheirValuesIsOfTraining() {
    String rows = folder.resolve("rows").toString();
    String others = folder.resolve("others").toString();
    LocalSpark.session()
        .sql("select * from values ('007', 1D, 'p'), ('A1', 2D, 'q') as t(k, x, y)")
        .write()
        .parquet(rows);
    LocalSpark.session()
        .sql("select * from values (7, 1D, 'p'), (8, 2D, 'q') as t(k, x, y)")
        .write()
        .parquet(others);
    Job.Data data = Jobs.with(Jobs.csv(Path.of(rows), "y"), "parquet", Map.of());
    assertThatThrownBy(
            () ->
                Jobs.read(
                    Jobs.with(
                        Jobs.with(data, treatment("k")), Jobs.NONE, new Job.Part.Path(others))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            others
                + ": column \"k\" must be of type text as in training, got int, which has no value such"
                + " as \"007\"; cast it to string, written as in training");
  }
}
