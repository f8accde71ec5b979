package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.job.JobWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void noSecretIsWritten() {
    Job job =
        JobReader.read(
            "job.yaml",
            """
            data:
              path: https://ann:hunter2@example.org/letters?token=hunter2&part=3
              format: jdbc
              options: {dbPassword: hunter2, fs.s3a.access.key: hunter2, url: "jdbc:x://h/d;password=hunter2;a=b", header: true}
              label: letter
              split: {test: {path: "ftp://ann:hunter2@example.org/test"}}
            output: hdfs://ann:hunter2@node/run
            """,
            List.of());
    String text = JobWriter.write(Secrets.standard().hide(job));
    assertThat(text)
        .doesNotContain("hunter2")
        .doesNotContain("ann")
        .contains("part=3", "a=b", "hdfs://node/run", "ftp://example.org/test", "header");
    assertThat(Secrets.standard().hide(JobReader.read("j", text, List.of())).data().options())
        .containsEntry("dbPassword", Secrets.HIDDEN);
  }

  @Test
  void whatWasHiddenIsMissed() {
    String job = "data: {path: 'a://b?%s', label: y, options: {url: 'c://d?%s'}}\noutput: r\n";
    for (String secrets : List.of("token=x y", "x y=token", "x y", "token=x token=y")) {
      String text = job.formatted((Object[]) secrets.split(" "));
      Job hidden = Secrets.standard().hide(JobReader.read("job.yaml", text, List.of()));
      assertThat(Secrets.areMissing(hidden.data())).as(text).isEqualTo(text.contains("token="));
    }
  }

  @Test
  void whatHasNoneStaysAsItIs() {
    Job job = JobReader.read("job.yaml", "data: {path: a/b.csv, label: y}\noutput: r\n", List.of());
    assertThat(Secrets.standard().hide(job)).isEqualTo(job);
  }
}
