package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.run.RunFolder;
import io.plateau.run.Work;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The context of all commands.
 *
 * @param console to talk on
 * @param stages listener to what commands do before and after the rounds of a training
 * @param work that is done; opened by the first who needs it
 */
record Shell(Console console, StageListener stages, Supplier<Work> work) {
  /** Of spark-submit and of Hadoop's files, without starting Spark. */
  Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  Job job(String file, List<String> overrides) {
    return stages.during(Stage.READ, file, () -> JobText.read(file, overrides, hadoop()));
  }

  RunFolder run(String uri) {
    return RunFolder.at(uri, hadoop());
  }

  void say(String text) {
    console.out().println(text);
  }
}
