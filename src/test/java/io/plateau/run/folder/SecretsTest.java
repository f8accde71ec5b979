package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.job.JobWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .contains("part=3", "a=b", "@node/run", "@example.org/test", "header");
    assertThat(Secrets.standard().hide(JobReader.read("j", text, List.of())).data().options())
        .containsEntry("dbPassword", Secrets.HIDDEN);
  }

  @Test
  void whatWasHiddenIsMissed() {
    String job =
        """
        data:
          path: 'a://%s?%s'
          label: y
          options: {url: 'jdbc:c://%s?%s'}
          split: {test: {path: 'e://%s?%s'}, validation: {path: 'f://%s?%s'}}
        output: r
        """;
    List<String> again =
        List.of(
            "data.path=URI",
            "data.options.url=VALUE",
            "data.split.test={path: URI}",
            "data.split.validation={path: URI}");
    for (int secret = -1; secret < 8; secret++) {
      Object[] parts = {"b", "x", "b", "x", "b", "x", "b", "x"};
      if (secret >= 0) {
        parts[secret] = secret % 2 == 0 ? "ann:hunter2@b" : "token=hunter2";
      }
      String text = job.formatted(parts);
      Job hidden = Secrets.standard().hide(JobReader.read("job.yaml", text, List.of()));
      assertThat(Secrets.missing(hidden.data()))
          .as(text)
          .isEqualTo(secret < 0 ? List.of() : List.of(again.get(secret / 2)));
      assertThat(JobWriter.write(hidden)).doesNotContain("hunter2");
    }
  }

  /** A password is hidden; containers, users, ports and what comes behind a host are none. */
  @ParameterizedTest
  @CsvSource({
    "ftp://ann:pw@h/x, ftp://HIDDEN@h/x",
    "ftp://ann@h.org:p@w@h:21/x@2/y, ftp://HIDDEN@h:21/x@2/y",
    "ftp://:12@h, ftp://HIDDEN@h",
    "ftp://ann:#p?w=@h/x, ftp://HIDDEN@h/x",
    "jdbc:mysql://ann:p;w@h:3306/d?user=ann, jdbc:mysql://HIDDEN@h:3306/d?user=ann",
    "jdbc:sqlserver://h:1433;user=ann@h;password=pw, jdbc:sqlserver://h:1433;user=ann@h;password=HIDDEN",
    "jdbc:oracle:thin:scott/tiger@//h:1521/x, jdbc:oracle:thin:HIDDEN@//h:1521/x",
    "jdbc:oracle:oci:scott/t:g@h:1521:x, jdbc:oracle:oci:HIDDEN@h:1521:x",
    "jdbc:oracle:thin:@//h:1521/x, jdbc:oracle:thin:@//h:1521/x",
    "abfss://raw@acct.dfs.core.windows.net/a:b@c, abfss://raw@acct.dfs.core.windows.net/a:b@c",
    "wasbs://raw@acct.blob.core.windows.net, wasbs://raw@acct.blob.core.windows.net",
    "ftp://ann@h/x, ftp://ann@h/x",
    "hdfs://n:8020/a@b, hdfs://n:8020/a@b",
    "https://h:80?mail=a@b, https://h:80?mail=a@b",
    "https://h:80#a@b, https://h:80#a@b"
  })
  void addressesKeepAllButPasswords(String uri, String expected) {
    String hidden = Secrets.standard().address(uri);
    assertThat(hidden).isEqualTo(expected.replace("HIDDEN", "*********(redacted)"));
    assertThat(Secrets.standard().address(hidden)).isEqualTo(hidden);
  }

  @Test
  void whatHasNoneStaysAsItIs() {
    Job job = JobReader.read("job.yaml", "data: {path: a/b.csv, label: y}\noutput: r\n", List.of());
    assertThat(Secrets.standard().hide(job)).isEqualTo(job);
  }
}
