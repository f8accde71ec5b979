package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of csv files whose first lines are not all the same. */
class CsvFoldersTest {
  private static final String NEEDED =
      "; all files need the same columns in the same order, and a first line with their names";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("rows"));
    // The longest is read first, and its first line has the names.
    Jobs.file(folder, "a.csv", "x0,x1,y", "1,10,100", "2,20,200", "3,30,300", "4,40,400");
  }

  @AfterEach
  void close() {
    Jobs.close();
  }

  @Test
  void anotherOrderIsRefused() throws IOException {
    Jobs.file(folder, "b 1%.csv", "x1,x0,y", "50,5,500");
    refused(Jobs.csv(folder, "y"))
        .hasMessage(
            "file:%s/b 1%%.csv has \"x1\" in its first line where another file of %s has \"x0\"%s",
            folder, folder, NEEDED);
    Job.Data training = Jobs.csv(Jobs.file(temporary, "t.csv", "x0,x1,y", "1,1,1", "2,2,2"), "y");
    refused(Jobs.with(training, new Job.Part.Path(folder.toString()), Jobs.NONE))
        .hasMessageContaining("has \"x1\" in its first line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DROPMALFORMED", "PERMISSIVE"})
  void anotherOrderIsRefusedInEveryMode(String mode) throws IOException {
    Jobs.file(folder, "b.csv", "x1,x0,y", "50,5,500");
    refused(Jobs.with(Jobs.csv(folder, "y"), "csv", Map.of("mode", mode)))
        .hasMessageContaining("b.csv has \"x1\" in its first line");
  }

  @Test
  void anotherNumberOfColumnsAndNoNamesAreRefused() throws IOException {
    Path other = Jobs.file(folder, "b.csv", "x0,y", "5,500");
    refused(Jobs.csv(folder, "y"))
        .hasMessage(
            "file:%s has 2 columns in its first line where another file of %s has 3%s",
            other, folder, NEEDED);
    Jobs.file(folder, "b.csv", "x0;x1;y", "5;50;500");
    refused(Jobs.csv(folder, "y"))
        .hasMessage(
            "file:%s has 1 column in its first line where another file of %s has 3%s",
            other, folder, NEEDED);
    Jobs.file(folder, "b.csv", "5,50,500", "6,60,600");
    refused(Jobs.csv(folder, "y"))
        .hasMessage(
            "file:%s has \"5\" in its first line where another file of %s has \"x0\"%s",
            other, folder, NEEDED);
  }

  @Test
  void anotherOrderUnderASchemaIsRefusedWithTheFile() throws IOException {
    Path other = Jobs.file(folder, "b.csv", "x1,x0,y", "50,5,500");
    Map<String, String> schema = Map.of("schema", "x0 DOUBLE, x1 DOUBLE, y DOUBLE");
    refused(Jobs.with(Jobs.csv(folder, "y"), "csv", schema))
        .hasMessageStartingWith(
            "file:%s has other names in its first line than data.options.schema", other);
  }

  @Test
  void sameNamesAreRead() throws IOException {
    Jobs.file(folder, "b.csv", "x0,x1,y", "5,50,500");
    Files.createFile(folder.resolve("c.csv"));
    assertThat(rows(Jobs.csv(folder, "y"))).contains(List.of(5.0, 50.0, 500.0)).hasSize(5);
    Jobs.file(folder, "b.csv", "X0, x1 ,y", "5,50,500");
    assertThat(rows(Jobs.csv(folder, "y"))).contains(List.of("5", "50", "500")).hasSize(5);
  }

  @Test
  void positionsCountWhereTheJobSaysSo() throws IOException {
    Jobs.file(folder, "b.csv", "five,fifty,y", "5,50,500");
    Map<String, String> options = Map.of("ENFORCESCHEMA", "true");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(folder, "y"), "csv", options));
    assertThat(data.columns().features()).containsExactly("x0", "x1");
  }

  /** Spark makes other names of those that are equal or missing. */
  @ParameterizedTest
  @ValueSource(strings = {"x,X,y", "x,,y", "x,_c1,y"})
  void namesThatSparkMakesAreRead(String names) throws IOException {
    Path made = Files.createDirectory(temporary.resolve("made"));
    Jobs.file(made, "a.csv", names, "1,10,100", "2,20,200");
    Jobs.file(made, "b.csv", names, "3,30,300");
    assertThat(rows(Jobs.csv(made, "y"))).contains(List.of(3.0, 30.0, 300.0));
  }

  @Test
  void aColumnOfTheFilesIsNotThatOfTheirFolders() throws IOException {
    Path parts = Files.createDirectory(temporary.resolve("parts"));
    for (int year = 2020; year < 2022; year++) {
      Path part = Files.createDirectory(parts.resolve("Year=" + year));
      Jobs.file(part, "a.csv", "year,x,y", year + ",1,10", year + ",2,20");
    }
    refused(Jobs.csv(parts, "y"))
        .hasMessage(
            "column \"Year\" is in the csv files of %s and in the names of their folders; set data.options.recursiveFileLookup: true to read only the column of the files",
            parts);
    Map<String, String> said = Map.of("recursiveFileLookup", "true");
    assertThat(rows(Jobs.with(Jobs.csv(parts, "y"), "csv", said)))
        .containsExactlyInAnyOrder(
            List.of(2020.0, 1.0, 10.0),
            List.of(2020.0, 2.0, 20.0),
            List.of(2021.0, 1.0, 10.0),
            List.of(2021.0, 2.0, 20.0));
    for (int year = 2020; year < 2022; year++) {
      Jobs.file(parts.resolve("Year=" + year), "a.csv", "x,y", "1,10", "2,20");
    }
    assertThat(rows(Jobs.csv(parts, "y"))).hasSize(4).contains(List.of(1.0, 2021.0, 10.0));
  }

  @Test
  void filesInSubfoldersAreReadWhereTheJobSaysSo() throws IOException {
    Path parts = Files.createDirectory(temporary.resolve("parts"));
    Path part = Files.createDirectory(parts.resolve("a b"));
    Jobs.file(part, "a.csv", "x,y", "1,10", "2,20");
    Job.Data data = Jobs.csv(parts, "y");
    Map<String, String> schema = Map.of("schema", "x DOUBLE, y DOUBLE");
    for (Job.Data each : List.of(data, Jobs.with(data, "csv", schema))) {
      refused(each)
          .hasMessage(
              "the files of %s are in subfolders; set data.options.recursiveFileLookup: true, or name one of them, such as file:%s (data.path)",
              parts, part);
    }
    Map<String, String> said = Map.of("recursiveFileLookup", "true");
    assertThat(rows(Jobs.with(data, "csv", said))).hasSize(2).contains(List.of(1.0, 10.0));
    Files.delete(part.resolve("a.csv"));
    for (Map<String, String> options : List.of(Map.<String, String>of(), said)) {
      refused(Jobs.with(data, "csv", options))
          .hasMessage(
              "%s has no rows from which its columns could be read; expected csv data (data.path, data.format)",
              parts);
    }
    Jobs.file(part, "a.csv", "x,y");
    refused(Jobs.with(data, "csv", said)).hasMessage("there are no rows in %s (data.path)", parts);
  }

  @Test
  void filesOfLibsvmInSubfoldersAreReadWhereTheJobSaysSo() throws IOException {
    Path parts = Files.createDirectory(temporary.resolve("parts"));
    Path part = Files.createDirectory(parts.resolve("first"));
    Jobs.file(part, "a", "1 1:2 2:3", "0 1:3");
    Job.Data data = Jobs.with(Jobs.csv(parts, "label"), "libsvm", Map.of());
    refused(data).hasMessageStartingWith("the files of %s are in subfolders", parts);
    assertThat(rows(Jobs.with(data, "libsvm", Map.of("recursiveFileLookup", "true")))).hasSize(2);
  }

  private static List<List<Object>> rows(Job.Data data) {
    return Jobs.rows(Jobs.read(data).parts().training());
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      Job.Data data) {
    return assertThatThrownBy(() -> Jobs.read(data)).isInstanceOf(DataException.class);
  }
}
