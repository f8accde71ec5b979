package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.data.column.Task;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.table.ColumnNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The jobs that come with the project. */
class ExampleJobsTest {
  @AfterEach
  void close() {
    Jobs.close();
  }

  static Stream<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void readsStrictlyAndSaysWhatToExpect(Path file) throws IOException {
    Job job = JobReader.read(file.toString(), JobReader.textOf(file), List.of());
    assertThat(file.getFileName()).hasToString(job.name() + ".yaml");
    assertThat(job.output()).isEqualTo("runs/" + job.name());
    assertThat(Files.readString(file)).startsWith("# ").contains("# Shows: ", "# Expect: ");
  }

  @ParameterizedTest
  @CsvSource({"letters, CLASSIFICATION, 16", "diamonds, REGRESSION, 9", "xor, CLASSIFICATION, 2"})
  void itsDataAreAsTheyMustBe(String name, Task task, int features) {
    Path file = Path.of("jobs", name + ".yaml");
    Job job = JobReader.read(file.toString(), JobReader.textOf(file), List.of());
    JobData data = Jobs.read(job.data(), job.spec());
    assertThat(data.parts().rows().task()).isEqualTo(task);
    assertThat(data.columns().features()).hasSize(features);
    assertThat(data.prepare().table().notes()).extracting(ColumnNote::missing).containsOnly(0L);
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(jobs()).hasSizeGreaterThanOrEqualTo(4);
  }
}
