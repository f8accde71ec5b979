package io.plateau.checkpoint;

import io.plateau.optim.OptimizerState;
import io.plateau.store.DamagedFileException;
import io.plateau.store.HistoryLines;
import io.plateau.store.IdentityJson;
import io.plateau.store.JsonArray;
import io.plateau.store.JsonObject;
import io.plateau.store.JsonValue;
import io.plateau.store.LittleEndian;
import io.plateau.store.StrictJson;
import io.plateau.train.History;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code state.json}: everything but the tensors, and where they are in the file of
 * tensors, which they fill in this order: weights, slots, scalars, best weights where there are
 * some.
 *
 * @param best epoch and value of the best weights, or null
 */
record StateFile(
    RunIdentity identity,
    long step,
    int weights,
    int slots,
    int scalars,
    Best best,
    Stop stop,
    History history) {
  private static final String FORMAT = "plateau-state";

  /** Version 1 had the numbers of history and best value as strings. */
  private static final int VERSION = 2;

  /** The key of the identity in version 1. */
  private static final String FIRST_IDENTITY = "job";

  /** The best epoch of a run, without the weights. */
  record Best(int epoch, double value) {}

  /**
   * A named array of numbers in the file of tensors.
   *
   * @param type {@code float32} or {@code float64}
   * @param length numbers in it
   */
  record Tensor(String name, String type, int length) {}

  static StateFile of(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    return new StateFile(
        checkpoint.identity(),
        state.optimizer().step(),
        state.weights().length,
        state.optimizer().slots().length,
        state.optimizer().scalars().length,
        state.best() == null ? null : new Best(state.best().epoch(), state.best().value()),
        state.stop(),
        state.history());
  }

  /** The arrays in the file of tensors, in order. */
  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(new Tensor("weights", "float32", weights));
    for (int i = 0; i < slots; i++) {
      tensors.add(new Tensor("slot " + i, "float32", weights));
    }
    tensors.add(new Tensor("scalars", "float64", scalars));
    if (best != null) {
      tensors.add(new Tensor("best weights", "float32", weights));
    }
    return tensors;
  }

  /** How long the file of tensors is. */
  long tensorBytes() {
    return 4L * weights * (1L + slots + (best == null ? 0 : 1)) + 8L * scalars;
  }

  static void writeTensors(TrainingState state, OutputStream out) throws IOException {
    LittleEndian.write(out::write, state.weights());
    for (float[] slot : state.optimizer().slots()) {
      LittleEndian.write(out::write, slot);
    }
    LittleEndian.write(out::write, state.optimizer().scalars());
    if (state.best() != null) {
      LittleEndian.write(out::write, state.best().weights());
    }
  }

  /** The state, with tensors from a stream that holds {@link #tensorBytes}. */
  TrainingState readTensors(InputStream stream) throws IOException {
    LittleEndian.Source in =
        (bytes, from, count) -> {
          if (stream.readNBytes(bytes, from, count) < count) {
            throw new DamagedFileException("it ends before its last number");
          }
        };
    float[] theta = LittleEndian.floats(in, weights);
    float[][] memories = new float[slots][];
    for (int i = 0; i < slots; i++) {
      memories[i] = LittleEndian.floats(in, weights);
    }
    OptimizerState optimizer =
        new OptimizerState(step, memories, LittleEndian.doubles(in, scalars));
    TrainingState.Best kept =
        best == null
            ? null
            : new TrainingState.Best(best.epoch, best.value, LittleEndian.floats(in, weights));
    return new TrainingState(theta, optimizer, history, kept, stop);
  }

  byte[] bytes() {
    JsonObject json = new JsonObject().put("format", FORMAT).put("version", VERSION);
    IdentityJson.write(identity, json);
    json.put("step", step);
    JsonArray table = json.putArray("tensors");
    for (Tensor tensor : tensors()) {
      table
          .addObject()
          .put("name", tensor.name)
          .put("type", tensor.type)
          .put("length", tensor.length);
    }
    if (best == null) {
      json.putNull("best");
    } else {
      json.putObject("best").put("epoch", best.epoch).put("value", best.value);
    }
    if (stop == null) {
      json.putNull("stop");
    } else {
      json.putObject("stop")
          .put("reason", stop.reason().name())
          .put("detail", stop.detail())
          .put("epoch", stop.epoch());
    }
    HistoryLines.write(history, json.putArray("history"));
    return json.bytes();
  }

  static StateFile read(byte[] bytes) throws DamagedFileException {
    JsonValue json = JsonValue.object(bytes);
    boolean first = StrictJson.version(json, FORMAT, VERSION) == 1;
    String identity = first ? FIRST_IDENTITY : "identity";
    StrictJson.keys(
        json, "format", "version", identity, "step", "tensors", "best", "stop", "history");
    History history = HistoryLines.read(StrictJson.list(json, "history"));
    List<JsonValue> table = StrictJson.list(json, "tensors").values();
    Best best = best(json.get("best"), history.size());
    int slots = table.size() - 2 - (best == null ? 0 : 1);
    if (slots < 0) {
      throw new DamagedFileException("it must list weights, slots and scalars");
    }
    StateFile file =
        new StateFile(
            first ? IdentityJson.readFirst(json, FIRST_IDENTITY) : IdentityJson.read(json),
            StrictJson.whole(json, "step", 0, Long.MAX_VALUE),
            length(table.get(0)),
            slots,
            length(table.get(1 + slots)),
            best,
            stop(json.get("stop"), history.size()),
            history);
    int at = 0;
    for (Tensor expected : file.tensors()) {
      JsonValue found = StrictJson.keys(table.get(at++), "name", "type", "length");
      Tensor tensor =
          new Tensor(StrictJson.text(found, "name"), StrictJson.text(found, "type"), length(found));
      if (!tensor.equals(expected)) {
        throw new DamagedFileException(
            "tensor " + at + " must be " + expected + ", but another is listed");
      }
    }
    return file;
  }

  private static int length(JsonValue tensor) throws DamagedFileException {
    return (int) StrictJson.whole(tensor, "length", 0, Integer.MAX_VALUE - 8);
  }

  private static Best best(JsonValue json, int epochs) throws DamagedFileException {
    if (json.isNull()) {
      return null;
    }
    StrictJson.keys(json, "epoch", "value");
    return new Best(
        (int) StrictJson.whole(json, "epoch", 1, epochs), StrictJson.real(json, "value"));
  }

  private static Stop stop(JsonValue json, int epochs) throws DamagedFileException {
    if (json.isNull()) {
      return null;
    }
    StrictJson.keys(json, "reason", "detail", "epoch");
    String reason = StrictJson.text(json, "reason");
    for (Stop.Reason known : Stop.Reason.values()) {
      if (known.name().equals(reason)) {
        return new Stop(
            known,
            StrictJson.text(json, "detail"),
            (int) StrictJson.whole(json, "epoch", 0, epochs));
      }
    }
    throw new DamagedFileException("it gives a reason to stop that is not known");
  }
}
