package io.plateau.engine;

import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Rows made up for tests, a pure function of their number. */
public final class Examples {
  private Examples() {}

  /** Three classes that overlap, four features, weights ½, 1 and 2; every tenth row twice. */
  public static Example classified(long i) {
    Key key = Key.of(11).with(i % 10 == 9 ? i - 1 : i);
    int label = key.below(0, 3);
    float[] x = new float[4];
    for (int f = 0; f < x.length; f++) {
      x[f] = key.below(100 + f, 4) == 0 ? 0 : key.normal(f) + (f == label ? 2 : 0);
    }
    return Example.dense(x, new float[] {label}, 0.5f * (1 << key.below(1, 3)));
  }

  public static JavaRDD<Example> classified(JavaSparkContext spark, int rows, int partitions) {
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      numbers.add(i);
    }
    return spark.parallelize(numbers, partitions).map(Examples::classified);
  }
}
