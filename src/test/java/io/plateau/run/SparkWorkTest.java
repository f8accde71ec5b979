package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.train.StageListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkWorkTest {
  @TempDir Path folder;

  @BeforeEach
  void spark() {
    LocalSpark.session();
  }

  /** The rows of several variants of a study are read once, perhaps hours before the last ends. */
  @Test
  void theBytesOfTheDataAreThoseThatWereRead() throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "x,y\n1,2\n3,4\n5,7\n");
    String text = "data: {path: %s, label: y}".formatted(data);
    Job one = JobReader.read("one", text, List.of("stopping.maxEpochs=2"));
    Job other = JobReader.read("other", text, List.of("stopping.maxEpochs=3"));
    Map<String, Long> read = Map.of(data.toString(), Files.size(data));
    try (SparkWork work = new SparkWork(new StageListener() {})) {
      assertThat(work.open(one).dataBytes()).isEqualTo(read);
      Files.writeString(data, "8,9\n", StandardOpenOption.APPEND);
      assertThat(work.open(other).dataBytes()).isEqualTo(read);
      Job anew = JobReader.read("anew", text, List.of("seed=2"));
      assertThat(work.open(anew).dataBytes()).containsEntry(data.toString(), Files.size(data));
    }
  }
}
