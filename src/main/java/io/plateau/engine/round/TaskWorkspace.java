package io.plateau.engine.round;

import io.plateau.engine.shard.BatchBuffer;
import io.plateau.nn.Workspace;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * Workspace of a task, which the executor keeps for the next task. Nothing in it outlives a task's
 * use as a value, so retried and speculative tasks are safe: each has its own while it runs.
 */
public final class TaskWorkspace {
  private static final ConcurrentLinkedDeque<SoftReference<TaskWorkspace>> IDLE =
      new ConcurrentLinkedDeque<>();

  final Workspace workspace = new Workspace();
  final BatchBuffer buffer = new BatchBuffer();

  private float[][] copies = {};
  private float[] gradient = {};

  private TaskWorkspace() {}

  /** Copies of arrays of one length, which may be written into. */
  float[][] copies(float[][] originals) {
    int length = originals[0].length;
    if (copies.length != originals.length || copies[0].length != length) {
      copies = new float[originals.length][length];
    }
    for (int i = 0; i < originals.length; i++) {
      System.arraycopy(originals[i], 0, copies[i], 0, length);
    }
    return copies;
  }

  /** An array of that length, with anything in it. */
  float[] gradient(int length) {
    if (gradient.length != length) {
      gradient = new float[length];
    }
    return gradient;
  }

  /** Lends a workspace for the time of {@code work}. */
  public static <R> R with(Function<TaskWorkspace, R> work) {
    TaskWorkspace scratch = null;
    while (scratch == null) {
      SoftReference<TaskWorkspace> idle = IDLE.pollFirst();
      scratch = idle == null ? new TaskWorkspace() : idle.get();
    }
    R result = work.apply(scratch);
    IDLE.addFirst(new SoftReference<>(scratch));
    return result;
  }
}
