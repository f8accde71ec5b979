package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedJobsTest {
  static List<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void readAndComeBack(Path file) throws IOException {
    Job job = JobReader.read(file.toString(), JobReader.textOf(file), List.of());
    assertThat(JobReader.read("resolved.yaml", JobWriter.write(job), List.of())).isEqualTo(job);
    assertThat(Files.readString(file)).startsWith("# ");
  }

  /** Whoever copies a job finds its keys on the page of all keys. */
  @ParameterizedTest
  @MethodSource("jobs")
  void haveNoKeysOfEarlierVersions(Path file) throws IOException {
    assertThat(Files.readString(file)).doesNotContainPattern("\\bstandardize:");
  }
}
