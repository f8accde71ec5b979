package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Blocks of the rows of a partition that are measured, each row as often as it has draws. */
final class Draws implements Iterator<List<Draws.Draw>> {
  private static final int BLOCK = 256;

  /**
   * A row that is measured with one donor.
   *
   * @param hash of its content
   * @param copy number among the measures of this content
   * @param copies of them
   * @param weight of this measure
   */
  record Draw(Example row, long hash, int copy, int copies, double weight) {}

  private final int partition;
  private final Iterator<Example> from;
  private final MeasuredContents chosen;
  private final RowContent content;
  private final BitSet done = new BitSet();
  private final List<Draw> ready = new ArrayList<>();
  private final float[] x;
  private long rows;

  /**
   * @param from the rows of that partition
   */
  Draws(int partition, Iterator<Example> from, MeasuredContents chosen, RowContent content) {
    this.partition = partition;
    this.from = from;
    this.chosen = chosen;
    this.content = content;
    this.x = new float[content.width()];
  }

  /** The measured rows that the blocks so far stand for. */
  long rows() {
    return rows;
  }

  @Override
  public boolean hasNext() {
    while (ready.size() < BLOCK && from.hasNext()) {
      draw(from.next());
    }
    return !ready.isEmpty();
  }

  @Override
  public List<Draw> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Draw> first = ready.subList(0, Math.min(BLOCK, ready.size()));
    List<Draw> block = List.copyOf(first);
    first.clear();
    return block;
  }

  private void draw(Example row) {
    RowCounts counts = chosen.counts();
    long hash = content.hash(row, x);
    int place = counts.place(hash);
    if (place < 0 && chosen.others()) {
      rows++;
      ready.add(new Draw(row, hash, 0, 1, row.weight));
    } else if (place >= 0 && counts.holders()[place] == partition && !done.get(place)) {
      done.set(place);
      rows += chosen.rows()[place];
      int copies = chosen.draws()[place];
      double weight = row.weight * chosen.weights()[place] / copies;
      for (int copy = 0; copy < copies; copy++) {
        ready.add(new Draw(row, hash, copy, copies, weight));
      }
    }
  }
}
