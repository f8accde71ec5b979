package io.plateau.data.check;

import io.plateau.scan.ColumnBlock;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * Order of the rows of a table by file name and position, however Spark cut and packed the files
 * for its cores.
 *
 * <p>Spark reads a file in parts and puts parts of several files into one partition, biggest first.
 * Rows of a part stay together and in order. So the driver lays the parts out by file name and
 * position, and a row's number is the start of its part plus its place there. Nothing is sorted and
 * no row is moved.
 */
public final class FileOrder implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By file and position: rows before it in the file, rows kept, and rows not drawn for tests. */
  private final TreeMap<String, TreeMap<Long, long[]>> starts = new TreeMap<>();

  /** Rows of the last file, rows kept of all, and rows not drawn for tests of all. */
  private final long[] all = new long[3];

  /** How much of a path is left out where a file is named. */
  private int unnamed;

  /** Whether files have the same name, so that folders tell them apart. */
  private boolean nested;

  public static FileOrder of(List<Findings> blocks) {
    FileOrder order = new FileOrder();
    for (Findings block : blocks) {
      for (ColumnBlock.Segment segment : block.segments()) {
        long[] counts =
            order
                .starts
                .computeIfAbsent(segment.file, file -> new TreeMap<>())
                .computeIfAbsent(segment.position, position -> new long[3]);
        for (int c = 0; c < 3; c++) {
          counts[c] += segment.counts[c];
        }
      }
    }
    for (Map<Long, long[]> file : order.starts.values()) {
      order.all[0] = 0; // counted anew in each file
      for (long[] counts : file.values()) {
        for (int c = 0; c < 3; c++) {
          long count = counts[c];
          counts[c] = order.all[c];
          order.all[c] += count;
        }
      }
    }
    if (order.starts.size() > 1) {
      order.name();
    }
    return order;
  }

  private void name() {
    Set<String> names = new HashSet<>();
    String common = null;
    for (String file : starts.keySet()) {
      Path path = path(file);
      nested |= !names.add(path.getName());
      String whole = path.toString();
      common = common == null ? whole : common.substring(0, same(common, whole));
    }
    unnamed = nested ? common.lastIndexOf('/') + 1 : 0;
  }

  private static int same(String one, String other) {
    int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
    return mismatch < 0 ? one.length() : mismatch;
  }

  private static Path path(String file) {
    return new Path(URI.create(file));
  }

  private String named(String file) {
    return nested ? path(file).toString().substring(unnamed) : path(file).getName();
  }

  /** Rows that are not skipped. */
  public long kept() {
    return all[1];
  }

  /** Rows that are neither skipped nor drawn for the test part. */
  public long rest() {
    return all[2];
  }

  /**
   * The number of a segment's first row among all rows of the table.
   *
   * @param counted 1 for the kept rows, 2 for those not drawn for the test part
   */
  public long first(ColumnBlock.Segment segment, int counted) {
    return starts.get(segment.file).get(segment.position)[counted] + segment.offsets[counted];
  }

  /**
   * Where a row of a block stands: {@code row 17}, its number in its file without a header; of
   * several files {@code row 17 of b.csv}, or {@code row 17 of 2021/b.csv} where names repeat.
   */
  public Place place(List<ColumnBlock.Segment> segments, long row) {
    long before = 0;
    for (ColumnBlock.Segment segment : segments) {
      if (row < before + segment.counts[0]) {
        long inFile =
            starts.get(segment.file).get(segment.position)[0] + segment.offsets[0] + row - before;
        return new Place(
            segment.file, inFile + 1, starts.size() > 1 ? " of " + named(segment.file) : "");
      }
      before += segment.counts[0];
    }
    throw new IllegalArgumentException("the block has no row " + row);
  }

  /** Place of a row; the first of several is that of the first file by name. */
  public record Place(String file, long row, String named)
      implements Comparable<Place>, Serializable {
    @Override
    public int compareTo(Place other) {
      int byFile = file.compareTo(other.file);
      return byFile != 0 ? byFile : Long.compare(row, other.row);
    }

    @Override
    public String toString() {
      return "row " + row + named;
    }
  }
}
