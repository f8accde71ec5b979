package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.engine.shard.Example;
import io.plateau.frame.Packing;
import io.plateau.job.Job;
import io.plateau.table.ColumnKind;
import io.plateau.table.FittedColumn;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strings that write no number or date, in columns of these, where missing values are not filled.
 */
class MissingStringsTest {
  private static final int ROWS = 40;

  /** Rows with a word in the place of a number, a date or both. */
  private static final int SKIPPED = 3 + 4 - 1;

  @TempDir private Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  /**
   * Rows of a number, a date, a category and a label.
   *
   * @param number in the place of every sixteenth number
   * @param date in the place of every tenth date
   */
  private Path table(String name, String number, String date) throws IOException {
    String[] lines = new String[ROWS + 1];
    lines[0] = "a,d,c,y";
    for (int i = 0; i < ROWS; i++) {
      String a = i % 16 == 3 && !number.isEmpty() ? number : Integer.toString(i * i);
      String d = i % 10 == 5 && !date.isEmpty() ? date : "%02d.03.2021".formatted(1 + i % 28);
      lines[1 + i] = a + "," + d + "," + (i % 5 == 0 ? "?" : "k" + i % 3) + "," + i;
    }
    return Jobs.file(folder, name, lines);
  }

  private static Job.Data data(Path path, TableRules.Missing missing, Job.Part test) {
    TableRules rules =
        new TableRules(missing, TableRules.Unseen.OTHER, TableRules.Scale.STANDARD, 10);
    Job.Treatment treatment =
        new Job.Treatment(Job.TaskWord.AUTO, Map.of("d", ColumnKind.DATE), rules);
    return Jobs.with(Jobs.with(Jobs.csv(path, "y"), treatment), test, Jobs.NONE);
  }

  /** The saved pipeline is the oracle, with which a run evaluates and predicts. */
  private static List<Integer> ofThePipeline(JobData read, Path path) {
    Dataset<Row> rows = Jobs.frame(Jobs.csv(path, "y"));
    for (Transformer stage : read.prepare().before()) {
      rows = stage.transform(rows);
    }
    return rows.select(Prepared.FEATURES).collectAsList().stream()
        .map(row -> Arrays.hashCode(Packing.floats((Vector) row.get(0))))
        .toList();
  }

  private static List<Integer> hashes(List<Example> rows) {
    return rows.stream().map(row -> Arrays.hashCode(row.values)).toList();
  }

