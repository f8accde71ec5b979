package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyReaderTest {
  @Test
  void aGridHasEveryCombination() {
    Study study =
        (Study)
            StudyReader.read(
                "s.yaml",
                "name: s\njob: j.yaml\nset: {stopping.maxEpochs: 4}\n"
                    + "grid: {network.activation: [relu, tanh], network.hidden: [[2], [2, 3]]}");
    assertThat(study.output()).isEqualTo("runs/studies/s");
    assertThat(study.seeds()).isEmpty();
    assertThat(study.variants())
        .extracting(Study.Variant::name)
        .containsExactly(
            "activation relu hidden [2]",
            "activation relu hidden [2, 3]",
            "activation tanh hidden [2]",
            "activation tanh hidden [2, 3]");
    assertThat(study.variants().get(3).overrides())
        .containsExactly(
            "stopping.maxEpochs=4", "network.activation=tanh", "network.hidden=[2, 3]");
    assertThat(study.variants().get(3).folder()).isEqualTo("activation-tanh-hidden-2-3");
  }

  @Test
  void namesMayHaveLettersOfAnyScript() {
    String names = "[{name: größe}, {name: grüße}, {name: быстро}, {name: 速い}, {name: größe 2}]";
    Study study = (Study) StudyReader.read("s.yaml", "{name: s, job: j, variants: " + names + "}");
    assertThat(study.variants())
        .extracting(Study.Variant::folder)
        .doesNotHaveDuplicates()
        .allMatch(folder -> folder.matches("(gr-e-)?(2-)?[0-9a-f]{8}"));
  }

  /** File systems have names of at most 255 bytes. */
  @Test
  void longNamesOfVariantsHaveFoldersOfTheirOwn() {
    String values = "1, ".repeat(200);
    Study study =
        (Study)
            StudyReader.read(
                "s.yaml",
                "{name: s, job: j.yaml, grid: {network.hidden: [[%s2], [%s3]]}}"
                    .formatted(values, values));
    assertThat(study.variants())
        .extracting(Study.Variant::folder)
        .doesNotHaveDuplicates()
        .allSatisfy(folder -> assertThat(folder).hasSizeLessThan(256).startsWith("hidden-1-1-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nam: s, job: j, variants: [{name: a}]} | s.yaml:1: unknown key \"nam\"",
        "{name: s, job: j, sets: {seed: 1}, variants: [{name: a}]} | unknown key \"sets\"; there are grid, job, name, output, seeds, set, variants; did you mean \"set\"?",
        "{name: s, job: j, setts: {seed: 1}, variants: [{name: a}]} | did you mean \"set\"?",
        "{name: s, job: j, varaints: [{name: a}]} | did you mean \"variants\"?",
        "{name: s, variants: [{name: a}]} | job is missing",
        "{name: s, data: {path: d, label: y}} | s.yaml:1: this is a job, not a study; train it with: plateau train s.yaml",
        "{name: s, job: j} | a study needs variants, or a grid of values",
        "{name: s, job: j, output: ~/runs, variants: [{name: a}]} | s.yaml:1: output begins with ~, which is the home folder in a shell alone; write the whole path, or ./~/ for a folder that is called ~",
        "{name: s, job: ~/a.yaml, variants: [{name: a}]} | s.yaml:1: job begins with ~, which",
        "{name: s, job: j, grid: {}} | s.yaml:1: grid must be a mapping of keys to lists of values",
        "{name: s, job: j, variants: [{name: a}, {name: a}]} | must differ",
        "{name: s, job: j, variants: [{name: Adam}, {name: adam}]} | must differ in letters and digits",
        "{name: s, job: j, variants: [{name: a}], seeds: [x]} | a seed must be an integer",
        "{name: s, job: j, variants: [{name: a}], seeds: [1, 1]} | seeds must differ",
        "{name: s, job: j, variants: [a]} | a variant is {name: …, set: {…}}",
        "{name: s, job: j, grid: {seed: 3}} | seed must be a list",
        "{name: s, job: j, set: {seed: 9}, grid: {recipe: [plain, tabular]}} | s.yaml:1: seed has no effect on the runs of a study; write a list of seeds beside name and job, such as seeds: [1, 2]",
        "{name: s, job: j, grid: {seed: [3, 4]}} | seed has no effect",
        "{name: s, job: j, grid: {optimizer.learningRate: [0.2, 0.1, 1e-1]}} | s.yaml:1: optimizer.learningRate is the same with 0.1 and with 1e-1; leave one of them out",
        "{name: s, job: j, grid: {data.standardize: [true, 'yes'], network.dropout: [0, 0.0]}} | network.dropout is the same with 0 and with 0.0",
        "{name: s, job: j, variants: [{name: a, set: {output: o}}]} | output has no effect on the runs of a study; write the output of all runs beside name and job",
      })
  void whatIsWrongIsTold(String text, String told) {
    assertThatThrownBy(() -> StudyReader.read("s.yaml", text))
        .isInstanceOf(JobFileException.class)
        .hasMessageContaining(told);
  }

  @Test
  void aBrokenAxisOfAGridIsToldOnce() {
    assertThatThrownBy(
            () -> StudyReader.read("s.yaml", "{name: s, job: j, grid: {a: [1, 2, 3], b: 5}}"))
        .isInstanceOfSatisfying(
            JobFileException.class,
            broken -> assertThat(broken.problems()).extracting(Problem::message).hasSize(1));
  }

  @Test
  void aKeyWithoutEffectIsToldOnce() {
    assertThatThrownBy(
            () ->
                StudyReader.read(
                    "s.yaml",
                    "{name: s, job: j, set: {seed: 9}, grid: {recipe: [plain, tabular]}}"))
        .isInstanceOfSatisfying(
            JobFileException.class, broken -> assertThat(broken.problems()).hasSize(1));
  }

  @Test
  void itemsOfListsKeepTheirBorders() {
    Study study =
        (Study)
            StudyReader.read(
                "s.yaml",
                "name: s\njob: j.yaml\nvariants:\n  - name: a\n    set:\n      data.path: d.csv\n"
                    + "      data.label: y\n      data.features:\n        - price, net\n"
                    + "        - \"[cm]\"\n        - width [cm]\n");
    Job job = JobReader.read("j.yaml", "{}", study.variants().get(0).overrides());
    assertThat(job.data().features()).containsExactly("price, net", "[cm]", "width [cm]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "activations",
        "xor",
        "optimizers",
        "learning-rate",
        "local-steps",
        "local-steps-fashion-mnist",
        "tabular-parts"
      })
  void theShippedStudiesAreOfJobsThatCanBeRead(String name) {
    Study study = (Study) StudyReader.read(Path.of("jobs/studies/" + name + ".yaml"));
    assertThat(study.name()).isEqualTo(name);
    List<Job> jobs = new ArrayList<>();
    for (Study.Variant variant : study.variants()) {
      jobs.add(
          JobReader.read(study.job(), JobReader.textOf(Path.of(study.job())), variant.overrides()));
    }
    assertThat(jobs).doesNotHaveDuplicates();
    assertThat(Files.exists(Path.of(study.job()))).isTrue();
  }
}
