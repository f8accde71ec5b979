package io.plateau.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.optim.OptimizerState;
import io.plateau.train.History;
import io.plateau.train.Stop;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code state.json} says: everything but the tensors, and where they are in the file of
 * tensors, which they fill in this order: weights, slots, scalars, best weights where there are
 * some.
 *
 * @param best epoch and value of the best weights, or null
 */
record StateFile(
    JobIdentity job,
    long step,
    int weights,
    int slots,
    int scalars,
    Best best,
    Stop stop,
    History history) {
  private static final String FORMAT = "plateau-state";
  private static final int VERSION = 1;

  /** Of a run's best epoch, without the weights. */
  record Best(int epoch, double value) {}

  static StateFile of(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    return new StateFile(
        checkpoint.job(),
        state.optimizer().step(),
        state.weights().length,
        state.optimizer().slots().length,
        state.optimizer().scalars().length,
        state.best() == null ? null : new Best(state.best().epoch(), state.best().value()),
        state.stop(),
        state.history());
  }

  /** What lies in the file of tensors, in order. */
  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensor.floats("weights", weights));
    for (int i = 0; i < slots; i++) {
      tensors.add(Tensor.floats("slot " + i, weights));
    }
    tensors.add(Tensor.doubles("scalars", scalars));
    if (best != null) {
      tensors.add(Tensor.floats("best weights", weights));
    }
    return tensors;
  }

  /** How long the file of tensors is. */
  long tensorBytes() {
    return 4L * weights * (1L + slots + (best == null ? 0 : 1)) + 8L * scalars;
  }

  static void writeTensors(TrainingState state, OutputStream out) throws IOException {
    Tensor.write(out, state.weights());
    for (float[] slot : state.optimizer().slots()) {
      Tensor.write(out, slot);
    }
    Tensor.write(out, state.optimizer().scalars());
    if (state.best() != null) {
      Tensor.write(out, state.best().weights());
    }
  }

  /** The state, with tensors from a stream that holds {@link #tensorBytes}. */
  TrainingState readTensors(InputStream in) throws IOException {
    float[] theta = Tensor.readFloats(in, weights);
    float[][] memories = new float[slots][];
    for (int i = 0; i < slots; i++) {
      memories[i] = Tensor.readFloats(in, weights);
    }
    OptimizerState optimizer = new OptimizerState(step, memories, Tensor.readDoubles(in, scalars));
    TrainingState.Best kept =
        best == null
            ? null
            : new TrainingState.Best(best.epoch, best.value, Tensor.readFloats(in, weights));
    return new TrainingState(theta, optimizer, history, kept, stop);
  }

  byte[] bytes() {
    ObjectNode json = Strict.object().put("format", FORMAT).put("version", VERSION);
    ObjectNode facts = json.putObject("job");
    job.facts().forEach(facts::put);
    json.put("step", step);
    ArrayNode table = json.putArray("tensors");
    for (Tensor tensor : tensors()) {
      table
          .addObject()
          .put("name", tensor.name())
          .put("type", tensor.type())
          .put("length", tensor.length());
    }
    if (best == null) {
      json.putNull("best");
    } else {
      json.putObject("best").put("epoch", best.epoch).put("value", Double.toString(best.value));
    }
    if (stop == null) {
      json.putNull("stop");
    } else {
      json.putObject("stop")
          .put("reason", stop.reason().name())
          .put("detail", stop.detail())
          .put("epoch", stop.epoch());
    }
    HistoryJson.write(history, json.putArray("history"));
    return Strict.bytes(json);
  }

  static StateFile read(byte[] bytes) {
    JsonNode json =
        Strict.read(
            bytes, "format", "version", "job", "step", "tensors", "best", "stop", "history");
    Strict.format(json, FORMAT, VERSION);
    History history = HistoryJson.read(Strict.list(json, "history"));
    JsonNode table = Strict.list(json, "tensors");
    Best best = best(json.get("best"), history.size());
    int slots = table.size() - 2 - (best == null ? 0 : 1);
    if (slots < 0) {
      throw new CheckpointException.Damaged("it must list weights, slots and scalars");
    }
    StateFile file =
        new StateFile(
            job(json.get("job")),
            Strict.whole(json, "step", 0, Long.MAX_VALUE),
            length(table.get(0)),
            slots,
            length(table.get(1 + slots)),
            best,
            stop(json.get("stop"), history.size()),
            history);
    int at = 0;
    for (Tensor expected : file.tensors()) {
      JsonNode found = Strict.keys(table.get(at++), "name", "type", "length");
      Tensor tensor =
          new Tensor(Strict.text(found, "name"), Strict.text(found, "type"), length(found));
      if (!tensor.equals(expected)) {
        throw new CheckpointException.Damaged(
            "tensor " + at + " must be " + expected + ", but another is listed");
      }
    }
    return file;
  }

  private static int length(JsonNode tensor) {
    return (int) Strict.whole(tensor, "length", 0, Integer.MAX_VALUE - 8);
  }

  private static JobIdentity job(JsonNode json) {
    if (!json.isObject()) {
      throw new CheckpointException.Damaged("it must have an object for job");
    }
    Map<String, String> facts = new TreeMap<>();
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      facts.put(name, Strict.text(json, name));
    }
    return new JobIdentity(facts);
  }

  private static Best best(JsonNode json, int epochs) {
    if (json.isNull()) {
      return null;
    }
    Strict.keys(json, "epoch", "value");
    return new Best((int) Strict.whole(json, "epoch", 1, epochs), Strict.real(json, "value"));
  }

  private static Stop stop(JsonNode json, int epochs) {
    if (json.isNull()) {
      return null;
    }
    Strict.keys(json, "reason", "detail", "epoch");
    String reason = Strict.text(json, "reason");
    for (Stop.Reason known : Stop.Reason.values()) {
      if (known.name().equals(reason)) {
        return new Stop(
            known, Strict.text(json, "detail"), (int) Strict.whole(json, "epoch", 0, epochs));
      }
    }
    throw new CheckpointException.Damaged("it gives a reason to stop that is not known");
  }
}
