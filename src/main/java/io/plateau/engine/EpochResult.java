package io.plateau.engine;

import io.plateau.engine.shard.ArrayCodec;
import io.plateau.optim.OptimizerState;
import io.plateau.store.LittleEndian;
import io.plateau.train.Rounds;
import io.plateau.train.Validation;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a task sends that has made the steps of a round alone. */
public final class EpochResult implements Externalizable {
  private static final long serialVersionUID = 1L;

  private float[][] arrays;
  private Rounds.Outcome outcome;

  /** For deserialization. */
  public EpochResult() {}

  /**
   * @param arrays weights, then the slots of the optimizer
   */
  EpochResult(float[][] arrays, Rounds.Outcome outcome) {
    this.arrays = arrays;
    this.outcome = outcome;
  }

  float[][] arrays() {
    return arrays;
  }

  /** The round; its state has the arrays after the first. */
  Rounds.Outcome outcome() {
    return outcome;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(arrays.length);
    for (float[] array : arrays) {
      ArrayCodec.writeFloats(out, array);
    }
    out.writeLong(outcome.state().step());
    out.writeInt(outcome.state().scalars().length);
    LittleEndian.write(out::write, outcome.state().scalars());
    out.writeDouble(outcome.lossSum());
    out.writeDouble(outcome.weight());
    out.writeLong(outcome.rows());
    out.writeDouble(outcome.gradientNorm());
    out.writeBoolean(outcome.score().isPresent());
    if (outcome.score().isPresent()) {
      Validation.Score score = outcome.score().get();
      out.writeDouble(score.loss());
      out.writeInt(score.metrics().size());
      for (Map.Entry<String, Double> metric : score.metrics().entrySet()) {
        out.writeUTF(metric.getKey());
        out.writeDouble(metric.getValue());
      }
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = ArrayCodec.readFloats(in);
    }
    OptimizerState state =
        new OptimizerState(
            in.readLong(),
            Arrays.copyOfRange(arrays, 1, arrays.length),
            LittleEndian.doubles(in::readFully, in.readInt()));
    outcome =
        Rounds.Outcome.of(in.readDouble(), in.readDouble(), in.readLong(), in.readDouble(), state);
    outcome = score(in).map(outcome::scored).orElse(outcome);
  }

  private static Optional<Validation.Score> score(ObjectInput in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    double loss = in.readDouble();
    int metrics = in.readInt();
    Map<String, Double> named = new LinkedHashMap<>();
    for (int m = 0; m < metrics; m++) {
      String name = in.readUTF();
      named.put(name, in.readDouble());
    }
    return Optional.of(new Validation.Score(loss, named));
  }
}
