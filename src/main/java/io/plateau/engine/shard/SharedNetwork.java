package io.plateau.engine.shard;

import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Network in the function of tasks. Its weights go to executors as a broadcast, once for all tasks
 * and jobs: within the function each job would send and each task read them anew. The broadcast is
 * made when Spark first serializes the function, which is for a job, and Spark removes it once
 * nothing refers to the function any more.
 */
public final class SharedNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient SparkContext spark;
  private transient TrainedNetwork trained;
  private final Network network;
  private final Loss loss;
  private final LabelType target;
  private Broadcast<float[]> weights;

  public SharedNetwork(SparkContext spark, TrainedNetwork trained) {
    this.spark = spark;
    this.trained = trained;
    network = trained.network();
    loss = trained.loss();
    target = trained.target();
  }

  /** The network; all tasks of a JVM share its weights. */
  public synchronized TrainedNetwork get() {
    if (trained == null) {
      trained = new TrainedNetwork(network, loss, target, weights.value());
    }
    return trained;
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    if (weights == null) {
      weights = JavaSparkContext.fromSparkContext(spark).broadcast(trained.weights());
    }
    out.defaultWriteObject();
  }
}
