package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import io.plateau.engine.TrainingTime;
import io.plateau.store.HistoryLines;
import io.plateau.store.JsonObject;
import io.plateau.train.TrainingState;

/** How a training went, as one JSON object for callers in other languages. */
final class SummaryJson {
  private SummaryJson() {}

  /**
   * The object: {@code history} (as in {@code history.jsonl}), {@code bestEpoch}, {@code reason}
   * and {@code detail} of the end, {@code rows}, {@code shards}, {@code blas}, and {@code time} in
   * seconds.
   */
  static String of(TrainingResult result) {
    JsonObject json = new JsonObject();
    HistoryLines.write(result.state().history(), json.putArray("history"));
    return end(json, result).toString();
  }

  /** <em>Adds</em> to an object all but the history. */
  static JsonObject end(JsonObject json, TrainingResult result) {
    TrainingState state = result.state();
    json.put("bestEpoch", state.keptEpoch())
        .put("reason", state.stop().reason().name())
        .put("detail", state.stop().detail())
        .put("rows", result.rows())
        .put("shards", result.shards())
        .put("blas", result.blas());
    TrainingTime time = result.time();
    json.putObject("time")
        .put("compute", time.compute())
        .put("waiting", time.waiting())
        .put("driver", time.driver())
        .put("rounds", time.rounds());
    return json;
  }
}
