package io.plateau.engine;

import io.plateau.checkpoint.Checkpoint;
import io.plateau.checkpoint.StateBytes;
import io.plateau.optim.OptimizerState;
import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The result of a training on Spark.
 *
 * @param state the last state, with history and the reason for stopping
 * @param rows trained on, those of weight 0 not counted
 * @param shards the rows were dealt to
 * @param blas that multiplied the matrices on the driver's machine
 * @param identity all that decided the weights, the content of the rows in one fingerprint
 * @param time of the epochs made, those before a checkpoint not counted
 */
public record TrainingResult(
    TrainingState state,
    long rows,
    int shards,
    String blas,
    RunIdentity identity,
    TrainingTime time) {

  /** The bytes of all but weights and optimizer memory, which are as long as the network. */
  public byte[] withoutVectors() {
    TrainingState.Best best = state.best();
    TrainingState shell =
        new TrainingState(
            new float[0],
            new OptimizerState(state.optimizer().step(), new float[0][], new double[0]),
            state.history(),
            best == null ? null : new TrainingState.Best(best.epoch(), best.value(), new float[0]),
            state.stop());
    byte[] bytes = StateBytes.write(new Checkpoint(identity, shell));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.writeInt(bytes.length);
      out.write(bytes);
      out.writeLong(rows);
      out.writeInt(shards);
      out.writeUTF(blas);
      out.writeDouble(time.compute());
      out.writeDouble(time.waiting());
      out.writeDouble(time.driver());
      out.writeLong(time.rounds());
      out.writeUTF(time.advice().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** The result that was written, with vectors of length 0. */
  public static TrainingResult of(byte[] withoutVectors) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(withoutVectors))) {
      Checkpoint end = StateBytes.read(in.readNBytes(in.readInt()));
      return new TrainingResult(
          end.state(),
          in.readLong(),
          in.readInt(),
          in.readUTF(),
          end.identity(),
          new TrainingTime(
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readLong(),
              Optional.of(in.readUTF()).filter(advice -> !advice.isEmpty())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
