package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.data.column.Task;
import io.plateau.job.Job;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of whole numbers of which several are the same double. */
class LargeLabelsTest {
  private static final List<BigInteger> LABELS =
      List.of(
              "-9007199254740993",
              "-9007199254740992",
              "42",
              "9007199254740992",
              "9007199254740993",
              "9007199254740994")
          .stream()
          .map(BigInteger::new)
          .toList();

  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  private Job.Data data(Job.TaskWord task, List<?> labels) throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + "," + labels.get(i % labels.size()));
    }
    Path path = Jobs.file(folder, "x.csv", lines.toArray(String[]::new));
    return Jobs.with(Jobs.csv(path, "y"), new Job.Treatment(task, Map.of(), TableRules.DEFAULT));
  }

  @Test
  void needATask() throws IOException {
    for (int end = 5; end <= 6; end++) {
      Job.Data data = data(Job.TaskWord.AUTO, LABELS.subList(3, end));
      assertThatThrownBy(() -> Jobs.read(data))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "label \"y\" of %s has whole numbers of 2⁵³ or more, which are not exact as numbers, so that some may be the same class; set task: classification, or task: regression where they are no classes",
              data.path());
    }
    assertThat(Jobs.read(data(Job.TaskWord.REGRESSION, LABELS)).parts().rows().task())
        .isEqualTo(Task.REGRESSION);
    assertThat(Jobs.read(data(Job.TaskWord.AUTO, LABELS)).parts().rows().task())
        .as("quantities in any case")
        .isEqualTo(Task.REGRESSION);
    List<BigInteger> exact =
        List.of(BigInteger.valueOf((1L << 53) - 1), BigInteger.valueOf(1 - (1L << 53)));
    assertThat(Jobs.read(data(Job.TaskWord.AUTO, exact)).prepare().classes())
        .containsExactly("-9007199254740991", "9007199254740991");
  }

  @Test
  void areClassesInTheOrderOfTheNumbers() throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      List<BigInteger> shuffled = new ArrayList<>(LABELS);
      java.util.Collections.shuffle(shuffled, new Random(seed));
      JobData data = Jobs.read(data(Job.TaskWord.CLASSIFICATION, shuffled));
      assertThat(data.prepare().classes())
          .containsExactlyElementsOf(LABELS.stream().map(BigInteger::toString).toList());
      List<float[]> labels = Jobs.labels(data);
      for (int i = 0; i < 40; i++) {
        assertThat(labels.get(i)[0]).isEqualTo(LABELS.indexOf(shuffled.get(i % shuffled.size())));
      }
    }
  }
}
