package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.train.EpochRecord;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** The same data and job give the same weights wherever and in whatever pieces they are trained. */
class SameBitsTest {
  private static final int ROWS = 1000;

  /** What a training came to, to the last bit. */
  private static String bits(JavaSparkContext spark, TrainingPlan plan, int partitions) {
    JavaRDD<Example> none = Examples.classified(spark, 0, 3);
    JavaRDD<Example> rows = none.union(Examples.classified(spark, ROWS, partitions)).union(none);
    JavaRDD<Example> training = rows.filter(row -> row.values[0] < 1);
    JavaRDD<Example> validation = rows.filter(row -> row.values[0] >= 1);
    TrainingState state =
        SparkTraining.run(spark, training, validation, plan, null, TrainingListener.NONE).state();
    StringBuilder text = new StringBuilder();
    for (float weight : state.weights()) {
      text.append(Integer.toHexString(Float.floatToRawIntBits(weight))).append(' ');
    }
    for (EpochRecord epoch : state.history().epochs()) {
      text.append('\n')
          .append(epoch.trainLoss())
          .append(' ')
          .append(epoch.validationLoss())
          .append(' ')
          .append(epoch.metrics())
          .append(' ')
          .append(epoch.gradientNorm());
    }
    return text.toString();
  }

  private static Map<String, String> all(JavaSparkContext spark, int partitions) {
    Map<String, String> bits = new LinkedHashMap<>();
    Plans.all().forEach((name, plan) -> bits.put(name, bits(spark, plan, partitions)));
    return bits;
  }

  @Test
  void partitionsCoresAndProcessesChangeNoBit() {
    Map<String, String> once = all(LocalSpark.context(), 1);
    assertThat(once.values()).doesNotHaveDuplicates();
    for (int partitions : new int[] {2, 7, 64}) {
      assertThat(all(LocalSpark.context(), partitions)).isEqualTo(once);
    }
    for (String master : List.of("local[1]", "local[4]", "local-cluster[2,1,512]")) {
      Map<String, String> elsewhere = LocalSpark.on(master, spark -> all(spark, 3));
      assertThat(elsewhere).as(master).isEqualTo(once);
    }
  }
}
