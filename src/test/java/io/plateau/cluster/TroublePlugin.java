package io.plateau.cluster;

import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Makes trouble for the first attempts of tasks: those of every third stage fail at their end, and
 * one task of every fourth pair of stages is slow, if another is there to overtake it. Second
 * attempts are left alone. A round has a pair of stages, of which the shuffle is skipped.
 */
public final class TroublePlugin implements SparkPlugin {
  private static final long SLOW_MILLIS = 2000;

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void onTaskStart() {
        TaskContext task = TaskContext.get();
        if (task.attemptNumber() > 0) {
          return;
        }
        if (task.stageId() / 2 % 4 == 0 && task.numPartitions() > 1 && task.partitionId() == 0) {
          try {
            Thread.sleep(SLOW_MILLIS);
          } catch (InterruptedException overtaken) {
            Thread.currentThread().interrupt();
          }
        } else if (task.stageId() % 3 == 0) {
          TaskCompletionListener failing =
              ended -> {
                throw new IllegalStateException("the first attempt fails");
              };
          task.addTaskCompletionListener(failing);
        }
      }
    };
  }
}
