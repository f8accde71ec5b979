package io.plateau.checkpoint;

import io.plateau.math.Key;
import io.plateau.optim.OptimizerState;
import io.plateau.store.LittleEndian;
import io.plateau.store.Sha256;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;

/** Checkpoints made up for tests, a pure function of their epoch. */
final class Samples {
  static final RunIdentity IDENTITY = new RunIdentity(Map.of("seed", "7", "network", "3 -> 2"));

  /** Reading Hadoop's defaults takes longer than a checkpoint. */
  private static final Configuration LOCAL = new Configuration();

  private Samples() {}

  static Checkpoint checkpoint(int epoch) {
    return new Checkpoint(IDENTITY, state(epoch, 37));
  }

  /** A state with all parts that a state can have. */
  static TrainingState state(int epoch, int parameters) {
    float[] weights = floats(epoch, parameters);
    return new TrainingState(
        weights,
        new OptimizerState(
            10L * epoch,
            new float[][] {floats(-epoch, parameters), floats(100 + epoch, parameters)},
            new double[] {0.1 * epoch, Double.MIN_VALUE, -0.0}),
        history(epoch),
        epoch < 2 ? null : new TrainingState.Best(2, 1.0 / 3, floats(2, parameters)),
        epoch % 5 == 0 ? new Stop(Stop.Reason.MAX_EPOCHS, "all \"5\" are done", epoch) : null);
  }

  private static History history(int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double value = Key.of(e).uniform(0);
      records.add(
          new EpochRecord(
              e,
              e == 3 ? Double.NaN : value / 3,
              e % 2 == 0 ? OptionalDouble.of(Math.nextUp(value)) : OptionalDouble.empty(),
              Map.of("accuracy", Math.sqrt(value), "rmse", Double.POSITIVE_INFINITY),
              1e-3 / e,
              value * 1e300,
              1L << 40,
              0.25 * e,
              ""));
    }
    return new History(records);
  }

  private static float[] floats(int seed, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = Key.of(seed).normal(i);
    }
    if (length > 3) {
      numbers[0] = -0f;
      numbers[1] = Float.MIN_VALUE;
      numbers[2] = Float.NEGATIVE_INFINITY;
    }
    return numbers;
  }

  /** Everything in it, to the last bit. */
  static String bits(Checkpoint checkpoint) {
    return checkpoint == null ? null : checkpoint.identity() + bits(checkpoint.state());
  }

  private static String bits(TrainingState state) {
    return String.join(
        "\n",
        bits(state.weights()),
        String.valueOf(state.optimizer().step()),
        List.of(state.optimizer().slots()).stream().map(Samples::bits).toList().toString(),
        java.util.Arrays.stream(state.optimizer().scalars())
            .mapToLong(Double::doubleToRawLongBits)
            .boxed()
            .toList()
            .toString(),
        state.history().toString(),
        state.best() == null
            ? "none"
            : state.best().epoch() + " " + state.best().value() + bits(state.best().weights()),
        String.valueOf(state.stop()));
  }

  private static String bits(float[] numbers) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      LittleEndian.write(bytes::write, numbers);
      return Sha256.of(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Checkpoints in(Path folder) throws java.io.IOException {
    return Checkpoints.at(folder.toUri().toString(), LOCAL);
  }
}
