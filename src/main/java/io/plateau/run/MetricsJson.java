package io.plateau.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.Json;
import io.plateau.train.Stop;

/** The content of {@code metrics.json}. */
final class MetricsJson {
  private MetricsJson() {}

  /** The indented text. */
  static String of(Work.Trained trained) {
    Stop stop = trained.state().stop();
    ObjectNode all = Json.object();
    all.putObject("stopped")
        .put("reason", stop.reason().name())
        .put("detail", stop.detail())
        .put("epoch", stop.epoch());
    all.put("kept", trained.state().keptEpoch());
    all.set("train", Json.numbers(trained.train()));
    all.set("validation", Json.numbers(trained.validation()));
    all.set("test", Json.numbers(trained.test()));
    all.set("seconds", Json.numbers(trained.seconds()));
    trained
        .time()
        .ifPresent(
            time ->
                all.putObject("time")
                    .put("compute", time.compute())
                    .put("waiting", time.waiting())
                    .put("driver", time.driver())
                    .put("rounds", time.rounds())
                    .put("advice", time.advice().orElse(null)));
    return all.toPrettyString();
  }
}
