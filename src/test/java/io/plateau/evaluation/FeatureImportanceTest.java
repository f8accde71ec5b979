package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import java.util.Collections;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class FeatureImportanceTest {
  /** A hash of the features chooses either all of them or none. */
  @Test
  void equalRowsOfWhichNoneIsChosenAreAllMeasured() {
    float[] x = {1, 0};
    while (RowSample.isChosen(x, 2, 2)) {
      x[1]++;
    }
    JavaRDD<Example> rows =
        LocalSpark.context()
            .parallelize(Collections.nCopies(40_000, 1), 2)
            .map(one -> Example.dense(x, new float[] {3}, one));
    Network network = Network.of(2, new int[] {4}, 1, Activations.named("tanh"));
    TrainedNetwork trained =
        new TrainedNetwork(
            network,
            Losses.named("squared"),
            LabelType.NUMBER,
            network.initialize(Initializer.GLOROT_UNIFORM, Key.of(5)));
    RowSample donors = RowSample.of(rows, 2, 10, FeatureImportance.key(1));

    FeatureImportance.Measured measured = FeatureImportance.of(trained, donors, rows, 2, 1);
    assertThat(measured.rises()).containsExactly(0, 0);
    assertThat(measured.rows()).isEqualTo(40_000);
  }
}
