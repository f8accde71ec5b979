package io.plateau.run;

import io.plateau.train.StageListener;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Progress of a stage of a command: the fraction of the tasks of its present Spark job. */
final class TaskProgress extends SparkListener {
  private final StageListener stages;
  private int tasks;
  private int done;

  TaskProgress(StageListener stages) {
    this.stages = stages;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    tasks = 0;
    done = 0;
    job.stageInfos().foreach(stage -> tasks += stage.numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskInfo().successful() && done < tasks) {
      done++;
      stages.stageProgress((double) done / tasks);
    }
  }
}