  private static List<Integer> hashes(JobData read) {
    List<Integer> all = new ArrayList<>(hashes(Jobs.encoded(read, read.parts().training())));
    read.parts().validation().ifPresent(part -> all.addAll(hashes(Jobs.encoded(read, part))));
    read.parts().test().ifPresent(part -> all.addAll(hashes(Jobs.encoded(read, part))));
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "seven"})
  void rowsOfThemAreSkippedAsThePipelineSkipsThem(String word) throws IOException {
    Path path = table("x.csv", word, word.isEmpty() ? "" : "soon");
    JobData read = Jobs.read(data(path, TableRules.Missing.SKIP, Jobs.NONE));
    assertThat(hashes(read))
        .hasSize(word.isEmpty() ? ROWS : ROWS - SKIPPED)
        .containsExactlyElementsOf(ofThePipeline(read, path));
    assertThat(read.prepare().census().rows()).isEqualTo(hashes(read).size());
  }

  @Test
  void partsAreOfTheRowsThatAreLeft() throws IOException {
    Path path = table("x.csv", "?", "soon");
    JobData read = Jobs.read(data(path, TableRules.Missing.SKIP, new Job.Part.Last(10)));
    assertThat(Jobs.encoded(read, read.parts().test().orElseThrow())).hasSize(10);
    assertThat(hashes(read))
        .hasSize(ROWS - SKIPPED)
        .containsExactlyElementsOf(ofThePipeline(read, path));
  }

  @Test
  void anotherFileIsReadAsTheTrainingRowsAre() throws IOException {
    Path path = table("x.csv", "?", "");
    Path other = table("other.csv", "?", "soon");
    Job.Part test = new Job.Part.Path(other.toString());
    JobData read = Jobs.read(data(path, TableRules.Missing.SKIP, test));
    assertThat(Jobs.encoded(read, read.parts().training())).hasSize(ROWS - 3);
    assertThat(hashes(Jobs.encoded(read, read.parts().test().orElseThrow())))
        .hasSize(ROWS - SKIPPED)
        .containsExactlyElementsOf(ofThePipeline(read, other));
    Path dates = table("dates.csv", "", "soon");
    Job.Data refusing =
        data(table("good.csv", "", ""), TableRules.Missing.ERROR, new Job.Part.Path("" + dates));
    assertThatThrownBy(() -> Jobs.read(refusing))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"d\" of " + dates + " is missing ")
        .hasMessageContaining("4 of 40 rows, first row 6; ");
  }

  /** In another file, which Spark reads as texts for these words. */
  @ParameterizedTest
  @CsvSource({"SKIP, OTHER", "MEDIAN, SKIP", "MEDIAN, ERROR", "MEDIAN, OTHER"})
  void wordsAmongNumbersOfACategoryAreMissing(TableRules.Missing missing, TableRules.Unseen unseen)
      throws IOException {
    Path other = categories("other.csv", "NA");
    Job.Data data = ofCategories(new TableRules(missing, unseen, TableRules.Scale.NONE, 10), other);
    JobData read = Jobs.read(data);
    assertThat(hashes(Jobs.encoded(read, read.parts().test().orElseThrow())))
        .hasSize(missing.fills() ? ROWS : ROWS - ROWS / 5)
        .containsExactlyElementsOf(ofThePipeline(read, other));
  }

  @Test
  void wordsAmongNumbersOfACategoryAreRefusedWhereNoneMayBeMissing() throws IOException {
    Path other = categories("other.csv", "NA");
    TableRules rules =
        new TableRules(
            TableRules.Missing.ERROR, TableRules.Unseen.OTHER, TableRules.Scale.NONE, 10);
    assertThatThrownBy(() -> Jobs.read(ofCategories(rules, other)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"z\" of " + other + " is missing ")
        .hasMessageContaining("8 of 40 rows, first row 2; ");
  }

  private Path categories(String name, String word) throws IOException {
    String[] lines = new String[ROWS + 1];
    lines[0] = "z,x,y";
    for (int i = 0; i < ROWS; i++) {
      lines[1 + i] = (i % 5 == 1 ? word : 100 + i % 4) + "," + i * i + "," + i;
    }
    return Jobs.file(folder, name, lines);
  }

  private Job.Data ofCategories(TableRules rules, Path test) throws IOException {
    Job.Treatment treatment =
        new Job.Treatment(Job.TaskWord.AUTO, Map.of("z", ColumnKind.CATEGORY), rules);
    Job.Data data = Jobs.with(Jobs.csv(categories("x.csv", "103"), "y"), treatment);
    return Jobs.with(data, new Job.Part.Path(test.toString()), Jobs.NONE);
  }

  /** A column of which a few strings are no numbers once rows of another column are left out. */
  @Test
  void kindsAreThoseOfTheRowsThatAreLeft() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int i = 0; i < 100; i++) {
      lines.add((i % 10 == 3 ? "?" : i) + "," + (i % 10 == 3 || i == 5 ? "x" : i) + "," + i);
    }
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    JobData read = Jobs.read(Jobs.with(Jobs.csv(path, "y"), TableRules.Missing.SKIP));
    assertThat(read.prepare().table().columns())
        .extracting(FittedColumn::kind)
        .containsOnly(ColumnKind.NUMBER);
    assertThat(hashes(read)).hasSize(89).containsExactlyElementsOf(ofThePipeline(read, path));
  }

  @Test
  void datesAmongThemAreDatesWithoutAWord() throws IOException {
    for (String word : List.of("?", "n/a")) {
      Path path = table("x.csv", "", word);
      Job.Data told = data(path, TableRules.Missing.MEDIAN, Jobs.NONE);
      Job.Treatment untold =
          new Job.Treatment(Job.TaskWord.AUTO, Map.of(), told.treatment().rules());
      assertThat(hashes(Jobs.read(Jobs.with(told, untold))))
          .hasSize(ROWS)
          .isEqualTo(hashes(Jobs.read(told)));
    }
  }

  @Test
  void theyAreRefusedWithTheirPlace() throws IOException {
    Path path = table("x.csv", "?", "");
    assertThatThrownBy(() -> Jobs.read(data(path, TableRules.Missing.ERROR, Jobs.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"a\" of %s is missing (null, or a string that is not of its kind) in 3 of 40 rows, first row 4; data.missing may be median, mean or skip",
            path);
    Path good = table("good.csv", "", "");
    assertThat(hashes(Jobs.read(data(good, TableRules.Missing.ERROR, Jobs.NONE)))).hasSize(ROWS);
  }
}
