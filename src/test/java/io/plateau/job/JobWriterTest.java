package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobWriterTest {
  private static void comesBack(Job job) {
    assertThat(JobReader.read("resolved.yaml", JobWriter.write(job), List.of())).isEqualTo(job);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer=l-bfgs",
        "optimizer={name: rmsprop, centered: false, momentum: 0.5, rho: 0.9}",
        "optimizer.schedule={name: polynomial, power: 2, floor: 0.01, warmup: 0.5}",
        "optimizer.schedule={name: plateau, patience: 3, factor: 0.1}",
        "optimizer.clipNorm=1",
        "optimizer.learningRate=1e-7",
        "optimizer.learningRate=0.1000000000000000055511151231257827",
        "network.hidden=[]",
        "network.activation=selu",
        "network.parametricActivation=false",
        "network.numberEmbedding={name: periodic, frequencies: 3, width: 2, sigma: 0.5}",
        "network.numberEmbedding=none",
        "network={initializer: standardNormal, biasInitializer: normal, zeroOutput: true}",
        "optimizer.rateFactors={bias: 2, scale: 3, activation: 4, numbers: 5, categories: 6}",
        "optimizer.schedule={name: cosineLog, cycles: 3}",
        "optimizer.weightDecaySchedule=cosine",
        "recipe=plain",
        "recipe=tabular",
        "effort=quick",
        "optimizer.averaging=0.999",
        "loss.smoothing=0.25",
        "network.activation=tanh",
        "network.activation={name: leakyRelu, slope: 0.2}",
        "loss=squared",
        "loss={name: huber, delta: 2.5}",
        "loss={name: quantile, tau: 0.9}",
        "training.batchSize=all",
        "training.localSteps=auto",
        "training.shards=13",
        "data.features=[a, 'b c', null_, \"1\", \"true\"]",
        "data.features=[a, \"\", ' ']",
        "data.label=[a, b]",
        "data.label=[' ']",
        "data.options={sep: \"\\t\", quote: '\"', comment: '#', nullValue: 'null', x: \"\\\\\"}",
        "data.split={test: {path: 'hdfs://h:1/x y'}, validation: {column: \"is: it\"}}",
        "data.split.test=last 1",
        "data.missing=median",
        "stopping={maxTime: 1.5 h, target: -3, patience: 0, minDelta: 0}",
        "stopping.maxTime=0.001 s",
        "checkpoint.every=null",
        "checkpoint.every=7 epochs or 90 s",
        "seed=-9223372036854775808",
        "name=\"yes\"",
        "name='# no comment'",
        "output=s3a://bucket/run",
      })
  void readsBackAsAnEqualJob(String override) {
    comesBack(JobReader.read("j.yaml", JobReaderTest.LEAST, List.of(override)));
    if (!override.contains("l-bfgs")) {
      comesBack(JobReader.read("j.yaml", JobReaderTest.EXAMPLE, List.of(override)));
    }
  }

  /** Keys that are not there are those of later versions. */
  @Test
  void aJobWrittenBeforeThereWereRecipesIsPlain() {
    Job job = JobReader.read("j.yaml", JobReaderTest.EXAMPLE, List.of());
    String text =
        JobWriter.write(job).replaceAll("recipe: plain\n|.*(parametri|zeroOutput).*\n", "");
    assertThat(text).doesNotContain("recipe", "zeroOutput");
    assertThat(JobReader.readWritten("job.yaml", text, List.of())).isEqualTo(job);
    String tilde = text.replaceFirst("output: .*", "output: ~/runs");
    assertThat(JobReader.readWritten("job.yaml", tilde, List.of()).output())
        .as("of a run before such paths were refused")
        .isEqualTo("~/runs");
    assertThatThrownBy(() -> JobReader.readWritten("job.yaml", text, List.of("data.path=~/x")))
        .hasMessageStartingWith("override \"data.path=~/x\": data.path begins with ~");
    Job tabular = JobReader.read("j.yaml", JobReaderTest.LEAST, List.of());
    assertThat(JobReader.readWritten("job.yaml", JobWriter.write(tabular), List.of()))
        .isEqualTo(tabular);
  }

  @Test
  void textOfAnyKindComesBack() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String text =
          random
              .ints(1 + random.nextInt(6), 0, 0x2100)
              .mapToObj(Character::toString)
              .reduce("", String::concat);
      if (text.isBlank()) {
        continue;
      }
      String yaml = "data: {path: " + Text.write(text) + ", label: y}";
      assertThat(JobReader.read("j", yaml, List.of()).data().path()).isEqualTo(text);
    }
  }

  @Test
  void writesEveryKeyInTheOrderOfTheTable() {
    String text = JobWriter.write(JobReader.read("j.yaml", JobReaderTest.EXAMPLE, List.of()));
    assertThat(text)
        .startsWith(
            "name: letters\nseed: 7\noutput: runs/letters\ntask: auto\nrecipe: plain\neffort: full\ndata:\n  path: jobs/data/")
        .contains("\n  split:\n    test: last 4000\n    validation: 0.1\nnetwork:\n")
        .contains("\n  minDelta: 1e-4\n")
        .endsWith("checkpoint:\n  every: 5 epochs\n  keep: 3\nlogs: none\n");
    assertThat(text.lines().count()).isEqualTo(Keys.ALL.size() + Keys.GROUPS.size());
  }
}
