package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceReaderTest {
  private static final String SURFACE =
      "name: s\nsurface: {activation: tanh, rows: [[1, 2]], w1: [-1, 1], w2: [0, 3], steps: 9, seed: 4}\n";
  private static final String VARIANTS =
      "variants: [{name: A, set: {optimizer: {name: adam, learningRate: 0.1}}}]\n";

  @Test
  void readsAllKeys() {
    SurfaceStudy study = (SurfaceStudy) StudyReader.read("s.yaml", SURFACE + VARIANTS);
    assertThat(study.output()).isEqualTo("runs/studies/s");
    assertThat(study.activation()).isEqualTo("tanh");
    assertThat(study.rows()).containsExactly(new SurfaceStudy.Row(1, 2));
    assertThat(study.w1()).isEqualTo(new SurfaceStudy.Range(-1, 1));
    assertThat(study.w2()).isEqualTo(new SurfaceStudy.Range(0, 3));
    assertThat(study.steps()).isEqualTo(9);
    assertThat(study.seed()).isEqualTo(4);
    assertThat(study.variants().get(0).optimizer().name()).isEqualTo("adam");
    assertThat(study.variants().get(0).optimizer().learningRate()).isEqualTo(0.1);
  }

  @Test
  void aStudyOfJobsDrawsNone() {
    assertThat(StudyReader.read("s.yaml", "name: s\njob: j\nvariants: [{name: a}]\n"))
        .isInstanceOf(Study.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "w1: [-1, 1] | w1: [1, -1] | s.yaml:2: surface.w1 must be [LOW, HIGH], two numbers, the second larger",
        "w1: [-1, 1] | w1: [1] | s.yaml:2: surface.w1 must be [LOW, HIGH]",
        "rows: [[1, 2]] | rows: [] | surface.rows must be a list of at least one [INPUT, OUTPUT]",
        "rows: [[1, 2]] | rows: [[1]] | surface.rows must be a list of at least one [INPUT, OUTPUT]",
        "rows: [[1, 2]] | rows: [[1, x]] | surface.rows must be a list of at least one [INPUT, OUTPUT]",
        "tanh | tan | surface.activation must be one of identity, sigmoid",
        "steps: 9 | steps: 0 | surface.steps must be an integer of at least 1; got 0",
        "', seed: 4' | '' | surface.seed is missing; it is an integer",
        "seed: 4 | sed: 4 | unknown key \"sed\"; there are activation, rows, seed, steps, w1, w2",
        "name: s | nam: s | unknown key \"nam\"; there are name, output, surface, variants",
        "variants: | variant: | a surface needs variants",
        "name: adam | name: adm | s.yaml:3: variant \"A\": optimizer.name must be one of sgd",
        "'name: adam, learningRate: 0.1' | name: l-bfgs | variant \"A\" must have a rule that goes step by step; got l-bfgs",
        "learningRate: 0.1 | 'schedule: cosine' | variant \"A\" must have a constant learning rate; got the schedule cosine",
        "'optimizer: {' | 'seed: 3, optimizer: {' | variant \"A\" must set only keys of optimizer",
      })
  void whatIsWrongIsTold(String written, String wrong, String told) {
    String text = (SURFACE + VARIANTS).replace(written, wrong);
    assertThat(text).isNotEqualTo(SURFACE + VARIANTS);
    assertThatThrownBy(() -> StudyReader.read("s.yaml", text))
        .isInstanceOf(JobFileException.class)
        .hasMessageContaining(told);
  }
}
