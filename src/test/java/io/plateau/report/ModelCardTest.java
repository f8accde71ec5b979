package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
  @TempDir private Path folder;

  private String card() throws IOException {
    return ModelCard.of(
        new org.apache.hadoop.fs.Path(folder.toUri().toString()), new Configuration());
  }

  @Test
  void hasWhatTheRunKnowsAndLeavesTheRestToFill() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("income"));
    Runs.write(folder, "history.jsonl", Runs.history(5));
    Runs.write(
        folder,
        "metrics.json",
        """
        {"stopped": {"reason": "PLATEAU", "detail": "accuracy has not improved", "epoch": 5},
         "kept": 3, "train": {"accuracy": 0.9}, "validation": {},
         "test": {"accuracy": 0.8754321}}
        """);
    Runs.write(
        folder,
        "profile.json",
        """
        {"rows": {"train": 29208, "test": 16281},
         "labels": [{"name": "pay|day", "classes": [{"name": "a", "count": 1}, {"name": "b", "count": 2}]}],
         "columns": [{"name": "a`ge", "kind": "number", "missing": 12, "distinct": "73", "treatment": "robust scale"}]}
        """);
    Runs.write(
        folder, "layers.json", "{\"parameters\": 1234, \"layers\": [{\"parameters\": 1200}]}");
    Runs.write(
        folder,
        "importance.json",
        """
        {"features": [{"name": "low", "importance": 0.1}, {"name": "high", "importance": 0.5}]}
        """);
    Runs.write(
        folder,
        "provenance.json",
        "{\"data\": {\"t.csv\": 99}, \"machine\": {\"java\": \"17\", \"blas\": \"A_B=1,_c_*d*\"}}");
    String card = card();
    assertThat(card)
        .startsWith(
            "# Model card: income\n\n## Model\n\n- Predicts the class `pay|day` of a row, one of 2.\n")
        .contains(
            "- A feed-forward network with 1,234 parameters.\n",
            "- Trained for 5 epochs (accuracy has not improved); the weights of epoch 3 are kept.\n",
            "- train rows: 29,208\n- test rows: 16,281\n- `t.csv`, 99 bytes\n",
            "| `a ge` | number | 12 | 73 | robust scale |\n",
            "| metric | train | validation | test |\n| --- | --- | --- | --- |\n| accuracy | 0.90000 |  | 0.87543 |\n",
            "- java: 17\n- blas: A_B=1, c d\n",
            "```yaml\nname: income\n")
        .containsSubsequence("`high` | 0.5", "`low` | 0.1");
    assertThat(card.split("To fill in:")).hasSize(4);
  }

  @Test
  void countsTheClassesAndColumnsThatTheProfileDoesNotList() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("large"));
    Runs.write(
        folder,
        "profile.json",
        """
        {"labels": [{"name": "y", "classes": [{"name": "a", "count": 1}], "moreClasses": 1299}],
         "columns": [{"name": "x", "kind": "number"}], "moreColumns": 1234}
        """);

    assertThat(card())
        .contains(
            "- Predicts the class `y` of a row, one of 1300.\n", "\nand 1,234 more columns\n");
  }

  @Test
  void supportIsOfRowsOrOfTheirWeight() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("weighed"));
    String evaluation =
        """
        {"test": {"rows": 1500, "weight": %s, "perClass": [{"label": "a", "support": %s}]}}
        """;
    Runs.write(folder, "evaluation.json", evaluation.formatted("1500.0", "1000.0"));
    assertThat(card()).contains("| class | rows |", "| `a` | 1,000 |");
    Runs.write(folder, "evaluation.json", evaluation.formatted("1875.5", "1377.24"));
    assertThat(card()).contains("| class | weight |", "| `a` | 1,377.2 |");
  }

  @Test
  void aRunWithoutMeasuresHasOne() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("bare"));
    assertThat(card())
        .contains("# Model card: bare", "## Intended use", "## Provenance")
        .doesNotContain("Predicts", "Incomplete");
  }

  @Test
  void tellsWhatIsDamaged() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("damaged"));
    Runs.write(folder, "profile.json", "{\"labels\": ");
    assertThat(card())
        .startsWith("# Model card: damaged\n\n*Incomplete: profile.json is left out: ")
        .contains("*\n\n## Model\n");
  }

  @Test
  void namesWithinTreatmentsMarkNothing() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("words"));
    Runs.write(
        folder,
        "profile.json",
        """
        {"columns": [{"name": "x", "kind": "number", "treatment": "*** and | are missing"}]}
        """);
    assertThat(card()).contains(" | and \\| are missing |\n");
  }
}
