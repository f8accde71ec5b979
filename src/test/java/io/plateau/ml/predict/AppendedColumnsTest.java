package io.plateau.ml.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.ml.Frames;
import io.plateau.ml.NeuralNetworkRegressionModel;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.scheduler.DAGScheduler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AppendedColumnsTest {
  @Test
  void tasksOfLargeNetworksAreSmall() {
    Network network = Network.of(4, new int[] {600, 600}, 1, new Activation.Relu());
    float[] weights = new float[network.parameters()];
    NeuralNetworkRegressionModel model =
        NeuralNetworkRegressionModel.of(
            new TrainedNetwork(network, Losses.named("squared"), LabelType.NUMBER, weights));
    weights[weights.length - 1] = 3;
    Dataset<Row> rows = Frames.labeled(Frames.blobs(6));
    assertThat(warnings(() -> assertThat(predictions(model.transform(rows))).containsOnly(3.0)))
        .isEmpty();
  }

  private static List<Double> predictions(Dataset<Row> scored) {
    return scored.select("prediction").collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }

  /** Such as that a large task binary is broadcast. */
  private static List<String> warnings(Runnable work) {
    LocalSpark.session();
    List<String> messages = new CopyOnWriteArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(DAGScheduler.class);
    Level before = logger.getLevel();
    Configurator.setLevel(DAGScheduler.class, Level.WARN);
    logger.addAppender(appender);
    try {
      work.run();
    } finally {
      logger.removeAppender(appender);
      Configurator.setLevel(DAGScheduler.class, before);
    }
    return messages;
  }
}
