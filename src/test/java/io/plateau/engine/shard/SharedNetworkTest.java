package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class SharedNetworkTest {
  private static final TrainedNetwork TRAINED = trained();

  private static TrainedNetwork trained() {
    Network network = Network.of(50, new int[] {200}, 1, new Activation.Relu());
    float[] weights = new float[network.parameters()];
    Random random = new Random(1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return new TrainedNetwork(network, Losses.named("squared"), LabelType.NUMBER, weights);
  }

  @Test
  void weightsAreNotInTheFunction() throws IOException, ClassNotFoundException {
    SharedNetwork shared = new SharedNetwork(LocalSpark.session().sparkContext(), TRAINED);
    byte[] first = serialized(shared);
    assertThat(first.length).isLessThan(Float.BYTES * TRAINED.weights().length / 2);
    assertThat(serialized(shared)).as("the same broadcast").isEqualTo(first);

    TrainedNetwork read = deserialized(first).get();
    assertThat(read.network()).isEqualTo(TRAINED.network());
    assertThat(read.loss()).isEqualTo(TRAINED.loss());
    assertThat(read.target()).isEqualTo(TRAINED.target());
    assertThat(read.weights()).isEqualTo(TRAINED.weights());
    assertThat(deserialized(first).get().weights())
        .as("one array for the tasks of a JVM")
        .isSameAs(read.weights());
  }

  /** As a model that outlives the context it was first used in. */
  @Test
  void goesToTheContextItIsMadeFor() {
    assertThat(sum()).isEqualTo(expected());
    LocalSpark.session().stop();
    assertThat(sum()).isEqualTo(expected());
  }

  private static double sum() {
    JavaSparkContext spark = LocalSpark.context();
    SharedNetwork shared = new SharedNetwork(spark.sc(), TRAINED);
    JavaRDD<Integer> places = spark.parallelize(List.of(0, 1, 2, 3), 4);
    return TaskRdds.map(places, place -> shared.get().weights()[place]).collect().stream()
        .mapToDouble(Float::doubleValue)
        .sum();
  }

  private static double expected() {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += TRAINED.weights()[i];
    }
    return sum;
  }

  private static byte[] serialized(SharedNetwork shared) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(shared);
    }
    return bytes.toByteArray();
  }

  private static SharedNetwork deserialized(byte[] bytes)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (SharedNetwork) in.readObject();
    }
  }
}
