package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.math.Key;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import java.io.Serializable;

/**
 * The rows of a shard in one step: step s of S takes the rows {@code n·s/S … n·(s+1)/S} of the
 * shard's own order of the epoch. A full-batch step takes them as they lie.
 *
 * @param epoch from 1
 * @param steps in the epoch
 * @param seed of the order and of dropout
 */
public record StepRows(Network network, Loss loss, int epoch, int steps, long seed)
    implements Serializable {
  /**
   * Columns of one matrix product: enough for it to be efficient, few enough to stay in the cache.
   */
  public static final int CHUNK = 1024;

  /** Least rows of one, however many members a network has. */
  private static final int LEAST = 32;

  /**
   * Rows of a shard in one step.
   *
   * @param order of the shard's rows, or null where they are taken as they lie
   * @param from the first of them in that order
   * @param to after the last
   * @param masks key of the masks of dropout
   * @param dropout factor of the rates of dropout
   */
  public record Rows(Shard shard, int[] order, int from, int to, Key masks, double dropout) {
    /** Those of them from place {@code start} to {@code end} of the order. */
    public Rows part(int start, int end) {
      return new Rows(shard, order, start, end, masks, dropout);
    }
  }

  /** The order of a shard's rows in the epoch; null where they are taken as they lie. */
  int[] order(Shard shard) {
    return steps == 1 ? null : shard.order(Key.of(seed).with("order").with(epoch).with(shard.id()));
  }

  /**
   * The rows of a step.
   *
   * @param dropout factor of the rates of dropout
   */
  public Rows of(Shard shard, int step, double dropout) {
    return of(shard, order(shard), step, dropout);
  }

  /** The rows of a step, of a shard whose order is known from {@link #order}. */
  Rows of(Shard shard, int[] order, int step, double dropout) {
    return new Rows(
        shard,
        order,
        (int) ((long) shard.rows() * step / steps),
        (int) ((long) shard.rows() * (step + 1) / steps),
        Key.of(seed).with("dropout").with(epoch).with(step).with(shard.id()),
        dropout);
  }

  /** <em>Adds into</em> {@code partial} loss, weight, rows and gradient of the rows of a step. */
  void add(Rows step, float[] theta, Partial partial, TaskWorkspace scratch) {
    int chunk = Math.max(LEAST, CHUNK / network.members());
    for (int start = step.from; start < step.to; start += chunk) {
      addAtOnce(step.part(start, Math.min(step.to, start + chunk)), theta, partial, scratch);
    }
  }

  /**
   * <em>Adds into</em> {@code partial} those of rows that are one batch. The masks of dropout
   * follow from where the rows start.
   */
  public void addAtOnce(Rows rows, float[] theta, Partial partial, TaskWorkspace scratch) {
    Batch batch =
        rows.order == null
            ? rows.shard.slice(rows.from, rows.to, scratch.buffer)
            : rows.shard.gather(rows.order, rows.from, rows.to, scratch.buffer);
    partial.loss +=
        network.gradient(
            theta,
            batch.masked(rows.masks.with(rows.from), rows.dropout),
            loss,
            scratch.workspace,
            partial.sum);
    partial.weight += batch.targets().totalWeight(batch.size());
    partial.rows += batch.size();
  }
}
