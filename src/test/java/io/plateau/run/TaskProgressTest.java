package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.train.StageListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class TaskProgressTest {
  @Test
  void tellsTheFractionOfTasksOfTheJob() throws Exception {
    List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
    TaskProgress progress =
        new TaskProgress(
            new StageListener() {
              @Override
              public void stageProgress(double fraction) {
                fractions.add(fraction);
              }
            });
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    spark.sc().addSparkListener(progress);
    try {
      assertThat(spark.parallelize(List.of(1, 2, 3, 4), 4).count()).isEqualTo(4);
      spark.sc().listenerBus().waitUntilEmpty();
    } finally {
      spark.sc().removeSparkListener(progress);
    }
    assertThat(fractions).containsExactly(0.25, 0.5, 0.75, 1.0);
  }
}
