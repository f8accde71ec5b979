package io.plateau.run;

import io.plateau.job.Job;
import io.plateau.job.JobWriter;
import io.plateau.train.EpochRecord;
import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Recorder of the provenance of a training. */
public final class ProvenanceRecorder implements TrainingListener {
  private final Job job;
  private RunIdentity identity = new RunIdentity(Map.of());
  private TrainingState last;

  public ProvenanceRecorder(Job job) {
    this.job = job;
  }

  @Override
  public void begin(RunIdentity begun) {
    identity = begun;
  }

  @Override
  public void resumed(TrainingState state) {
    last = state;
  }

  @Override
  public void epoch(TrainingState state) {
    last = state;
  }

  /** The provenance; an epoch must have been made. */
  public Provenance provenance(Configuration configuration) {
    return new Provenance(
        JobWriter.write(Secrets.standard().hide(job)),
        identity,
        DataFiles.of(job.data(), configuration),
        Machine.facts(),
        last.history().epochs().stream().map(EpochRecord::weights).toList());
  }
}
