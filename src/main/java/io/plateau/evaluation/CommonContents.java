package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.TaskSums;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;

/**
 * Contents that may be those of enough rows, found in a pass over parts of all rows.
 *
 * <p>A content that is {@code t} of all n rows makes up at least {@code t·m/n} of the m rows of one
 * of several parts, so that those which do so in no part are left out. Of one that was left out in
 * a part it is known how many rows it has there at most; so parts that are joined leave out more,
 * and the different rows of many small partitions do not come together.
 */
final class CommonContents implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows whose hashes are sorted at a time. */
  private static final int RUN = 1 << 20;

  /** Rounding must not leave out a content that just occurs often enough. */
  private static final double SLACK = 1 - 1e-9;

  /**
   * Rule by which contents are left out.
   *
   * @param total number of all rows
   */
  private record Rule(long total, RowCounts.Least least) implements Serializable {
    /** The least count of a content among so many rows with which it is not left out. */
    double among(long rows, long hash) {
      return least.of(hash) * (SLACK * rows / total);
    }

    /** Rows that a content which was left out has at most. */
    long leftOut(long rows, long hash) {
      return Math.max(0, (long) Math.ceil(among(rows, hash)) - 1);
    }
  }

  private final Rule rule;
  private long rows;

  /** Ascending. */
  private long[] hashes = {};

  /** Rows that each may have at most. */
  private long[] most = {};

  private CommonContents(Rule rule) {
    this.rule = rule;
  }

  /**
   * The hashes of contents, ascending: of all that occur often enough, and of a few others.
   *
   * @param total number of the rows
   */
  static long[] of(JavaRDD<Example> rows, long total, RowContent content, RowCounts.Least least) {
    Rule rule = new Rule(total, least);
    return TaskSums.addInto(
            new CommonContents(rule), rows, part -> of(part, content, rule), CommonContents::add)
        .hashes;
  }

  private static CommonContents of(Iterator<Example> rows, RowContent content, Rule rule) {
    float[] x = new float[content.width()];
    long[] run = new long[1024];
    CommonContents all = new CommonContents(rule);
    while (rows.hasNext()) {
      int m = 0;
      while (rows.hasNext() && m < RUN) {
        run = m < run.length ? run : Arrays.copyOf(run, 2 * m);
        run[m++] = content.hash(rows.next(), x);
      }
      Arrays.sort(run, 0, m);
      all.add(ofSorted(run, m, rule));
    }
    return all;
  }

  private static CommonContents ofSorted(long[] run, int m, Rule rule) {
    CommonContents of = new CommonContents(rule);
    of.rows = m;
    of.hashes = new long[m];
    of.most = new long[m];
    int kept = 0;
    for (int from = 0, to; from < m; from = to) {
      to = from + 1;
      while (to < m && run[to] == run[from]) {
        to++;
      }
      kept += of.keep(kept, run[from], to - from);
    }
    return of.cut(kept);
  }

  /** <em>Adds into</em> this the contents of other rows. */
  void add(CommonContents other) {
    CommonContents both = new CommonContents(rule);
    both.rows = rows + other.rows;
    both.hashes = new long[hashes.length + other.hashes.length];
    both.most = new long[both.hashes.length];
    int kept = 0;
    for (int i = 0, j = 0; i < hashes.length || j < other.hashes.length; ) {
      boolean here = j == other.hashes.length || i < hashes.length && hashes[i] <= other.hashes[j];
      long hash = here ? hashes[i] : other.hashes[j];
      boolean there = j < other.hashes.length && other.hashes[j] == hash;
      long count = here ? most[i++] : rule.leftOut(rows, hash);
      count += there ? other.most[j++] : rule.leftOut(other.rows, hash);
      kept += both.keep(kept, hash, count);
    }
    both.cut(kept);
    rows = both.rows;
    hashes = both.hashes;
    most = both.most;
  }

  /** <em>Puts</em> a content at a place if it is not left out, and returns how many were put. */
  private int keep(int at, long hash, long count) {
    if (count < rule.among(rows, hash)) {
      return 0;
    }
    hashes[at] = hash;
    most[at] = count;
    return 1;
  }

  private CommonContents cut(int kept) {
    hashes = Arrays.copyOf(hashes, kept);
    most = Arrays.copyOf(most, kept);
    return this;
  }
}
