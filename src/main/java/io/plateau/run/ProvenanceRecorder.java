package io.plateau.run;

import io.plateau.checkpoint.JobIdentity;
import io.plateau.job.Job;
import io.plateau.job.JobWriter;
import io.plateau.train.EpochRecord;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Remembers what a training is and comes to. */
public final class ProvenanceRecorder implements TrainingListener {
  private final Job job;
  private Map<String, String> facts = Map.of();
  private TrainingState last;

  public ProvenanceRecorder(Job job) {
    this.job = job;
  }

  @Override
  public void begin(Map<String, String> all) {
    facts = all;
  }

  @Override
  public void resumed(TrainingState state) {
    last = state;
  }

  @Override
  public void epoch(TrainingState state) {
    last = state;
  }

  /** What it came from; an epoch must have been made. */
  public Provenance provenance(Configuration configuration) {
    return new Provenance(
        JobWriter.write(Secrets.standard().hide(job)),
        new JobIdentity(facts),
        DataFiles.of(job.data(), configuration),
        Machine.facts(),
        last.history().epochs().stream().map(EpochRecord::weights).toList());
  }
}
