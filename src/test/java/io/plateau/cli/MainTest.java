package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cluster.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What commands do and say where nothing is wrong. */
class MainTest extends OnFakeWork {
  @Test
  void trains() {
    assertThat(run("train", job, "seed=3", "network.hidden=[8, 4]")).isZero();
    assertThat(work.job.spec().seed()).isEqualTo(3);
    assertThat(work.job.spec().network().hidden().widths()).containsExactly(8, 4);
    assertThat(work.closed).isTrue();
    assertThat(complained()).isEmpty();
    assertThat(said())
        .startsWith("name: letters\nseed: 3\n")
        .contains("\nepoch 1/64  loss 0.5000")
        .endsWith(
            "stopped after epoch 2: it is flat\ntest accuracy 0.7500\nrun in "
                + output
                + "\nreport in "
                + output
                + "/report.html\n");
    assertThat(Path.of(output, "metrics.json")).exists();
    assertThat(Path.of(output, "history.jsonl")).exists();
  }

  @Test
  void readsAJobByItsUri() {
    assertThat(run("check", "file://" + job, "seed=5")).isZero();
    assertThat(work.job.spec().seed()).isEqualTo(5);
  }

  @Test
  void evaluatesAndPredicts() throws IOException {
    assertThat(run("train", job)).isZero();
    assertThat(run("evaluate", output, "--data", "new.csv")).isZero();
    assertThat(said()).endsWith("accuracy 0.9000\n");
    String predictions = folder.resolve("p").toString();
    assertThat(run("predict", output, "--data=new.csv", "--output", predictions)).isZero();
    assertThat(work.predicted).isEqualTo("new.csv to " + predictions);
    Files.createDirectories(Path.of(predictions));
    assertThat(run("predict", output, "--data=new.csv", "--output", predictions)).isEqualTo(5);
    assertThat(complained()).contains("replace it with --overwrite");
    for (String name : List.of("_temporary", "_SUCCESS", "part-00000.csv")) {
      work.predicted = null;
      assertThat(run("predict", output, "--data=new.csv", "--output", predictions, "--overwrite"))
          .isZero();
      assertThat(work.predicted).isEqualTo("new.csv to " + predictions + " anew");
      Files.createFile(Path.of(predictions, name));
    }
  }

  @Test
  void predictsIntoATableOrAFolder() {
    assertThat(run("train", job)).isZero();
    String[] command = {"predict", output, "--data=new.csv", "--table=shop.read", "--overwrite"};
    assertThat(run(command)).isZero();
    assertThat(work.predicted).isEqualTo("new.csv to table shop.read anew");
    assertThat(said()).endsWith("predictions in table shop.read\n");
    assertThat(run("predict", output, "--data=new.csv")).isEqualTo(2);
    assertThat(complained()).contains("--output=URI", "--table=NAME");
    assertThat(run("predict", output, "--data=x", "--table=t", "--output=f")).isEqualTo(2);
    assertThat(complained()).contains("mutually exclusive");
  }

  @Test
  void checksWithoutWriting() {
    assertThat(run("check", job)).isZero();
    assertThat(said()).endsWith("\n16 features, 26 classes\n" + job + " can be trained\n");
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void secretsAreNotShown() {
    for (String command : List.of("check", "train")) {
      assertThat(run(command, job, "data.options.password=hunter2")).isZero();
    }
    assertThat(work.job.data().options()).containsEntry("password", "hunter2");
    assertThat(said() + complained()).contains("password: ").doesNotContain("hunter2");
  }

  @Test
  void pathsOfOptionsAreNotInTheHomeFolder() {
    assertThat(run("predict", "run", "--data=d", "--output=~/x")).isEqualTo(2);
    assertThat(complained()).startsWith("--output begins with ~, which is the home folder");
  }

  @Test
  void helpNamesEveryCommandAndStatus() {
    assertThat(run("--help")).isZero();
    assertThat(said())
        .contains("train", "evaluate", "predict", "check", "plateau train jobs/letters.yaml")
        .containsPattern("5 +the output exists");
    assertThat(said().lines()).allMatch(line -> line.length() <= 80);
    for (String command : new String[] {"train", "evaluate", "predict", "check"}) {
      out.reset();
      assertThat(run(command, "--help")).isZero();
      assertThat(said()).startsWith("Usage: plateau " + command).contains("Example");
      // Names of files and addresses are not broken
      assertThat(said()).doesNotContainPattern("\\.\\s*\n\\s*yaml|:\\s*\n///");
    }
    out.reset();
    assertThat(run("--version")).isZero();
    assertThat(said()).startsWith("plateau ").contains("\nSpark 4.");
  }

  /** In a process of its own, whose locale writes numbers with digits of its own. */
  @Test
  void digitsAreThoseOfEnglish() {
    List<String> words =
        List.of(
            "-Duser.language=ar",
            "-Duser.country=EG",
            "-cp",
            ChildJvm.classPath(),
            Main.class.getName(),
            "check",
            job,
            "optimizer.schedule={name: cosineLog, cycles: 31}");
    try (ChildJvm process = ChildJvm.start(folder.resolve("said.txt"), "256m", Map.of(), words)) {
      assertThat(process.status()).as(process.said()).isEqualTo(2);
      assertThat(process.said()).contains("an integer from 1 to 30");
    }
  }
}
