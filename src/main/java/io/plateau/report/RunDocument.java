package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.files.TextFolder;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a run's page shows, gathered from the files of its folder. Only {@code history.jsonl} is
 * needed; what is missing is not shown, what is broken is told on the page.
 */
final class RunDocument {
  private final TextFolder files;
  private final List<String> problems = new ArrayList<>();

  private RunDocument(TextFolder files) {
    this.files = files;
  }

  /** The document of kind {@code run}. */
  static ObjectNode of(TextFolder files) throws IOException {
    return new RunDocument(files).read();
  }

  private ObjectNode read() throws IOException {
    ObjectNode run = Json.object().put("kind", "run");
    Optional<String> job = files.text(RunFiles.JOB);
    JobTexts texts = JobTexts.of(job.orElse(""), files.root().getName());
    run.put("title", texts.name());
    job.ifPresent(text -> run.put("job", text));
    HistoryColumns history =
        HistoryColumns.read(RunFiles.HISTORY, files.text(RunFiles.HISTORY).orElse(""));
    problems.addAll(shortened(history.problems()));
    for (String part : RunFiles.PARTS) {
      JsonNode content = part(part);
      if (content != null) {
        run.set(part.replace(".json", ""), content);
      }
    }
    JsonNode metrics = run.path("metrics");
    run.put("finished", metrics.has("stopped"));
    BestEpoch best = BestEpoch.of(history, texts.monitor(), metrics.path("kept").asInt());
    if (best != null) {
      run.set("best", Json.tree(best));
    }
    run.set("history", history.json(best == null ? 0 : best.epoch()));
    ObjectNode network = NetworkDrawing.of(run.path("layers"));
    if (network != null) {
      run.set("network", network);
    }
    return run.set("problems", Json.tree(problems));
  }

  private JsonNode part(String name) throws IOException {
    Optional<String> text = files.text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return PageJson.withoutInfinities(Json.object(text.get()));
    } catch (DamagedFileException e) {
      problems.add(name + " is left out: " + e.getMessage());
      return null;
    }
  }

  /** A thousand broken lines need not be listed. */
  private static List<String> shortened(List<String> all) {
    int most = 8;
    if (all.size() <= most) {
      return all;
    }
    List<String> few = new ArrayList<>(all.subList(0, most));
    few.add("and " + (all.size() - most) + " more lines of " + RunFiles.HISTORY + " like these");
    return few;
  }
}
