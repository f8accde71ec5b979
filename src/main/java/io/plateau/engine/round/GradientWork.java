package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;

/** Gradient of one step on the rows of a shard. */
record GradientWork(StepRows rows, int step, double dropout) implements ShardWork {

  @Override
  public Partial of(RoundInput input, Shard shard, TaskWorkspace workspace) {
    long started = System.nanoTime();
    float[] theta = input.weights();
    Partial partial = new Partial(shard.id(), new float[theta.length]);
    rows.add(rows.of(shard, step, dropout), theta, partial, workspace);
    partial.nanos = System.nanoTime() - started;
    return partial.rows == 0 ? null : partial;
  }
}
